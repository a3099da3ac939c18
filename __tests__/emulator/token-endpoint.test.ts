import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeJwt, SignJWT } from 'jose';
import { clientIdOf, identities } from '../../emulator/default-seed.ts';
import { makeSigningKey } from '../../emulator/signing-key.ts';
import { assertionForm, entraToken, githubToken, graphAs, logIn, type TokenBody } from '../support/emulator-clients.ts';
import { unchangedBy } from '../support/emulator-refusals.ts';
import { grantRoles, mint, register } from '../support/emulator-registration.ts';
import { startEmulator, type TestEmulator } from '../support/emulator.ts';

let emulator: TestEmulator;

beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.stop());
beforeEach(() => emulator.reset());

const deployer = clientIdOf(identities.deployer);
const unchanged = <T>(act: () => Promise<T>): Promise<T> => unchangedBy(emulator, act);

const expectRefusal = (
  { status, body }: { status: number; body: TokenBody },
  expected: { status: number; error: string; number: number; words: string },
): void => {
  expect({ status, ...body }).toEqual({
    status: expected.status,
    error: expected.error,
    error_description: expect.stringMatching(
      new RegExp(
        `^AADSTS${expected.number}: .*\\r\\nTrace ID: [0-9a-f-]{36}\\r\\nCorrelation ID: [0-9a-f-]{36}\\r\\nTimestamp: [0-9-]{10} [0-9:]{8}Z$`,
      ),
    ),
    error_codes: [expected.number],
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/),
    trace_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    correlation_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    error_uri: `https://login.microsoftonline.com/error?code=${expected.number}`,
  });
  expect(body.error_description).toContain(expected.words);
};

describe('an assertion', () => {
  const withClaims = (claims: Record<string, unknown>): Promise<void> => {
    const { oidc } = emulator.world.state.github;
    return emulator.reset({ github: { oidc: { ...oidc, claims } } });
  };

  test('of the job is accepted, and the token names the app and its roles', async () => {
    const { status, body } = await entraToken(emulator, assertionForm(deployer, await githubToken(emulator)));
    expect(status).toBe(200);
    expect(body).toEqual({
      token_type: 'Bearer',
      expires_in: 3599,
      ext_expires_in: 3599,
      access_token: expect.any(String),
    });
    const { roles, appid, aud, tid } = decodeJwt(body.access_token ?? '');
    expect({ roles, appid, aud, tid }).toEqual({
      roles: identities.deployer.roles,
      appid: deployer,
      aud: 'https://graph.microsoft.com',
      tid: emulator.admin.tenant,
    });
  });

  test('signed with a foreign key is refused', async () => {
    const { privateKey } = await makeSigningKey();
    const claims = decodeJwt(await githubToken(emulator));
    const forged = await new SignJWT(claims).setProtectedHeader({ alg: 'RS256' }).sign(privateKey);
    await unchanged(async () =>
      expectRefusal(await entraToken(emulator, assertionForm(deployer, forged)), {
        ...{ status: 401, error: 'invalid_client', number: 700027 },
        words: 'Client assertion failed signature validation.',
      }),
    );
  });

  test.each([
    [
      'subject',
      { sub: 'repo:contoso/identity:pull_request' },
      700213,
      "assertion subject 'repo:contoso/identity:pull_request'",
    ],
    [
      'case of the subject',
      { sub: 'repo:Contoso/identity:environment:production' },
      7002138,
      'not with case-sensitive comparison',
    ],
    [
      'issuer',
      { iss: 'https://token.actions.githubusercontent.com/' },
      700211,
      "issuer 'https://token.actions.githubusercontent.com/'",
    ],
  ])('with a wrong %s is refused and told so', async (_name, claims, number, words) => {
    await withClaims(claims);
    const form = assertionForm(deployer, await githubToken(emulator));
    await unchanged(async () =>
      expectRefusal(await entraToken(emulator, form), { status: 401, error: 'invalid_client', number, words }),
    );
  });

  test('for another audience is refused and told so', async () => {
    const form = assertionForm(deployer, await githubToken(emulator, 'https://github.com/contoso'));
    expectRefusal(await entraToken(emulator, form), {
      ...{ status: 401, error: 'invalid_client', number: 700212 },
      words: "audience 'https://github.com/contoso'",
    });
  });

  test('that is five minutes old is refused', async () => {
    const form = assertionForm(deployer, await githubToken(emulator));
    await emulator.clock.advance('PT6M');
    expectRefusal(await entraToken(emulator, form), {
      ...{ status: 401, error: 'invalid_client', number: 700024 },
      words: 'not within its valid time range',
    });
  });

  test('that is no JWT is refused', async () => {
    expectRefusal(await entraToken(emulator, assertionForm(deployer, 'no.jwt')), {
      ...{ status: 401, error: 'invalid_client', number: 50027 },
      words: 'invalid or malformed',
    });
  });

  test('for an app without federated credentials is refused', async () => {
    const form = assertionForm(emulator.admin.clientId, await githubToken(emulator));
    expectRefusal(await entraToken(emulator, form), {
      ...{ status: 401, error: 'invalid_client', number: 700211 },
      words: 'No matching federated identity record found',
    });
  });
});

