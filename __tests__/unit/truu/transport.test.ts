import { describe, expect, test } from '@jest/globals';
import type { Http, HttpRequest } from '../../../src/support/http.ts';
import { Secret } from '../../../src/support/secret.ts';
import type { TruuAnswer } from '../../../src/truu/api/answer.ts';
import { etagOf } from '../../../src/truu/api/normalize.ts';
import { createTruu, type Truu } from '../../../src/truu/api/transport.ts';
import { putPrimaryUserIdentifier } from '../../../src/truu/api/write/attributes.ts';
import { putDirectoryConnection } from '../../../src/truu/api/write/cluster.ts';
import { patchDirectory } from '../../../src/truu/api/write/directory.ts';
import { directory } from '../../support/plan-samples.ts';

test('a write carries the ETag that was read and the key by which it is known again', async () => {
  const requests: HttpRequest[] = [];
  const http: Http = async (request) => {
    requests.push(request);
    return { status: 200, headers: new Headers(), text: '{}', attempts: 1, way: { host: 'truu.example', proxy: null } };
  };
  const token = async (): Promise<Secret> => new Secret('token');
  const truu = createTruu(http, { token, refresh: token, clientId: 'client' }, 'https://truu.example');
  const write = { method: 'PUT', path: '/api/v1/a', ifMatch: '"7"', idempotencyKey: 'key', repeat: 'safe' } as const;
  await truu.send({ ...write, operation: 'set it' });
  expect(requests[0]?.headers).toMatchObject({ 'if-match': '"7"', 'idempotency-key': 'key' });
});

const answer = (more: Partial<TruuAnswer>): TruuAnswer => ({
  ...{ status: 200, body: {}, etag: '"1"', date: null, attempts: 1 },
  ...more,
});

test.each([null, ''])('an answer with the ETag %j is a breach: a write under it would be unconditional', (etag) => {
  expect(() => etagOf(answer({ etag }), 'answer')).toThrow('it has no ETag');
});

/** A TruU that refuses the write as stale, and shows that the value is set already. */
const staleAt = (attempts: number): Truu => {
  const { credential, ...settings } = directory({ id: 'directory', domain: 'ours.example' });
  const own = { clusterId: 'cluster', directoryId: 'directory', primaryUserIdentifier: 'mail' };
  const body = { ...settings, ...own, type: 'ENTRA_ID', credential };
  const send: Truu['send'] = async ({ method }) =>
    answer(method === 'GET' ? { body } : { status: 412, body: { error: 'STALE' }, attempts });
  return { send, sendRaw: send };
};

describe('a stale ETag', () => {
  const writes = {
    'the primary user identifier': (truu: Truu) => putPrimaryUserIdentifier(truu, 'mail', '"7"'),
    'a setting of the directory': (truu: Truu) =>
      patchDirectory(truu, { id: 'directory', etag: '"7"' }, { domain: 'ours.example' }),
    'the cluster': (truu: Truu) => putDirectoryConnection(truu, 'cluster', 'directory', '"7"'),
  };
  test.each(Object.entries(writes))('is another writer unless it follows a lost answer: %s', async (_what, write) => {
    await expect(write(staleAt(1))).rejects.toMatchObject({ code: 'APPLY_OVERTAKEN' });
    await expect(write(staleAt(2))).resolves.not.toThrow();
  });
});
