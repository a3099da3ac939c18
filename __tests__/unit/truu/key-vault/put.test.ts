import { expect, test } from '@jest/globals';
import { HttpFailure } from '../../../../src/support/http.ts';
import { Secret } from '../../../../src/support/secret.ts';
import type { VaultAnswer, VaultClient } from '../../../../src/truu/key-vault/transport.ts';
import { listVersions } from '../../../../src/truu/key-vault/versions.ts';
import { createVaultWriter } from '../../../../src/truu/key-vault/write/writer.ts';
import { guid } from '../../../support/plan-samples.ts';

const url = 'https://kv-truu.vault.azure.net';
const keyId = guid('a');
const value = 'abc8Q~the-value-that-nobody-may-see-again';

const answer = (status: number, body: unknown = {}): VaultAnswer => ({
  ...{ status, body, requestId: 'r-1', intercepted: null },
});
const version = (digit: string, tags: Record<string, string> | null = { keyId, appId: guid('b') }) => ({
  id: `${url}/secrets/s/${digit.repeat(32)}`,
  attributes: { enabled: true, created: 1_700_000_000, exp: 1_800_000_000 },
  ...(tags === null ? {} : { tags }),
});
const page = (...versions: readonly unknown[]): VaultAnswer => answer(200, { value: versions, nextLink: null });
const stored = answer(200, { value, ...version('1') });
const refusal = (status: number, code: string, inner?: string): VaultAnswer =>
  answer(status, { error: { code, message: 'No.', ...(inner && { innererror: { code: inner } }) } });
const lost = new HttpFailure('timeout', 1, null);
const unsent = new HttpFailure('cancelled', 0, null);

type Outcome = VaultAnswer | HttpFailure;

const clientOf = (outcomes: readonly Outcome[]): VaultClient & { readonly sent: string[] } => {
  const left = [...outcomes];
  const sent: string[] = [];
  return {
    url,
    sent,
    send: ({ method }) => {
      sent.push(method);
      const next = left.shift() ?? answer(500);
      return next instanceof HttpFailure ? Promise.reject(next) : Promise.resolve(next);
    },
  };
};

const put = async (outcomes: readonly Outcome[]) => {
  const client = clientOf(outcomes);
  const writer = createVaultWriter(client, 's', { spec: 'truu.yml', run: 'run' });
  const secret = { value: new Secret(value), keyId, appId: guid('b'), expiresOn: '2027-11-25T00:00:00Z' };
  const outcome = await writer.put(secret).catch((thrown: unknown) => ({ kind: 'thrown', error: thrown }) as const);
  expect(JSON.stringify(outcome)).not.toContain(value);
  const code = 'error' in outcome ? (outcome.error as { code: string }).code : outcome.recorded.version[0];
  return [outcome.kind, code, client.sent.join(' ')];
};

test.each<[string, readonly Outcome[], readonly string[]]>([
  ['stored at once', [stored], ['stored', '1', 'PUT']],
  ['lost, and found', [lost, page(version('2'))], ['stored', '2', 'PUT GET']],
  ['lost, not found, stored', [lost, page(), stored], ['stored', '1', 'PUT GET PUT']],
  ['500, and found', [answer(500), page(version('2'))], ['stored', '2', 'PUT GET']],
  ['a success that names no version, found', [answer(200), page(version('2'))], ['stored', '2', 'PUT GET']],
  [
    'lost, and the list is refused',
    [lost, refusal(403, 'Forbidden')],
    ['unknown', 'HANDOFF_VAULT_UNCERTAIN', 'PUT GET'],
  ],
  ['lost, then refused', [lost, page(), refusal(403, 'F')], ['unknown', 'HANDOFF_VAULT_UNCERTAIN', 'PUT GET PUT']],
  [
    'lost three times',
    [lost, page(), lost, page(), lost, page()],
    ['unknown', 'HANDOFF_VAULT_UNCERTAIN', 'PUT GET PUT GET PUT GET'],
  ],
  ['lost, and cancelled', [lost, unsent], ['unknown', 'HANDOFF_VAULT_UNCERTAIN', 'PUT GET']],
  ['refused', [refusal(403, 'Forbidden', 'ForbiddenByPolicy')], ['refused', 'HANDOFF_VAULT_REFUSED', 'PUT']],
  [
    'soft-deleted',
    [refusal(409, 'Conflict', 'ObjectIsDeletedButRecoverable')],
    ['refused', 'HANDOFF_VAULT_REFUSED', 'PUT'],
  ],
  ['throttled', [refusal(429, 'Throttled')], ['refused', 'HANDOFF_VAULT_UNREADABLE', 'PUT']],
  ['never sent', [unsent], ['thrown', 'APPLY_CANCELLED', 'PUT']],
])('a PUT is %s', async (_when, outcomes, expected) => {
  expect(await put(outcomes)).toEqual(expected);
});

test('of the versions only those with our tags are read, over all pages of the vault', async () => {
  const next = `${url}/secrets/s/versions?$skiptoken=1`;
  const client = clientOf([
    answer(200, {
      value: [version('1'), version('2', null), version('3', { keyId: 'x', appId: 'y' })],
      nextLink: next,
    }),
    page(version('4')),
  ]);
  expect((await listVersions(client, 's')).map((one) => one.version[0])).toEqual(['1', '4']);
});

test('a name that Key Vault does not know has no versions', async () => {
  await expect(listVersions(clientOf([refusal(404, 'SecretNotFound')]), 's')).resolves.toEqual([]);
});

test.each<[string, VaultAnswer]>([
  ['another 404', answer(404)],
  ['the firewall', refusal(403, 'Forbidden', 'ForbiddenByFirewall')],
  ['no list', answer(200)],
  ['a link to another host', answer(200, { value: [], nextLink: 'https://a.example/' })],
  [
    'a link to itself',
    answer(200, { value: [], nextLink: `${url}/secrets/s/versions?api-version=2025-07-01&maxresults=25` }),
  ],
])('%s is no empty list', async (_when, first) => {
  const client = clientOf([first]);
  await expect(listVersions(client, 's')).rejects.toMatchObject({ code: 'HANDOFF_VAULT_UNREADABLE' });
  // No token goes to another host.
  expect(client.sent).toEqual(['GET']);
});
