import { describe, expect, test } from '@jest/globals';
import type { GraphAnswer } from '../../../../src/entra/graph/answer.ts';
import { readAuditEvents } from '../../../../src/entra/read/audit-events.ts';
import type { EntraState } from '../../../../src/entra/model.ts';
import type { Graph, GraphRequest } from '../../../../src/entra/graph/transport.ts';
import type { WireAudit } from '../../../../src/entra/graph/wire.ts';
import { HttpFailure } from '../../../../src/support/http.ts';
import { entra, guid, ids } from '../../../support/plan-samples.ts';

const ok = (body: unknown): GraphAnswer => ({ status: 200, body, requestId: null, attempts: 1, retryAfterMs: 0 });
const page = (rows: readonly WireAudit[], next?: string): GraphAnswer =>
  ok({ value: rows, ...(next === undefined ? {} : { '@odata.nextLink': next }) });

let number = 0;
const row = (more: WireAudit = {}): WireAudit => ({
  id: String((number += 1)),
  activityDateTime: '2026-11-23T10:00:00.1234567Z',
  activityDisplayName: 'Update application',
  result: 'success',
  initiatedBy: { user: { id: guid('9'), displayName: 'Jo', userPrincipalName: 'jo@contoso.com' }, app: null },
  targetResources: [{ id: ids.application, modifiedProperties: [] }],
  ...more,
});
const by = (initiatedBy: WireAudit['initiatedBy']): WireAudit => row({ initiatedBy: initiatedBy ?? {} });
const at = (activityDateTime: string): WireAudit => row({ activityDateTime });
const changing = (...properties: readonly (readonly [string, string | null, string | null])[]): WireAudit =>
  row({
    targetResources: [
      {
        id: ids.graph,
        modifiedProperties: properties.map(([displayName, oldValue, newValue]) => ({
          displayName,
          oldValue,
          newValue,
        })),
      },
    ],
  });
const json = (text: string): string => JSON.stringify(text);

type About = 'application' | 'principal' | 'graph' | 'next';

/** Reads with an answer for each object that is asked about; an empty page where none is given. */
const reading = async (answers: Partial<Record<About, GraphAnswer | Error>>, more: Partial<EntraState> = {}) => {
  const requests: GraphRequest[] = [];
  const graph: Graph = {
    send: async (request) => {
      requests.push(request);
      const query = decodeURIComponent(request.path);
      const about = query.includes(ids.application)
        ? answers.application
        : query.includes(ids.principal)
          ? answers.principal
          : query.includes(ids.graph)
            ? answers.graph
            : answers.next;
      if (about instanceof Error) throw about;
      return Promise.resolve(about ?? page([]));
    },
    batch: () => Promise.reject(new Error('A batch waits for busy items.')),
    now: () => null,
  };
  return { auditEvents: await readAuditEvents(graph, entra(more)), requests };
};
const eventOf = async (one: WireAudit) => (await reading({ application: page([one]) })).auditEvents?.[0];

