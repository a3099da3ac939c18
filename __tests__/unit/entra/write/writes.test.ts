import { describe, expect, test } from '@jest/globals';
import type { GraphAnswer } from '../../../../src/entra/graph/answer.ts';
import {
  addOwner,
  createServicePrincipal,
  nameApplication,
  updateApplication,
} from '../../../../src/entra/write/application.ts';
import { grant, revoke } from '../../../../src/entra/write/grants.ts';
import { addPassword, removePassword } from '../../../../src/entra/write/secret.ts';
import type { EntraWriter } from '../../../../src/entra/writer.ts';
import type { BatchItem, Graph } from '../../../../src/entra/graph/transport.ts';
import type { ActionError } from '../../../../src/support/errors.ts';
import { Secret } from '../../../../src/support/secret.ts';
import { fakeContext, truuAnswering } from '../../../support/fake-context.ts';
import { now } from '../../../support/plan-samples.ts';
import { handClock } from '../../support/hand-clock.ts';

const at = new Date(now);
const secret = {
  ...{ applicationId: 'a', displayName: 'b', lifetime: 'P90D', startsOn: at, expiresOn: at },
  heldKeyId: 'held',
};
const answer = (status: number, body: unknown, retryAfterMs = 0): GraphAnswer => ({
  ...{ status, body, requestId: null, attempts: 1, retryAfterMs },
});

const writerWith = (send: Graph['send']): EntraWriter => {
  const { entra } = fakeContext(truuAnswering([], []), handClock(-1), send);
  return { ...entra, retryWindow: { ...entra.retryWindow, lengthMs: 120_000 } };
};

const adding = (given: GraphAnswer) =>
  addPassword(
    writerWith(() => Promise.resolve(given)),
    secret,
    (value) => new Secret(value),
  );

describe('a secret that is created', () => {
  test.each([
    [60_000, 60_000],
    [86_400_000, 120_000],
  ])('in a request that asks for a wait of %d ms waits %d ms', async (retryAfterMs, waitMs) => {
    expect(await adding(answer(503, {}, retryAfterMs))).toEqual({ kind: 'unknown', waitMs });
  });

  test.each([[{ keyId: 'K' }], [{ secretText: 'value' }], [undefined]])(
    'counts as lost when the answer does not hold all of it: %j',
    async (body) => {
      expect(await adding(answer(200, body))).toEqual({ kind: 'unknown', waitMs: 0 });
    },
  );
});

const notFound = answer(404, { error: { code: 'Request_ResourceNotFound', message: '' } });
const notValid = answer(400, { error: { code: 'Request_BadRequest', message: 'Not a valid reference update.' } });
const minutesAgo = (minutes: number): string => new Date(at.getTime() - minutes * 60_000).toISOString();
const grants = { appId: 'c', resourceId: 'r', roles: [{ id: 'x', name: 'User.Read.All' }], delegated: null };

/** Each kind of write, on the registration `a` and the service principal `p`. */
const writes: readonly [string, GraphAnswer, unknown, (writer: EntraWriter) => Promise<unknown>][] = [
  ['addPassword', notFound, {}, (writer) => addPassword(writer, secret, (value) => new Secret(value))],
  ['removePassword', notFound, {}, (writer) => removePassword(writer, { applicationId: 'a', keyId: 'k' })],
  ['an update', notFound, {}, (writer) => updateApplication(writer, { applicationId: 'a', patch: {} })],
  ['the unique name', notFound, {}, (writer) => nameApplication(writer, { applicationId: 'a', uniqueName: 'u' })],
  ['an owner', notFound, {}, (writer) => addOwner(writer, { collection: 'applications', id: 'a' }, 'o')],
  [
    'a service principal',
    answer(400, { error: { code: 'x', details: [{ code: 'NoBackingApplicationObject' }] } }),
    { id: 'p' },
    (writer) => createServicePrincipal(writer, { appId: 'a', ownerIds: [] }),
  ],
  ['a grant', notValid, {}, (writer) => grant(writer, { ...grants, principalId: 'p' })],
  ['a grant on a new API', notValid, {}, (writer) => grant(writer, { ...grants, principalId: 'old', resourceId: 'p' })],
];

