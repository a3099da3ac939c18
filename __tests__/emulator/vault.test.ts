import { beforeEach, describe, expect, test } from '@jest/globals';
import { clientIdOf, identities } from '../../emulator/default-seed.ts';
import { dispatch } from '../../emulator/dispatch.ts';
import { vaultAppId } from '../../emulator/vault/hosts.ts';
import type { VaultState } from '../../emulator/vault/records.ts';
import { assertionForm, entraToken, githubToken, type Reply } from '../support/emulator-clients.ts';
import { fileEmulator } from '../support/file-emulator.ts';

const emulator = fileEmulator();

interface Shown {
  value?: string;
  id: string;
  attributes: { enabled: boolean; exp?: number; created: number };
  tags: Record<string, string>;
  error: { code: string; message: string; innererror?: { code: string } };
}
interface Versions {
  value: Shown[];
  nextLink: string | null;
}

const tokenOf = async (who: keyof typeof identities, scope = 'https://vault.azure.net/.default'): Promise<string> => {
  const client_id = clientIdOf(identities[who]);
  const form =
    who === 'admin'
      ? { client_id, client_secret: emulator.admin.clientSecret }
      : assertionForm(client_id, await githubToken(emulator));
  return (await entraToken(emulator, { ...form, scope })).body.access_token ?? '';
};

const send = async <T = Shown>(
  token: string | null,
  method: string,
  path: string,
  body?: unknown,
): Promise<Reply<T>> => {
  const bearer: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  const query = path.includes('api-version') ? '' : `${path.includes('?') ? '&' : '?'}api-version=2025-07-01`;
  const url = path.startsWith('https:') ? path : `${emulator.urls.vault}/secrets/${path}${query}`;
  const headers = { ...bearer, 'content-type': 'application/json' };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await emulator.fetch(url, { method, headers, ...sent });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: JSON.parse(text) as T };
};

let [deployer, reader, admin] = ['', '', ''];
const put = (body: Record<string, unknown> = {}, token = deployer) =>
  send(token, 'PUT', 'truu-directory', { value: 'a-value', ...body });
const versionIn = ({ id }: Shown): string => id.split('/').at(-1) ?? '';

beforeEach(async () => {
  [deployer, reader, admin] = [await tokenOf('deployer'), await tokenOf('reader'), await tokenOf('admin')];
});

describe('a secret', () => {
  test('gets a new version from each PUT, which echoes the value', async () => {
    const body = { contentType: 'text/plain', attributes: { exp: 1_800_000_000 }, tags: { keyId: 'k1' } };
    const [first, second] = [await put(body), await put()];
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({ value: 'a-value', ...body, attributes: { enabled: true, exp: 1_800_000_000 } });
    expect(versionIn(first.body)).toMatch(/^[0-9a-f]{32}$/);
    expect(versionIn(second.body)).not.toBe(versionIn(first.body));
    expect((await send(admin, 'GET', 'truu-directory')).body.id).toBe(second.body.id);
  });

  test('has its versions in pages, with tags and without values', async () => {
    for (let i = 0; i < 7; i += 1) await put({ tags: { keyId: String(i) } });
    const first = await send<Versions>(reader, 'GET', 'truu-directory/versions');
    const second = await send<Versions>(reader, 'GET', first.body.nextLink ?? '');
    expect([first.body.value.length, second.body.value.length, second.body.nextLink]).toEqual([5, 2, null]);
    const all = [...first.body.value, ...second.body.value];
    expect(all.map(({ tags }) => tags['keyId']).sort()).toEqual(['0', '1', '2', '3', '4', '5', '6']);
    expect(JSON.stringify([first.body, second.body])).not.toContain('a-value');
    expect((await send<Versions>(reader, 'GET', 'unknown/versions')).body).toEqual({ value: [], nextLink: null });
  });

  test('is not read once its version is off, but is when it is past its end', async () => {
    const version = versionIn((await put({ attributes: { exp: 1 } })).body);
    expect((await send(admin, 'GET', `truu-directory/${version}`)).body.value).toBe('a-value');
    const off = await send(deployer, 'PATCH', `truu-directory/${version}`, { attributes: { enabled: false } });
    expect(off.body).toMatchObject({ attributes: { enabled: false, exp: 1 } });
    expect(off.body).not.toHaveProperty('value');
    const refused = await send(admin, 'GET', `truu-directory/${version}`);
    expect([refused.status, refused.body.error.innererror?.code]).toEqual([403, 'SecretDisabled']);
    expect((await send(admin, 'GET', `truu-directory/${'0'.repeat(32)}`)).body.error.code).toBe('SecretNotFound');
  });

  test('keeps its name reserved after it is deleted', async () => {
    await put();
    expect((await send(admin, 'DELETE', 'truu-directory')).status).toBe(200);
    const refused = await put();
    expect([refused.status, refused.body.error.innererror?.code]).toEqual([409, 'ObjectIsDeletedButRecoverable']);
    expect((await send<Versions>(reader, 'GET', 'truu-directory/versions')).body.value).toEqual([]);
  });

  test.each<[path: string, body: Record<string, unknown>]>([
    ['a_b', { value: 'x' }],
    ['a'.repeat(128), { value: 'x' }],
    ['a', {}],
    ['a', { value: 'x'.repeat(25_001) }],
    ['a', { value: 'x', contentType: 'x'.repeat(256) }],
    ['a', { value: 'x', tags: Object.fromEntries(Array.from({ length: 16 }, (_, n) => [String(n), ''])) }],
    ['a', { value: 'x', tags: { a: 'x'.repeat(513) } }],
    ['a', { value: 'x', attributes: { exp: '2027' } }],
    ['a', { value: 'x', colour: 'red' }],
    ['a?api-version=1.0', { value: 'x' }],
  ])('%#: is not set by a malformed request', async (path, body) => {
    expect(await send(deployer, 'PUT', path, body)).toMatchObject({
      status: 400,
      body: { error: { code: 'BadParameter' } },
    });
    expect((await emulator.state()).vault.secrets).toEqual([]);
  });
});

