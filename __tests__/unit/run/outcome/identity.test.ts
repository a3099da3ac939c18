import { expect, test } from '@jest/globals';
import type { LoginIdentity } from '../../../../src/entra/login/identity.ts';
import { withIdentity } from '../../../../src/run/outcome/identity.ts';
import { ActionError } from '../../../../src/support/errors.ts';

const clientId = '11111111-2222-4333-8444-555555555555';
const identity = (writer: LoginIdentity['writer']): LoginIdentity => ({ clientId, writer, mode: 'apply' });

test.each([
  ['ENTRA_FORBIDDEN', 'deployer-client-id', 'This identity (client-id, equal to deployer-client-id)'],
  ['ENTRA_FORBIDDEN', 'renewer-client-id', 'This identity (client-id, equal to renewer-client-id)'],
  ['ENTRA_NOT_OWNER', null, 'This identity (client-id)'],
] as const)('%s with the identity of %s names it once', (code, writer, name) => {
  const error = new ActionError(code, 'No.', { evidence: [{ name: "This job's identity", value: clientId }] });
  expect(withIdentity(error, { identity: identity(writer) }).evidence).toEqual([{ name, value: clientId }]);
});

test('a failure of TruU, or without a login, stays as it is', () => {
  const error = new ActionError('TRUU_UNAVAILABLE', 'No.');
  expect(withIdentity(error, { identity: identity(null) })).toBe(error);
  const forbidden = new ActionError('ENTRA_FORBIDDEN', 'No.');
  expect(withIdentity(forbidden, { identity: null })).toBe(forbidden);
});
