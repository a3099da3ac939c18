import { describe, expect, test } from '@jest/globals';
import { Secret } from '../../../src/support/secret.ts';
import type { TruuAnswer } from '../../../src/truu/api/answer.ts';
import type { Truu, TruuRequest } from '../../../src/truu/api/transport.ts';
import { createTruuWriter } from '../../../src/truu/api/write/writer.ts';
import { directory, guid, ids } from '../../support/plan-samples.ts';

const at = { id: 'dir-1', version: '"7"', heldKeyId: ids.heldKey };
const newKey = guid('e');

/** A TruU that answers a write so, and shows the directory under this ETag with this key. */
const writerAt = (write: Partial<TruuAnswer>, shown: { readonly etag: string; readonly keyId: string }) => {
  const requests: TruuRequest[] = [];
  const { credential, ...rest } = directory();
  const body = { ...rest, type: 'ENTRA_ID', credential: { ...credential, secretKeyId: shown.keyId } };
  const send: Truu['send'] = async (request) => {
    requests.push(request);
    const base = { status: 200, body, etag: shown.etag, date: null, attempts: 1 };
    return request.method === 'GET' ? base : { ...base, ...write };
  };
  return { writer: createTruuWriter({ send, sendRaw: send }), requests };
};

describe('the fence', () => {
  test('is sent under the ETag that was read', async () => {
    const { writer, requests } = writerAt({ status: 200 }, { etag: '"8"', keyId: ids.heldKey });
    await writer.fence(at, []);
    expect(requests[0]).toMatchObject({ method: 'PATCH', body: {}, ifMatch: '"7"' });
  });

  test.each<[string, Partial<TruuAnswer>, { readonly etag: string; readonly keyId: string }]>([
    ['the ETag has not moved', { status: 200 }, { etag: '"7"', keyId: ids.heldKey }],
    ['TruU holds another secret meanwhile', { status: 200 }, { etag: '"8"', keyId: newKey }],
    ['TruU refuses it at once', { status: 412, body: { error: 'STALE' } }, { etag: '"8"', keyId: ids.heldKey }],
  ])('does not stand when %s', async (_when, write, shown) => {
    await expect(writerAt(write, shown).writer.fence(at, [])).rejects.toMatchObject({ code: 'APPLY_OVERTAKEN' });
  });

  test('stands when only its own repetition is refused', async () => {
    const { writer } = writerAt({ status: 412, attempts: 2 }, { etag: '"8"', keyId: ids.heldKey });
    await expect(writer.fence(at, [])).resolves.toBeUndefined();
  });
});

describe('what TruU answers to a new secret', () => {
  const set = (answer: Partial<TruuAnswer>) => {
    const { writer, requests } = writerAt(answer, { etag: '"8"', keyId: ids.heldKey });
    const credential = {
      tenantId: ids.tenant,
      clientId: ids.app,
      secretKeyId: newKey,
      expiresAt: '2027-01-01T00:00:00Z',
    };
    return { sent: writer.setSecret(at, { ...credential, clientSecret: new Secret('value') }), requests };
  };
  const refusal = { error: 'BAD_REQUEST', message: 'No.', requestId: 'r' };

  test('belongs to a request under the ETag that was read, which is known again by its key id', async () => {
    const { sent, requests } = set({ body: { secretKeyId: newKey } });
    await expect(sent).resolves.toEqual({ kind: 'accepted', directoryId: 'dir-1', etag: '"8"' });
    expect(requests).toMatchObject([{ method: 'PUT', ifMatch: '"7"', idempotencyKey: newKey }]);
  });

  test.each<[string, Partial<TruuAnswer>, 'refused' | 'unknown']>([
    ['a refusal of the only try', { status: 400, body: refusal }, 'refused'],
    ['a stale ETag at the only try', { status: 412, body: refusal }, 'refused'],
    ['a refusal after a try without an answer', { status: 400, body: refusal, attempts: 2 }, 'unknown'],
    ['a stale ETag after a try without an answer', { status: 412, body: refusal, attempts: 2 }, 'unknown'],
    ['no new token after a try without an answer', { status: 401, body: refusal, attempts: 2 }, 'unknown'],
    ['a time-out', { status: 408, body: refusal }, 'unknown'],
    ['too many requests', { status: 429, body: refusal }, 'unknown'],
    ['a failure', { status: 500, body: refusal }, 'unknown'],
    ['a success that names another key', { body: { secretKeyId: ids.heldKey } }, 'unknown'],
    ['a success that names no key', { body: { secretKeyId: null } }, 'unknown'],
    ['a success without an ETag', { body: { secretKeyId: newKey }, etag: null }, 'unknown'],
  ])('is final only when nothing can have been stored: %s', async (_what, answer, kind) => {
    await expect(set(answer).sent).resolves.toMatchObject({ kind });
  });
});
