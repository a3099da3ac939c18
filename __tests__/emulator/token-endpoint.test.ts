import { expect, test } from '@jest/globals';
import { decodeJwt, SignJWT } from 'jose';
import { clientIdOf, identities } from '../../emulator/default-seed.ts';
import { makeSigningKey } from '../../emulator/signing-key.ts';
import { assertionForm, entraToken, githubToken, type Reply, type TokenBody } from '../support/emulator-clients.ts';
import { unchangedBy } from '../support/emulator-refusals.ts';
import { grantRoles, createSecret, register } from '../support/emulator-registration.ts';
import { fileEmulator, graphCaller } from '../support/file-emulator.ts';

type Form = Record<string, string>;

const emulator = fileEmulator();
const admin = graphCaller(emulator, 'admin');
const deployer = clientIdOf(identities.deployer);
const unknownId = '11111111-2222-4333-8444-555555555555';

/** A refusal is `status error number`. */
const expectRefusal = ({ status, body }: Reply<TokenBody>, refusal: string, message: string): void => {
  const number = refusal.split(' ').at(-1);
  const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/);
  expect(`${status} ${body.error} ${body.error_codes?.join()}`).toBe(refusal);
  expect(body).toEqual({
    error: body.error,
    error_description: expect.stringMatching(
      new RegExp(
        `^AADSTS${number}: .* Trace ID: [0-9a-f-]{36} Correlation ID: [0-9a-f-]{36} Timestamp: [0-9-]{10} [0-9:]{8}Z$`,
      ),
    ),
    error_codes: body.error_codes,
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/),
    ...{ trace_id: uuid, correlation_id: uuid },
    ...(number === '501661' ? {} : { error_uri: `https://login.microsoftonline.com/error?code=${number}` }),
  });
  expect(body.error_description).toContain(message);
};

const assertion = async (audience?: string): Promise<Form> =>
  assertionForm(deployer, await githubToken(emulator, audience));
const withClaims = (claims: Record<string, unknown>) => async (): Promise<Form> => {
  const { oidc } = emulator.world.state.github;
  await emulator.reset({ github: { oidc: { ...oidc, claims } } });
  return assertion();
};
const forged = async (): Promise<Form> => {
  const { privateKey } = await makeSigningKey();
  const claims = decodeJwt(await githubToken(emulator));
  return assertionForm(deployer, await new SignJWT(claims).setProtectedHeader({ alg: 'RS256' }).sign(privateKey));
};
const aged = async (duration: string, form: Form): Promise<Form> => {
  await emulator.clock.advance(duration);
  return form;
};
const secret = (change: Form = {}): Form => ({
  ...{ client_id: emulator.admin.clientId, client_secret: emulator.admin.clientSecret },
  ...change,
});
const removed = async (): Promise<Form> => {
  const { id, appId } = await register(admin);
  const { keyId, secretText } = await createSecret(admin, { id });
  const form = { client_id: appId, client_secret: secretText };
  expect((await entraToken(emulator, form)).status).toBe(200);
  await admin('POST', `/applications/${id}/removePassword`, { keyId });
  return form;
};
const endedHere = async (): Promise<Form> => {
  await emulator.behaviour({ entra: { loginSkewMs: 11 * 366 * 24 * 3_600_000 } });
  expect(emulator.world.now('login').getFullYear()).toBeGreaterThan(emulator.world.now('graph').getFullYear());
  return secret();
};
const withoutPrincipal = async (): Promise<Form> => {
  const { body } = await admin<{ id: string; appId: string }>('POST', '/applications', { displayName: 'TruU' });
  return { client_id: body.appId, client_secret: (await createSecret(admin, body)).secretText };
};
const disabled = async (): Promise<Form> => {
  const { id, appId, principalId } = await register(admin);
  await admin('PATCH', `/servicePrincipals/${principalId}`, { accountEnabled: false });
  return { client_id: appId, client_secret: (await createSecret(admin, { id })).secretText };
};
/** Seeded, since no route of an administrator leads there. */
const deactivated = (change: Record<string, unknown>) => async (): Promise<Form> => {
  const { entra } = emulator.world.state;
  const { clientId } = emulator.admin;
  const applications = entra.applications.map((one) => (one.appId === clientId ? { ...one, ...change } : one));
  await emulator.reset({ entra: { ...entra, applications } });
  return secret();
};
const pullRequest = 'repo:contoso/identity:pull_request';
const issuer = 'https://token.actions.githubusercontent.com/';
const another = 'https://github.com/contoso';
const wrongCase = withClaims({ sub: 'repo:Contoso/identity:environment:production' });

