import { describe, expect, test } from '@jest/globals';
import type { ErrorCode } from '../../../../src/catalog/errors.ts';
import { underCauses } from '../../../../src/run/outcome/consequences.ts';
import { ActionError } from '../../../../src/support/errors.ts';
import { HttpFailure } from '../../../../src/support/http.ts';

const failure = (code: ErrorCode, message = 'It failed.', fix = 'Mend it.', cause: unknown = null): ActionError =>
  new ActionError(code, message, { fix, evidence: [{ name: 'of', value: code }], leftBehind: [code], cause });
const codes = (failures: readonly ActionError[]): readonly ErrorCode[] => failures.map(({ code }) => code);
const unanswered = (code: ErrorCode, fix: string): ActionError =>
  failure(code, `${code} was not reached.`, fix, new HttpFailure('network', 1, null));

describe('failures of a run', () => {
  test.each<[what: string, all: ActionError[], afterwards: ActionError[], left: ErrorCode[]]>([
    [
      'health that is not good after a step failed',
      [failure('ENTRA_REFUSED'), failure('HEALTH_NOT_HEALTHY')],
      [],
      ['ENTRA_REFUSED'],
    ],
    ['health that is not good alone', [failure('HEALTH_TIMEOUT')], [], ['HEALTH_TIMEOUT']],
    ['one breach that was met twice', [failure('TRUU_CONTRACT')], [failure('TRUU_CONTRACT')], ['TRUU_CONTRACT']],
    [
      'another breach that the verification meets',
      [failure('TRUU_CONTRACT')],
      [failure('TRUU_CONTRACT', 'So.')],
      ['TRUU_CONTRACT'],
    ],
    [
      'two breaches',
      [failure('TRUU_CONTRACT'), failure('TRUU_CONTRACT', 'So.')],
      [],
      ['TRUU_CONTRACT', 'TRUU_CONTRACT'],
    ],
    [
      'a side that the verification alone could not read',
      [failure('ENTRA_REFUSED')],
      [failure('TRUU_UNAVAILABLE')],
      ['ENTRA_REFUSED', 'TRUU_UNAVAILABLE'],
    ],
    [
      'one obstacle before both sides',
      [unanswered('AUTH_FAILED', 'Set X.'), unanswered('TRUU_UNAVAILABLE', 'Set X.')],
      [],
      ['AUTH_FAILED'],
    ],
    [
      'an obstacle of each side',
      [unanswered('AUTH_FAILED', 'Set X.'), unanswered('TRUU_UNAVAILABLE', 'Set Y.')],
      [],
      ['AUTH_FAILED', 'TRUU_UNAVAILABLE'],
    ],
    [
      'one fix of two refusals',
      [failure('ENTRA_REFUSED'), failure('TRUU_REFUSED')],
      [],
      ['ENTRA_REFUSED', 'TRUU_REFUSED'],
    ],
  ])('are shown once for each cause: %s', (_what, all, afterwards, left) => {
    const shown = underCauses(all, afterwards);
    expect(codes(shown)).toEqual(left);
    const leftBehind = shown.flatMap((one) => one.leftBehind);
    expect([...leftBehind].sort()).toEqual(codes([...all, ...afterwards]).toSorted());
  });

  test('have under them what follows, with its own evidence', () => {
    const [shown] = underCauses([failure('ENTRA_REFUSED'), failure('HEALTH_NOT_HEALTHY', 'It is ill.')], []);
    expect(shown?.evidence).toEqual([
      { name: 'of', value: 'ENTRA_REFUSED' },
      { name: 'As a consequence', value: 'HEALTH_NOT_HEALTHY: It is ill.' },
      { name: 'of', value: 'HEALTH_NOT_HEALTHY' },
    ]);
  });
});