describe('a secret', () => {
  test('that nobody made is refused', async () => {
    const form = { client_id: emulator.admin.clientId, client_secret: 'wrong' };
    await unchanged(async () =>
      expectRefusal(await entraToken(emulator, form), {
        ...{ status: 401, error: 'invalid_client', number: 7000215 },
        words: `for a secret added to app '${emulator.admin.clientId}'.`,
      }),
    );
  });

  test('of another app is refused', async () => {
    const form = { client_id: deployer, client_secret: emulator.admin.clientSecret };
    expect((await entraToken(emulator, form)).body.error_codes).toEqual([7000215]);
  });

  test('past its end is refused as expired', async () => {
    const form = { client_id: emulator.admin.clientId, client_secret: emulator.admin.clientSecret };
    expect((await entraToken(emulator, form)).status).toBe(200);
    await emulator.clock.advance('P11Y');
    await unchanged(async () =>
      expectRefusal(await entraToken(emulator, form), {
        ...{ status: 401, error: 'invalid_client', number: 7000222 },
        words: `The provided client secret keys for app '${emulator.admin.clientId}' are expired.`,
      }),
    );
  });

  test('that was removed is refused as if it had never been', async () => {
    const graph = graphAs(emulator, await logIn(emulator, 'admin'));
    const registration = await register(graph);
    const { keyId, secretText } = await mint(graph, registration);
    const form = { client_id: registration.appId, client_secret: secretText };
    expect((await entraToken(emulator, form)).status).toBe(200);
    await graph('POST', `/applications/${registration.id}/removePassword`, { keyId });
    expect((await entraToken(emulator, form)).body.error_codes).toEqual([7000215]);
  });
});

describe('who asks, and for what', () => {
  const secret = (): Record<string, string> => ({
    client_id: emulator.admin.clientId,
    client_secret: emulator.admin.clientSecret,
  });

  test('an unknown client is refused', async () => {
    const client_id = '11111111-2222-4333-8444-555555555555';
    expectRefusal(await entraToken(emulator, { ...secret(), client_id }), {
      ...{ status: 400, error: 'unauthorized_client', number: 700016 },
      words: `Application with identifier '${client_id}' was not found in the directory '${emulator.admin.tenant}'.`,
    });
  });

  test('a registration without a service principal is an unknown client', async () => {
    const graph = graphAs(emulator, await logIn(emulator, 'admin'));
    const { body } = await graph<{ id: string; appId: string }>('POST', '/applications', { displayName: 'TruU' });
    const { secretText } = await mint(graph, body);
    const form = { client_id: body.appId, client_secret: secretText };
    expect((await entraToken(emulator, form)).body.error_codes).toEqual([700016]);
  });

  test('a disabled service principal gets no token', async () => {
    const graph = graphAs(emulator, await logIn(emulator, 'admin'));
    const { appId, principalId, ...registration } = await register(graph);
    const { secretText } = await mint(graph, registration);
    await graph('PATCH', `/servicePrincipals/${principalId}`, { accountEnabled: false });
    expectRefusal(await entraToken(emulator, { client_id: appId, client_secret: secretText }), {
      ...{ status: 400, error: 'unauthorized_client', number: 7000112 },
      words: `Application '${appId}'(TruU) is disabled.`,
    });
  });

  test.each([
    ['00000000-1111-4222-8333-444444444444', 90002, "Tenant '00000000-1111-4222-8333-444444444444' not found."],
    ['not-a-tenant', 900023, "Specified tenant identifier 'not-a-tenant' is neither a valid DNS name"],
  ])('the tenant %s is refused with AADSTS%i', async (tenant, number, words) => {
    const answer = await entraToken(emulator, secret(), tenant);
    expectRefusal(answer, { status: 400, error: 'invalid_request', number, words });
  });

  test.each([
    ['https://vault.azure.net/.default', 'invalid_resource', 500011],
    ['https://graph.microsoft.com/User.Read', 'invalid_scope', 70011],
  ])('the scope %s is refused as %s', async (scope, error, number) => {
    const answer = await entraToken(emulator, { ...secret(), scope });
    expectRefusal(answer, { status: 400, error, number, words: scope.replace('/.default', '') });
  });

  test('a form without secret and assertion is refused', async () => {
    expectRefusal(await entraToken(emulator, { client_id: emulator.admin.clientId }), {
      ...{ status: 401, error: 'invalid_client', number: 7000218 },
      words: "'client_assertion' or 'client_secret'",
    });
  });
});

test('the roles of a token are what is granted when it is issued, and there is no claim without any', async () => {
  const graph = graphAs(emulator, await logIn(emulator, 'admin'));
  const registration = await register(graph);
  const { secretText } = await mint(graph, registration);
  const rolesNow = async (): Promise<unknown> => {
    const { body } = await entraToken(emulator, { client_id: registration.appId, client_secret: secretText });
    return decodeJwt(body.access_token ?? '')['roles'];
  };
  expect(await rolesNow()).toBeUndefined();
  await register(graph, { displayName: 'Another' }, ['Policy.Read.All']);
  await grantRoles(graph, registration, ['Device.Read.All', 'Group.Read.All']);
  expect(await rolesNow()).toEqual(['Device.Read.All', 'Group.Read.All']);
});
