import { describe, expect, test } from '@jest/globals';
import type { GraphAnswer } from '../../../../src/entra/graph/answer.ts';
import type { Graph } from '../../../../src/entra/graph/transport.ts';
import { readFormer } from '../../../../src/entra/read/former.ts';
import { entra, guid, now } from '../../../support/plan-samples.ts';

const answer = (status: number, body: unknown): GraphAnswer => ({
  ...{ status, body, requestId: null, attempts: 1, retryAfterMs: 0 },
});
const absent = answer(404, { error: { code: 'Request_ResourceNotFound', message: '' } });
const refused = answer(403, { error: { code: 'Authorization_RequestDenied', message: '' } });
const noSegment = answer(400, {
  error: { code: 'Request_BadRequest', message: "Resource not found for the segment 'federatedIdentityCredentials'." },
});
const list = (...value: readonly object[]): GraphAnswer => answer(200, { value });
const with_ = (name: string, ...some: readonly object[]): GraphAnswer =>
  answer(200, { passwordCredentials: [], keyCredentials: [], [name]: some });
const key = { keyId: guid('a'), endDateTime: '2027-01-01T00:00:00Z' };
const role = { '@odata.type': '#microsoft.graph.directoryRole', id: guid('e') };
const group = { '@odata.type': '#microsoft.graph.group', id: guid('d') };

type Parts = Readonly<Record<string, GraphAnswer>>;

/** What a registration has whose parts are these, by the ends of their paths, and is otherwise empty. */
const reading = async (parts: Parts, ...appIds: readonly string[]) => {
  const sizes: number[] = [];
  const answerTo = (path: string): GraphAnswer =>
    Object.entries(parts).find(([part]) => path.includes(part))?.[1] ??
    (path.includes('$select') ? with_('passwordCredentials') : list());
  const graph: Graph = {
    batch: async (items) => {
      sizes.push(items.length);
      return items.map(({ path }) => answerTo(path));
    },
    send: () => Promise.reject(new Error('only batches are sent')),
    now: () => new Date(now),
  };
  return { former: await readFormer(graph, appIds, entra().deployer), sizes };
};

const one = guid('9');
const application = `/applications(appId='${one}')`;
const principal = `/servicePrincipals(appId='${one}')`;

describe('what a registration that the directory used before still has', () => {
  test.each<[string, Parts, readonly [secrets: number, federated: number, grants: number]]>([
    ['nothing', {}, [0, 0, 0]],
    ['nothing, when it is gone', { '/': absent }, [0, 0, 0]],
    ['a secret', { [`${application}?`]: with_('passwordCredentials', key) }, [1, 0, 0]],
    ['a certificate', { [`${application}?`]: with_('keyCredentials', key) }, [1, 0, 0]],
    ['a secret of the service principal', { [`${principal}?`]: with_('passwordCredentials', key) }, [1, 0, 0]],
    ['a federated credential', { [`${application}/federated`]: list({ id: 'x' }) }, [0, 1, 0]],
    ['one of the service principal', { [`${principal}/federated`]: list({ id: 'x' }) }, [0, 1, 0]],
    ['no credential where Graph has no such part', { [`${principal}/federated`]: noSegment }, [0, 0, 0]],
    ['an application permission', { '/appRoleAssignments': list({ id: 'x' }) }, [0, 0, 1]],
    ['a delegated permission', { '/oauth2PermissionGrants': list({ id: 'x' }) }, [0, 0, 1]],
    ['a directory role, and a group', { '/transitiveMemberOf': list(role, group) }, [0, 0, 1]],
    ['permissions without a registration here', { '/applications': absent, '/appRole': list({ id: 'x' }) }, [0, 0, 1]],
  ])('is %s', async (_what, parts, [secrets, federatedCredentials, grants]) => {
    const { former } = await reading(parts, one);
    expect(former).toMatchObject([{ appId: one, federatedCredentials, grants }]);
    expect(former[0]?.credentialsEndOn).toHaveLength(secrets);
  });

  test.each([
    '?$select=id,appId',
    '?$select=id,pass',
    ...['federated', 'appRole', 'oauth2', 'transitive'].map((p) => `/${p}`),
  ])('is not known, which is not nothing, when %s cannot be read', async (part) => {
    await expect(reading({ [part]: refused }, one)).rejects.toMatchObject({ code: 'ENTRA_FORBIDDEN' });
  });

  test('is read in batches of twenty requests at most, and each registration gets its own answers', async () => {
    const { former, sizes } = await reading({ [`${principal}/appRole`]: list({ id: 'x' }) }, guid('7'), guid('8'), one);
    expect(sizes).toEqual([14, 7]);
    expect(former.map(({ appId, grants }) => [appId, grants])).toEqual([
      [guid('7'), 0],
      [guid('8'), 0],
      [one, 1],
    ]);
    expect((await reading({})).sizes).toEqual([]);
  });
});