describe('the vault', () => {
  test('is part of the state, which is a seed', async () => {
    await put();
    const state = await emulator.state();
    await emulator.reset(state);
    expect(await emulator.state()).toEqual(state);
    const bad = { vault: { grants: [{ clientId: 'x', role: 'Reader' }] } };
    expect((await emulator.call('POST', '/reset', { seed: bad })).status).toBe(400);
  });

  test('tells who has no token where to log in, and refuses the token of another audience', async () => {
    const none = await send(null, 'GET', 'a/versions');
    expect([none.status, none.headers.get('www-authenticate')]).toEqual([
      401,
      `Bearer authorization="${emulator.urls.login}/${emulator.admin.tenant}", resource="https://vault.azure.net"`,
    ]);
    const graph = await send(await tokenOf('admin', 'https://graph.microsoft.com/.default'), 'GET', 'a/versions');
    expect(graph).toMatchObject({ status: 401, body: { error: { message: expect.stringContaining('AKV10022') } } });
    expect(graph.headers.get('www-authenticate')).toContain('resource=');
    await emulator.clock.advance('PT2H');
    expect((await send(admin, 'GET', 'a/versions')).body.error.message).toContain('TokenExpired');
  });

  test('of a cloud takes tokens of that cloud only', async () => {
    const china = await tokenOf('reader', 'https://vault.azure.cn/.default');
    const host = 'kv-truu.vault.azure.cn';
    const list = (token: string) => {
      const headers = { host, authorization: `Bearer ${token}` };
      const request = new Request(`https://${host}/secrets/a/versions?api-version=2025-07-01`, { headers });
      return dispatch(emulator.world, 'vault', request, { from: 'client' });
    };
    expect((await list(china)).status).toBe(200);
    const refused = await list(reader);
    expect(((await refused.json()) as Shown).error.message).toContain(
      'Expected https://vault.azure.cn, found: https://vault.azure.net',
    );
    expect(refused.headers.get('www-authenticate')).toContain('resource="https://vault.azure.cn"');
  });

  test.each<[who: 'reader' | 'deployer', method: string, path: string, action: string]>([
    ['reader', 'PUT', 'truu-directory', 'setSecret/action'],
    ['reader', 'GET', 'truu-directory', 'getSecret/action'],
    ['deployer', 'GET', 'truu-directory', 'getSecret/action'],
    ['deployer', 'DELETE', 'truu-directory', 'delete'],
    ['reader', 'PATCH', 'truu-directory/v', 'update/action'],
  ])('does not let the %s %s %s', async (who, method, path, action) => {
    await put();
    const before = (await emulator.state()).vault;
    const { status, body } = await send(
      who === 'reader' ? reader : deployer,
      method,
      path,
      method === 'PUT' || method === 'PATCH' ? { value: 'x' } : undefined,
    );
    expect([status, body.error.innererror?.code]).toEqual([403, 'ForbiddenByRbac']);
    expect(body.error.message).toContain(`Microsoft.KeyVault/vaults/secrets/${action}'`);
    expect((await emulator.state()).vault).toEqual(before);
  });

  test('gives the rights that a seed says', async () => {
    const vault: Partial<VaultState> = {
      grants: [{ clientId: clientIdOf(identities.reader), actions: ['setSecret'] }],
    };
    await emulator.reset({ vault });
    expect((await put({}, reader)).status).toBe(200);
    expect((await put()).status).toBe(403);
    expect((await send(reader, 'GET', 'truu-directory/versions')).status).toBe(403);
  });

  test.each([
    ['firewall', 403, 'Forbidden', 'ForbiddenByFirewall'],
    ['rbac', 403, 'Forbidden', 'ForbiddenByRbac'],
    ['policy', 403, 'Forbidden', 'ForbiddenByPolicy'],
    ['throttled', 429, 'Throttled', undefined],
  ] as const)('refuses everybody by its behaviour: %s', async (mode, status, code, inner) => {
    await emulator.behaviour({ vault: { mode } });
    const answer = await put({}, admin);
    expect([answer.status, answer.body.error.code, answer.body.error.innererror?.code]).toEqual([status, code, inner]);
    expect((await emulator.state()).vault.secrets).toEqual([]);
  });
});

test('a login to the vault has no roles of Graph, and is a row of its own in the report', async () => {
  const claims = JSON.parse(Buffer.from(admin.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
  expect(claims).toMatchObject({ aud: 'https://vault.azure.net' });
  expect(claims).not.toHaveProperty('roles');
  const { reports } = await emulator.state();
  expect(reports.credentialSignIns).toMatchObject([{ resourceId: vaultAppId }]);
  const own = { client_id: emulator.admin.clientId, client_secret: emulator.admin.clientSecret };
  const refused = await entraToken(emulator, { ...own, scope: `${emulator.urls.vault}/.default` });
  expect(refused.body.error_codes).toEqual([500011]);
});
