import { describe, expect, test } from '@jest/globals';
import type { GraphAnswer } from '../../../../src/entra/graph/answer.ts';
import type { Graph } from '../../../../src/entra/graph/transport.ts';
import type { Applier } from '../../../../src/entra/model.ts';
import { readPreflight, toPreflight } from '../../../../src/entra/read/preflight.ts';
import { entra, guid, ids, now } from '../../../support/plan-samples.ts';

const answer = (status: number, body: unknown): GraphAnswer => ({
  ...{ status, body, requestId: null, attempts: 1, retryAfterMs: 0 },
});
const absent = answer(404, { error: { code: 'Request_ResourceNotFound', message: '' } });
const list = (...value: readonly object[]): GraphAnswer => answer(200, { value });
const role = { '@odata.type': '#microsoft.graph.directoryRole', id: guid('e'), displayName: null };
const group = { '@odata.type': '#microsoft.graph.group', id: guid('d'), displayName: null };
/** In tokens of an app without a directory role. */
const without = '0997a1d0-0d1d-4acb-b408-d5ca73121e90';

/** Reads the rights of a client, as the reader or as itself, and says what was asked for. */
const reading = async (
  clientId: string,
  answers: { readonly roles?: GraphAnswer; readonly memberOf?: GraphAnswer; readonly wids?: readonly string[] },
  principal: string | null = ids.deployer,
): Promise<{ readonly asked: readonly string[]; readonly applier: Applier }> => {
  const asked: string[] = [];
  const { roles = list(), memberOf = list(), wids = [without] } = answers;
  const answerTo = (path: string): GraphAnswer =>
    path.endsWith('/appRoleAssignments') ? roles : path.endsWith('/transitiveMemberOf') ? memberOf : list();
  const graph: Graph = {
    batch: async (items) => {
      asked.push(...items.map(({ path }) => path));
      return items.map(({ path }) => answerTo(path));
    },
    send: () => Promise.reject(new Error('only a batch is sent')),
    now: () => new Date(now),
  };
  const { deployer } = entra();
  const self = { ...deployer, wids };
  const workflow = { deployer: principal, renewer: null };
  const { applier } = toPreflight(await readPreflight(graph, clientId, self), { deployer: self, workflow });
  return { asked, applier };
};

const other = guid('9');

describe('a directory role of the identity that applies', () => {
  test.each<[string, string, Parameters<typeof reading>[1], boolean]>([
    ['its own token names none', ids.deployerApp, {}, false],
    ['its own token has no such claim', ids.deployerApp, { wids: [] }, false],
    ['its own token names one', ids.deployerApp, { wids: [without, guid('e')] }, true],
    ['Graph lists none for another', other, {}, false],
    ['Graph lists a group for another', other, { memberOf: list(group) }, false],
    ['Graph lists one for another', other, { memberOf: list(group, role) }, true],
  ])('%s', async (_what, clientId, answers, hasDirectoryRole) => {
    expect((await reading(clientId, answers)).applier).toMatchObject({ clientId, hasDirectoryRole });
  });

  test('costs no request of its own token, and the service principal is asked for elsewhere', async () => {
    expect((await reading(ids.deployerApp, {})).asked).toEqual(['/organization?$select=verifiedDomains']);
    const { asked, applier } = await reading(other, {});
    expect(asked).not.toContain(`/servicePrincipals(appId='${other}')?$select=id`);
    expect(applier.servicePrincipalId).toBe(ids.deployer);
  });
});

test('rights that Graph does not show are none only for an identity without a service principal', async () => {
  expect((await reading(other, { roles: absent, memberOf: absent }, null)).applier).toEqual({
    ...{ clientId: other, servicePrincipalId: null, roles: [], hasDirectoryRole: false },
  });
  await expect(reading(other, { roles: absent, memberOf: absent })).rejects.toMatchObject({ code: 'ENTRA_REFUSED' });
  const refused = answer(403, { error: { code: 'Authorization_RequestDenied', message: '' } });
  await expect(reading(other, { memberOf: refused })).rejects.toMatchObject({ code: 'ENTRA_FORBIDDEN' });
});
