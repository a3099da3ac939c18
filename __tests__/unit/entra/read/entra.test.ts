import { describe, expect, test } from '@jest/globals';
import type { GraphAnswer } from '../../../../src/entra/graph/answer.ts';
import { graphAppId, type ApplicationKey, type SecretUse, type UseQuery } from '../../../../src/entra/model.ts';
import { readEntra } from '../../../../src/entra/read/entra.ts';
import type { Graph } from '../../../../src/entra/graph/transport.ts';
import { entra, guid, ids, now, useOf } from '../../../support/plan-samples.ts';

const ok = (body: unknown): GraphAnswer => ({ status: 200, body, requestId: null, attempts: 1, retryAfterMs: 0 });
const ours = { keyId: guid('a'), displayName: 'TruU [truu:0123abcd]' };
const byHand = { keyId: guid('b'), displayName: 'TruU' };
const usedOn = '2026-11-20T00:00:00.000Z';
const activity = {
  ...{ keyId: byHand.keyId, keyType: 'password', resourceId: graphAppId },
  signInActivity: { lastSignInDateTime: usedOn },
};

const byName: ApplicationKey = { uniqueName: 'truu-directory' };
const byId: ApplicationKey = { appId: ids.app };

/** Reads a registration with some secrets, and tells in which order Graph was asked, and what of it at the same time. */
const reading = async (
  key: ApplicationKey,
  secrets: readonly object[],
  secretUse: UseQuery | SecretUse | null = 'ask',
  asked: string[] = [],
) => {
  const parts = { passwordCredentials: secrets, keyCredentials: [], requiredResourceAccess: [], web: null, spa: null };
  const application = { id: ids.application, appId: ids.app, ...parts, publicClient: null };
  const bodies: Readonly<Record<string, unknown>> = {
    'id,appId,displayName': application,
    '?$select=id,appId,createdDateTime': { id: ids.principal },
    '?$select=id': { id: ids.graph },
    '/': { value: [] },
  };
  const began: string[] = [];
  let requests = (): void => undefined;
  const report = new Promise<void>((resolve) => (requests = resolve));
  const graph: Graph = {
    batch: async (items) => {
      began.push('batch');
      asked.push(...items.map(({ path }) => path));
      // The second batch is answered only once the report has been asked for: they must be under way together.
      if (began.length > 1 && secrets.length > 1 && secretUse === 'ask') await report;
      return items.map(({ path }) => ok(Object.entries(bodies).find(([part]) => path.includes(part))?.[1]));
    },
    send: ({ path, version }) => {
      began.push(`${version ?? 'v1.0'}${path.split('?')[0] ?? ''}`);
      requests();
      return Promise.resolve(ok(activity));
    },
    now: () => new Date(now),
  };
  const { deployer } = entra();
  const state = await readEntra(graph, key, {
    tenant: ids.tenant,
    deployer,
    workflow: { deployer: deployer.appId, renewer: null },
    secretUse,
  });
  return { began, use: state.secretUse };
};

test.each([
  ['by name', byName],
  ['by id', byId],
])('nothing is asked for twice %s, though the deployer is who reads', async (_name, key) => {
  const asked: string[] = [];
  await reading(key, [], 'ask', asked);
  expect(asked.length).toBeGreaterThan(5);
  expect(asked.toSorted()).toEqual([...new Set(asked)].sort());
});

describe('a part that Graph says does not exist', () => {
  const absent: GraphAnswer = { ...ok({ error: { code: 'Request_ResourceNotFound', message: '' } }), status: 404 };
  const hourAgo = '2026-11-24T09:00:00Z';
  const minuteAgo = '2026-11-24T09:59:00Z';
  const readWithout = (part: string, registration: string, principal: string): Promise<unknown> => {
    const lists = { passwordCredentials: [], keyCredentials: [], requiredResourceAccess: [] };
    const wire = { id: ids.application, appId: ids.app, ...lists, web: null, spa: null, publicClient: null };
    const answerTo = (path: string): GraphAnswer => {
      if (path.includes(part)) return absent;
      if (path.includes('id,appId,displayName')) return ok({ ...wire, createdDateTime: registration });
      if (path.includes('id,appId,createdDateTime')) return ok({ id: ids.principal, createdDateTime: principal });
      return ok(path.includes('?$select=id') ? { id: ids.graph } : { value: [] });
    };
    const graph: Graph = {
      batch: async (items) => items.map(({ path }) => answerTo(path)),
      send: () => Promise.reject(new Error('only batches are sent')),
      now: () => new Date(now),
    };
    const workflow = { deployer: null, renewer: null };
    const { deployer } = entra();
    return readEntra(graph, byName, { tenant: ids.tenant, deployer, workflow, secretUse: null }).then(
      () => null,
      ({ code }: { code: string }) => code,
    );
  };

  test.each([
    ['the owners', '/owners', minuteAgo, hourAgo, 'ENTRA_NOT_SETTLED'],
    ['the owners', '/owners', hourAgo, minuteAgo, 'ENTRA_NOT_SETTLED'],
    ['the owners', '/owners', hourAgo, hourAgo, 'ENTRA_REFUSED'],
    ['the grants', '/oauth2PermissionGrants', hourAgo, minuteAgo, 'ENTRA_NOT_SETTLED'],
    ['the grants', '/oauth2PermissionGrants', hourAgo, hourAgo, 'ENTRA_REFUSED'],
  ])('%s (%s): of a registration of %s with a principal of %s, it is %s', async (_part, path, of, principal, code) => {
    expect(await readWithout(path, of, principal)).toBe(code);
  });
});

const activityReport = 'beta/reports/appCredentialSignInActivities';

describe('when secrets were last used', () => {
  test.each<[string, ApplicationKey, readonly string[]]>([
    ['unique name', byName, ['batch', 'batch', activityReport]],
    ['app id', byId, ['batch', activityReport]],
  ])(
    'is read two deep and in three requests at most for a registration that is known by its %s',
    async (_by, key, began) => {
      expect(await reading(key, [ours, byHand])).toEqual({ began, use: useOf({ [byHand.keyId]: usedOn }) });
    },
  );

  test('is always asked for where it is the evidence', async () => {
    expect((await reading(byName, [], 'evidence')).began).toContain(activityReport);
  });

  test.each<[string, readonly object[], boolean]>([
    ['there is none', [], false],
    ['the only one is ours', [ours], false],
    ['the only one is not ours', [byHand], true],
    ['there are several of ours', [ours, { ...ours, keyId: guid('c') }], true],
  ])('is asked for only where it can matter: %s', async (_when, secrets, expected) => {
    expect((await reading(byName, secrets)).began.includes(activityReport)).toBe(expected);
  });

  test.each<[string, SecretUse | null]>([
    ['is known already', useOf({ [ours.keyId]: usedOn })],
    ['is not told in this cloud', null],
  ])('is not asked for again when it %s', async (_why, known) => {
    expect(await reading(byName, [ours, byHand], known)).toEqual({ began: ['batch', 'batch'], use: known });
  });
});
