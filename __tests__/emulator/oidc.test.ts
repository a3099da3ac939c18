import { expect, test } from '@jest/globals';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { runnerCredential } from '../../emulator/oidc/index.ts';
import { fileEmulator } from '../support/file-emulator.ts';

const emulator = fileEmulator();

const requestToken = (token?: string) => {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: own } = emulator.env;
  return emulator.fetch(`${url}&audience=api%3A%2F%2Fsome-audience`, {
    headers: { authorization: `bearer ${token ?? own}` },
  });
};

const claims = async () => {
  const { value } = (await (await requestToken()).json()) as { value: string };
  const keys = await emulator.fetch(`${emulator.urls.oidc}/.well-known/jwks`);
  const jwks = createLocalJWKSet((await keys.json()) as JSONWebKeySet);
  return jwtVerify(value, jwks, { currentDate: await emulator.clock.now() });
};

test('a token has a published signature key and the claims of GitHub', async () => {
  const { payload, protectedHeader } = await claims();
  expect(protectedHeader.alg).toBe('RS256');
  expect(payload).toMatchObject({
    ...{ iss: 'https://token.actions.githubusercontent.com', aud: 'api://some-audience', event_name: 'push' },
    ...{ sub: 'repo:contoso/identity:environment:production', repository: 'contoso/identity' },
    environment: 'production',
  });
  expect(Number(payload.exp) - Number(payload.iat)).toBe(300);
});

test('subject and time are those of the world', async () => {
  await emulator.reset({ github: { oidc: { subject: 'repo:contoso@1/identity@2:ref:refs/heads/main' } } });
  await emulator.clock.set('2035-01-01T00:00:00Z');
  const { payload } = await claims();
  expect(payload.sub).toBe('repo:contoso@1/identity@2:ref:refs/heads/main');
  expect(new Date(Number(payload.iat) * 1000).toISOString()).toMatch(/^2035-01-01T00:0/);
});

test('a token is refused without the token of the runner', async () => {
  expect((await requestToken('another')).status).toBe(401);
});

test('discovery names the address of the keys', async () => {
  const found = await emulator.fetch(`${emulator.urls.oidc}/.well-known/openid-configuration`);
  expect(await found.json()).toMatchObject({
    issuer: 'https://token.actions.githubusercontent.com',
    jwks_uri: `${emulator.urls.oidc}/.well-known/jwks`,
  });
});

test('a pull request’s token names its branches, and another event’s has them empty', async () => {
  expect((await claims()).payload).toMatchObject({ base_ref: '', head_ref: '', ref_type: 'branch' });
  const ref = 'refs/pull/7/merge';
  await emulator.reset({ github: { eventName: 'pull_request', ref, baseRef: 'main', headRef: 'topic' } });
  expect((await claims()).payload).toMatchObject({
    ...{ event_name: 'pull_request', ref, base_ref: 'main', head_ref: 'topic' },
    workflow_ref: `contoso/identity/.github/workflows/truu-directory.yml@${ref}`,
  });
});

test('the issuer signs a runner’s own credential with the same key, without an audience', async () => {
  const keys = await emulator.fetch(`${emulator.urls.oidc}/.well-known/jwks`);
  const jwks = createLocalJWKSet((await keys.json()) as JSONWebKeySet);
  const options = { currentDate: await emulator.clock.now() };
  const { payload } = await jwtVerify(await runnerCredential(emulator.world), jwks, options);
  expect(payload).toMatchObject({ iss: 'https://token.actions.githubusercontent.com' });
  expect(['aud', 'sub', 'repository_id', 'event_name'].filter((name) => name in payload)).toEqual([]);
});

test('several keys are published, and a retired one verifies nothing', async () => {
  await expect(claims()).resolves.toBeDefined();
  await emulator.reset({ github: { oidc: { publishedKeys: ['github-oidc-standby'] } } });
  await expect(claims()).rejects.toThrow('no applicable key');
});
