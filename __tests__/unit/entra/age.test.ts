import { expect, test } from '@jest/globals';
import { birthsOf, isYoung, openBirths } from '../../../src/entra/age.ts';
import { application, ids, now, servicePrincipal } from '../../support/plan-samples.ts';

const ago = (minutes: number): string => new Date(Date.parse(now) - minutes * 60_000).toISOString();
const at = new Date(now);

test.each<[string, string | null, Date | null, boolean]>([
  ['of this moment', ago(0), at, true],
  ['of nine minutes ago', ago(9), at, true],
  ['of ten minutes ago', ago(10), at, false],
  ['of an hour ago', ago(60), at, false],
  ['that another replica dates later', ago(-1), at, true],
  ['of an unknown time', null, at, false],
  ['of a time that cannot be read', 'yesterday', at, false],
  ['before Graph has said what time it is', ago(0), null, false],
])('an object %s is young: %s', (_what, createdOn, time, expected) => {
  expect(isYoung(createdOn, time)).toBe(expected);
});

test('of several objects under one id the newest counts, in any order', () => {
  for (const order of [
    [ago(60), ago(1)],
    [ago(1), ago(60)],
    [ago(1), 'yesterday', null],
  ]) {
    const births = openBirths();
    for (const createdOn of order) births.add(createdOn, 'a');
    expect(births.hasYoung(at, 'b', 'a')).toBe(true);
    expect(births.hasYoung(at, 'b')).toBe(false);
  }
});

test('an app id names the registration and its service principal; the ids of both are apart', () => {
  const births = birthsOf({
    application: application({ createdOn: ago(60) }),
    servicePrincipal: servicePrincipal({ createdOn: ago(1) }),
  });
  expect([ids.app, ids.principal, ids.application].map((id) => births.hasYoung(at, id))).toEqual([true, true, false]);
});
