import { expect, test } from '@jest/globals';
import { readTrust } from '../../../src/action/trust-inputs.ts';
import { refuseSpec } from '../../../src/plan/refuse.ts';
import { documentOf, specWith } from '../../support/spec-samples.ts';

test('the value that the report of PLAN_CEILING has allows the whole spec, and what was allowed before', () => {
  const spec = documentOf(specWith(['- User.Read\n', '- User.Read\n      - Group.Read.All\n      - openid\n']));
  const policyOf = (value: string) => ({
    allowedPermissions: readTrust((name) => (name === 'allowed-permissions' ? value : '')).allowedPermissions,
    deployerClientId: null,
    renewerClientId: null,
  });
  const refused = refuseSpec(spec, policyOf(''), null);
  expect(refused.map(({ code }) => code)).toEqual(['PLAN_CEILING', 'PLAN_CEILING']);
  const [value = '', second] = refused.map(({ evidence }) => evidence[0]?.value ?? '');
  expect(second).toBe(value);
  expect(value).toContain('delegated:Group.Read.All, openid');
  expect(refuseSpec(spec, policyOf(value), null)).toEqual([]);
  for (const before of policyOf('').allowedPermissions) expect(policyOf(value).allowedPermissions).toContain(before);
});