describe.each(writes)('the refusal that means lag, of %s', (name, lag, success, write) => {
  /** Writes to objects that were created so many minutes ago, at a Graph that lags for two requests. */
  const writing = async (minutes: number | null) => {
    let requests = 0;
    const next = (): GraphAnswer => ((requests += 1) <= 2 ? lag : answer(200, success));
    const writer = writerWith(async () => next());
    if (minutes !== null) writer.births.add(minutesAgo(minutes), 'a', 'p');
    const graph = { ...writer.graph, batch: async () => [next()] };
    const failed = await write({ ...writer, graph }).then(
      () => false,
      () => true,
    );
    return { failed, requests };
  };

  test('is waited out for an object of a minute ago, whoever created it', async () => {
    expect(await writing(1)).toEqual({ failed: false, requests: 3 });
  });

  // A grant can land and be answered so: it is sent once more, whatever the age.
  const sent = name.startsWith('a grant') ? 2 : 1;

  test.each([60, null])('is an error at once for an object of %s minutes ago', async (minutes) => {
    expect(await writing(minutes)).toEqual({ failed: true, requests: sent });
  });
});

const full = answer(400, {
  error: { code: 'TooManyAppPasswords', message: 'You can only add a maximum of 2 passwords.' },
});

describe('a secret for which a registration has no room', () => {
  const refusedBeside = (list: GraphAnswer) => {
    const writer = writerWith(({ method }) => Promise.resolve(method === 'GET' ? list : full));
    return addPassword(writer, secret, (value) => new Secret(value)).catch((thrown: unknown) => thrown);
  };
  const by = (keyId: string, displayName: string | null) => ({ keyId, displayName, endDateTime: now });

  test('names those in the way, and not the one that TruU holds', async () => {
    const list = answer(200, { passwordCredentials: [by('held', 'TruU'), by('other', 'laptop'), by('third', null)] });
    const error = await refusedBeside(list);
    expect(error).toMatchObject({ code: 'ENTRA_REFUSED', fix: expect.stringContaining('Never delete held') });
    expect((error as ActionError).evidence.slice(1)).toEqual([
      { name: 'In the way', value: `laptop, key id other, expires ${now}` },
      { name: 'In the way', value: `without a description, key id third, expires ${now}` },
    ]);
  });

  test.each([[answer(200, { passwordCredentials: [by('held', 'TruU')] })], [answer(500, {})]])(
    'says where to look when Graph shows none in the way',
    async (list) => {
      expect(await refusedBeside(list)).toMatchObject({ fix: expect.stringMatching(/^Look in Entra/) });
    },
  );
});

test('a secret that Graph does not find is gone after three refusals and two reads, not after one of each', async () => {
  const requests: string[] = [];
  const writer = writerWith(async ({ method }) => {
    requests.push(method);
    if (method === 'GET') return answer(200, { passwordCredentials: [] });
    return answer(400, { error: { code: 'Request_BadRequest', message: 'No password credential found with keyId.' } });
  });
  await removePassword(writer, { applicationId: 'a', keyId: 'k' });
  expect(requests).toEqual(['POST', 'POST', 'GET', 'POST', 'GET']);
});

test.each([
  [[], { method: 'DELETE', path: '/oauth2PermissionGrants/g' }],
  [['User.Read'], { method: 'PATCH', path: '/oauth2PermissionGrants/g', body: { scope: 'User.Read' } }],
])('a delegated grant of which %j stays is deleted or narrowed, never emptied', async (scopes, request) => {
  const sent: BatchItem[] = [];
  const writer = writerWith(() => Promise.reject(new Error('only a batch is sent')));
  const batch: Graph['batch'] = async (items) => {
    sent.push(...items);
    return items.map(() => answer(204, undefined));
  };
  const delegated = { grantId: 'g', scopes };
  await revoke({ ...writer, graph: { ...writer.graph, batch } }, { assignments: [], principalId: 'p', delegated });
  expect(sent).toEqual([request]);
});
