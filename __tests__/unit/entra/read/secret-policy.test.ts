import { describe, expect, test } from '@jest/globals';
import { toSecretPolicy } from '../../../../src/entra/read/secret-policy.ts';

const policy = (...passwordCredentials: readonly object[]): object => ({
  isEnabled: true,
  applicationRestrictions: { passwordCredentials },
});
const ban = { restrictionType: 'passwordAddition', state: 'enabled' };
const cap = (maxLifetime: string | null): object => ({
  restrictionType: 'passwordLifetime',
  maxLifetime,
  state: 'enabled',
});
const open = { forbidden: false, maxLifetime: null };

describe("what the tenant's policy says of client secrets", () => {
  test.each<[string, unknown, object]>([
    ['nothing, without a rule', policy(), open],
    ['nothing, when it is switched off', { ...policy(ban), isEnabled: false }, open],
    ['nothing, by a rule that is switched off', policy({ ...ban, state: 'disabled' }), open],
    [
      'nothing, by a rule that has exemptions',
      policy({ ...ban, excludeActors: { customSecurityAttributes: [] } }),
      open,
    ],
    ['nothing, by a lifetime that is none', policy(cap('ninety days'), cap(null)), open],
    ['nothing, by an answer that is none', 'a page', open],
    ['that there may be none', policy(ban), { forbidden: true, maxLifetime: null }],
    ['the shortest of its lifetimes', policy(cap('P1Y'), cap('P90D')), { forbidden: false, maxLifetime: 'P90D' }],
    ['both', policy(ban, cap('P90D')), { forbidden: true, maxLifetime: 'P90D' }],
  ])('is %s', (_what, body, expected) => {
    expect(toSecretPolicy(body, true)).toEqual(expected);
  });

  test('is left to Graph for a registration that may be older than a rule, and counts for a new one', () => {
    const dated = policy({ ...ban, restrictForAppsCreatedAfterDateTime: '2026-01-01T00:00:00Z' });
    expect([toSecretPolicy(dated, true), toSecretPolicy(dated, false)]).toEqual([open, { ...open, forbidden: true }]);
  });
});