test.each<[name: string, form: () => Form | Promise<Form>, refusal: string, message: string]>([
  ['an assertion with a foreign signature', forged, '401 invalid_client 700027', 'failed signature validation.'],
  [
    'an assertion with a wrong subject',
    withClaims({ sub: pullRequest }),
    '401 invalid_client 700213',
    `assertion subject '${pullRequest}'`,
  ],
  ['an assertion with a wrong case', wrongCase, '401 invalid_client 7002138', 'not with case-sensitive comparison'],
  ['an assertion with a wrong issuer', withClaims({ iss: issuer }), '401 invalid_client 700211', `issuer '${issuer}'`],
  ['an assertion for another audience', () => assertion(another), '401 invalid_client 700212', `audience '${another}'`],
  [
    'an assertion of six minutes ago',
    async () => aged('PT6M', await assertion()),
    '401 invalid_client 700024',
    'not within its valid time range',
  ],
  [
    'an assertion of an issuer whose keys cannot be read',
    async () => {
      const form = await withClaims({ iss: 'https://idp.contoso.com' })();
      const app = emulator.world.state.entra.applications.find(({ appId }) => appId === deployer);
      for (const one of app?.federatedIdentityCredentials ?? []) one.issuer = 'https://idp.contoso.com';
      return form;
    },
    '400 invalid_request 501661',
    'Request to External OIDC endpoint failed.',
  ],
  [
    'an invalid assertion',
    () => assertionForm(deployer, 'no.jwt'),
    '400 invalid_request 50027',
    'invalid or malformed',
  ],
  [
    'an assertion for an app without federated credentials',
    async () => ({ ...(await assertion()), client_id: emulator.admin.clientId }),
    '401 invalid_client 70025',
    '(Directory administrator) has no configured federated identity credentials.',
  ],
  ['a wrong secret', () => secret({ client_secret: 'x' }), '401 invalid_client 7000215', 'for a secret added to app'],
  ['a secret of another app', () => secret({ client_id: deployer }), '401 invalid_client 7000215', `'${deployer}'`],
  [
    'a secret that has ended by its own clock, which is ahead of that of Graph',
    endedHere,
    '401 invalid_client 7000222',
    'are expired.',
  ],
  ['an expired secret', () => aged('P11Y', secret()), '401 invalid_client 7000222', 'are expired.'],
  ['a removed secret', removed, '401 invalid_client 7000215', 'Invalid client secret provided.'],
  [
    'an unknown client',
    () => secret({ client_id: unknownId }),
    '400 unauthorized_client 700016',
    `Application with identifier '${unknownId}' was not found in the directory '`,
  ],
  [
    'an app without a service principal',
    withoutPrincipal,
    '401 invalid_client 7000229',
    'is missing service principal',
  ],
  ['a disabled service principal', disabled, '400 unauthorized_client 7000112', '(TruU) is disabled.'],
  ['a deactivated app', deactivated({ isDisabled: true }), '400 unauthorized_client 7000112', 'is disabled.'],
  [
    'an app that Microsoft disabled',
    deactivated({ disabledByMicrosoftStatus: 'DisabledDueToViolationOfServicesAgreement' }),
    '400 unauthorized_client 7000112',
    'is disabled.',
  ],
  [
    'another resource',
    () => secret({ scope: 'https://management.azure.com/.default' }),
    '400 invalid_resource 500011',
    'https://management.azure.com',
  ],
  [
    'a scope that is not .default',
    () => secret({ scope: 'https://graph.microsoft.com/User.Read' }),
    '400 invalid_scope 70011',
    'https://graph.microsoft.com/User.Read',
  ],
  [
    'no secret and no assertion',
    () => ({ client_id: emulator.admin.clientId }),
    '401 invalid_client 7000216',
    "'client_assertion', 'client_secret' or 'request' is required",
  ],
])('%s is refused', async (_name, form, refusal, message) => {
  const request = await form();
  expectRefusal(await unchangedBy(emulator, () => entraToken(emulator, request)), refusal, message);
});

test.each([
  ['00000000-1111-4222-8333-444444444444', 90002, "Tenant '00000000-1111-4222-8333-444444444444' not found."],
  ['00000000-0000-0000-0000-000000000000', 900021, 'Tenant identifiers may not be an empty GUID.'],
  ['organizations', 50059, 'No tenant-identifying information found'],
  ['not-a-tenant', 900023, "Specified tenant identifier 'not-a-tenant' is neither a valid DNS name"],
])('the tenant %s is refused with AADSTS%i', async (tenant, number, message) => {
  expectRefusal(await entraToken(emulator, secret(), tenant), `400 invalid_request ${number}`, message);
});

test('an assertion of the job is accepted, and the token names the app and its roles', async () => {
  const { status, body } = await entraToken(emulator, await assertion());
  expect(status).toBe(200);
  const lifetime = { expires_in: 3599, ext_expires_in: 3599 };
  expect(body).toEqual({ token_type: 'Bearer', ...lifetime, access_token: expect.any(String) });
  expect(decodeJwt(body.access_token ?? '')).toMatchObject({
    ...{ roles: identities.deployer.roles, appid: deployer, aud: 'https://graph.microsoft.com' },
    tid: emulator.admin.tenant,
  });
});

test('the roles of a token are those that are granted at its issue, without a claim when there are none', async () => {
  const registration = await register(admin);
  const { secretText } = await createSecret(admin, registration);
  const rolesNow = async (): Promise<unknown> => {
    const { body } = await entraToken(emulator, { client_id: registration.appId, client_secret: secretText });
    return decodeJwt(body.access_token ?? '')['roles'];
  };
  expect(await rolesNow()).toBeUndefined();
  await register(admin, { displayName: 'Another' }, ['Policy.Read.All']);
  await grantRoles(admin, registration, ['Device.Read.All', 'Group.Read.All']);
  expect(await rolesNow()).toEqual(['Device.Read.All', 'Group.Read.All']);
});