describe('who changed the registration', () => {
  test('is asked for of the last seven days, once about each object, the newest first', async () => {
    const { requests } = await reading({});
    const queries = requests.map(({ path }) => new URL(path, 'https://graph.test').searchParams);
    expect(queries.map((query) => query.get('$filter'))).toEqual(
      [ids.application, ids.principal, ids.graph].map(
        (id) => `activityDateTime ge 2026-11-17T10:00:00.000Z and targetResources/any(t:t/id eq '${id}')`,
      ),
    );
    expect(new Set(queries.map((query) => query.get('$orderby')))).toEqual(new Set(['activityDateTime desc']));
    expect(new Set(requests.map(({ method, repeat, version }) => `${method} ${repeat} ${version}`))).toEqual(
      new Set(['GET never undefined']),
    );
  });

  test('is told with time, person and activity', async () => {
    expect(await eventOf(row())).toEqual({
      at: '2026-11-23T10:00:00.123Z',
      actor: 'jo@contoso.com',
      activity: 'Update application',
    });
  });

  test.each<[string, WireAudit['initiatedBy']]>([
    ['Jo', { user: { id: guid('9'), displayName: 'Jo', userPrincipalName: null } }],
    [guid('9'), { user: { id: guid('9'), displayName: null, userPrincipalName: '' } }],
    ['Automation', { user: null, app: { appId: null, displayName: 'Automation', servicePrincipalId: guid('8') } }],
    [guid('8'), { app: { appId: null, displayName: null, servicePrincipalId: guid('8') } }],
    ['unknown (not in the log)', {}],
  ])('names %s', async (who, initiatedBy) => {
    expect((await eventOf(by(initiatedBy)))?.actor).toBe(who);
  });

  test.each<[string, readonly (readonly [string, string | null, string | null])[]]>([
    ['Update application: DisplayName', [['DisplayName', '["a"]', '["b"]']]],
    ['Update application: A, B, C, D', ['A', 'B', 'C', 'D', 'E'].map((name) => [name, null, json('v')])],
    [
      'Update application',
      [
        ['Included Updated Properties', null, json('X')],
        ['TargetId.ServicePrincipalNames', null, json('x')],
      ],
    ],
    ['Update application', [['KeyDescription', '[]', json('[KeyIdentifier=1,KeyType=Password]')]]],
    ['Update application: User.Read', [['DelegatedPermissionGrant.Scope', null, json(' User.Read')]]],
  ])('tells as activity: %s', async (description, properties) => {
    expect((await eventOf(changing(...properties)))?.activity).toBe(description);
  });

  test('tells of permissions what was given to this app or taken from it, and nothing of other apps', async () => {
    const grant = (objectId: string, taken: boolean, role: string): WireAudit => {
      const values = (text: string): [string | null, string | null] =>
        taken ? [json(text), null] : [null, json(text)];
      return changing(['AppRole.Value', ...values(role)], ['ServicePrincipal.ObjectID', ...values(objectId)]);
    };
    const rows = [
      grant(ids.principal.toUpperCase(), false, 'Policy.Read.All'),
      grant(ids.principal, true, 'Group.Read.All'),
      grant(guid('7'), false, 'Mail.Read'),
      row({ targetResources: [{ id: ids.graph }, { id: ids.principal }] }),
    ];
    const { auditEvents } = await reading({ graph: page(rows) });
    expect(auditEvents?.map(({ activity }) => activity)).toEqual([
      'Update application: Policy.Read.All',
      'Update application: Group.Read.All',
      'Update application',
    ]);
  });

  test('is found over the pages that tell of every app, up to the third', async () => {
    const mine = changing(['ServicePrincipal.ObjectID', null, json(ids.principal)]);
    const { auditEvents, requests } = await reading({
      graph: page([], 'https://graph.microsoft.com/v1.0/x'),
      next: page([mine], 'https://graph.microsoft.com/v1.0/x'),
    });
    expect([auditEvents?.length, requests.length]).toEqual([1, 5]);
  });

  test('is told newest first, each once, twenty at most', async () => {
    const rows = Array.from({ length: 25 }, (_, n) => at(`2026-11-20T10:${String(n + 10)}:00Z`));
    const { auditEvents } = await reading({ application: page(rows), principal: page(rows.slice(0, 3)) });
    expect(auditEvents?.map((event) => event.at.slice(14, 16))).toEqual(
      Array.from({ length: 20 }, (_, n) => String(34 - n)),
    );
  });

  test.each<[string, WireAudit]>([
    [
      'the identity of the run by its service principal',
      by({ app: { servicePrincipalId: ids.deployer.toUpperCase() } }),
    ],
    ['the identity of the run by its app id', by({ app: { appId: ids.deployerApp } })],
    ['whoever did not succeed', row({ result: 'failure' })],
  ])('leaves out %s', async (_who, one) => {
    expect((await reading({ application: page([one]) })).auditEvents).toEqual([]);
  });

  test('is not asked for where there is no registration, and about what there is', async () => {
    expect(await reading({}, { application: null, servicePrincipal: null })).toEqual({
      auditEvents: null,
      requests: [],
    });
    expect((await reading({}, { servicePrincipal: null })).requests).toHaveLength(1);
  });

  const refusal = (status: number): GraphAnswer => ({ ...ok({ error: { code: 'No' }, value: [] }), status });
  test.each<[string, Partial<Record<About, GraphAnswer | Error>>]>([
    ['a refusal', { application: refusal(403) }],
    ['a refusal of one of the questions', { application: page([row()]), graph: refusal(403) }],
    ['a busy service', { principal: refusal(429) }],
    ['no answer', { graph: new HttpFailure('timeout', 1, null) }],
    ['a page that fails', { graph: page([], 'https://graph.microsoft.com/v1.0/x'), next: refusal(500) }],
    ['no JSON', { application: ok(undefined) }],
    ['another JSON', { application: ok({ value: 'none' }) }],
    ['a row that is none', { application: ok({ value: [null] }) }],
  ])('is not known after %s, and nothing is thrown', async (_what, answers) => {
    expect((await reading(answers)).auditEvents).toBeNull();
  });

  test('is not silent about the end of the run', async () => {
    await expect(reading({ graph: new HttpFailure('cancelled', 1, null) })).rejects.toMatchObject({
      code: 'APPLY_CANCELLED',
    });
  });
});
