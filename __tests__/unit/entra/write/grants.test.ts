import { describe, expect, test } from '@jest/globals';
import type { GraphAnswer } from '../../../../src/entra/graph/answer.ts';
import type { Graph } from '../../../../src/entra/graph/transport.ts';
import { grant } from '../../../../src/entra/write/grants.ts';
import type { ActionError } from '../../../../src/support/errors.ts';
import { fakeContext, truuAnswering } from '../../../support/fake-context.ts';
import { handClock } from '../../support/hand-clock.ts';

const answer = (status: number, code = '', message = ''): GraphAnswer => ({
  ...{ status, body: status < 400 ? {} : { error: { code, message } }, requestId: null, attempts: 1, retryAfterMs: 0 },
});
const notFound = answer(404, 'Request_ResourceNotFound', 'Resource does not exist.');
const there = answer(400, 'Request_BadRequest', 'Permission being assigned already exists on the object.');
const notOffered = answer(404, 'Request_ResourceNotFound', 'Permission being assigned was not found on application.');

/** Grants one role to a service principal that is not new; Graph answers each batch in turn. */
const granting = async (...answers: readonly GraphAnswer[]) => {
  const { entra } = fakeContext(truuAnswering([], []), handClock(-1), () => Promise.reject(new Error('only batches')));
  let sent = 0;
  const batch: Graph['batch'] = async () => [answers[sent++] ?? answer(500)];
  const writer = {
    ...entra,
    graph: { ...entra.graph, batch },
    retryWindow: { ...entra.retryWindow, lengthMs: 60_000 },
  };
  const request = { appId: 'a', principalId: 'p', resourceId: 'r', roles: [{ id: 'x', name: 'X' }], delegated: null };
  const thrown = await grant(writer, request).catch((error: unknown) => error);
  return { sent, code: (thrown as ActionError | undefined)?.code ?? null };
};

describe('a grant that is answered with 404', () => {
  test.each([
    ['is done when it is there the second time', [notFound, there], { sent: 2, code: null }],
    ['is done when it is taken the second time', [notFound, answer(201)], { sent: 2, code: null }],
    ['is refused when the answer is the same', [notFound, notFound], { sent: 2, code: 'ENTRA_REFUSED' }],
    [
      'is refused at once where the tenant does not offer it',
      [notOffered],
      { sent: 1, code: 'ENTRA_PERMISSION_MISSING' },
    ],
  ])('%s', async (_what, answers, expected) => {
    expect(await granting(...answers)).toEqual(expected);
  });
});
