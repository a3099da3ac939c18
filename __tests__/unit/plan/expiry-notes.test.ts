import { describe, expect, test } from '@jest/globals';
import type { SecretState } from '../../../src/entra/model.ts';
import { guid, held, secret, type Differences } from '../../support/plan-samples.ts';
import { applicationWith, older, planOf, principalWith, recently, withSecrets, younger } from '../../support/worlds.ts';

// Now is 2026-11-24T10:00:00Z.
const soon = '2026-12-24T10:00:00.000Z';
const later = '2026-12-24T10:00:00.001Z';
const past = '2026-11-24T10:00:00.000Z';

const of = (world: Differences, warnBefore: string | null = 'P1M') =>
  planOf({ ...world, policy: { warnBefore } }).notes.filter(({ target }) => target.kind === 'expiry');
const told = (world: Differences, warnBefore?: string | null): readonly string[] =>
  of(world, warnBefore).map(({ level, address, message }) => `${level} ${address} ${message}`);
const heldUntil = (expiresOn: string): Differences => applicationWith({ secrets: [{ ...held, expiresOn }] });
const ending = (digit: string): SecretState =>
  secret(guid(digit), '2026-01-01T00:00:00.000Z', { displayName: 'by hand', expiresOn: soon });
const line = (what: string, digit: string): string =>
  `note entra/expiry/${guid(digit)} ${what} expires at ${soon}, which is within P1M; what logs in with it then fails`;

describe('what expires within warn-before', () => {
  test.each<[string, Differences, readonly string[]]>([
    ['a secret that TruU holds', heldUntil(soon), [line('A client secret of the registration', 'a')]],
    ['none that expires later', heldUntil(later), []],
    ['none that has expired', heldUntil(past), []],
    [
      'a foreign secret',
      applicationWith({ secrets: [held, ending('d')] }),
      [line('A client secret of the registration', 'd')],
    ],
    [
      'a foreign certificate',
      applicationWith({ certificates: [ending('d')] }),
      [line('A certificate of the registration', 'd')],
    ],
    [
      'what lies on the service principal',
      principalWith({ secrets: [ending('d')], certificates: [ending('e')] }),
      [line('A client secret of the service principal', 'd'), line('A certificate of the service principal', 'e')],
    ],
  ])('has %s', (_what, world, expected) => {
    expect(told(world)).toEqual(expected);
  });

  test.each<[string, Differences]>([
    ['due to be retired', withSecrets(older)],
    ['in its overlap', { ...withSecrets(older), ...recently }],
    ['orphaned', withSecrets(secret(younger.keyId, younger.startsOn, { expiresOn: older.expiresOn }))],
  ])('has no secret that is %s, which the action deletes', (_what, world) => {
    expect(Date.parse(older.expiresOn)).toBeLessThan(Date.parse('2027-01-24T10:00:00.000Z'));
    expect(told(world, 'P2M')).toEqual([]);
  });

  test('is asked for by the input, and changes nothing else of the plan', () => {
    const world = heldUntil(soon);
    expect(told(world, null)).toEqual([]);
    const [without, withIt] = [null, 'P1M'].map((warnBefore) => planOf({ ...world, policy: { warnBefore } }));
    expect(withIt?.fingerprint).toBe(without?.fingerprint);
    expect(withIt?.changes).toEqual(without?.changes);
  });

  test('names the secret by its description and key id', () => {
    expect(of(applicationWith({ secrets: [held, ending('d')] }))[0]?.names).toEqual(['by hand', guid('d')]);
  });
});
