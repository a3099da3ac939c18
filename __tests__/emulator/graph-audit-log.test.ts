import { beforeEach, describe, expect, test } from '@jest/globals';
import type { DirectoryAudit } from '../../emulator/state.ts';
import { type GraphErrorBody, graphAs, logIn } from '../support/emulator-clients.ts';
import { expectGraphRefusal, unchangedBy } from '../support/emulator-refusals.ts';
import {
  grantRoles,
  createSecret,
  holderOf,
  register,
  roleIdOf,
  type Registration,
} from '../support/emulator-registration.ts';
import { fileEmulator, graphCaller } from '../support/file-emulator.ts';

const emulator = fileEmulator();
const admin = graphCaller(emulator, 'admin');
let registration: Registration;

beforeEach(async () => {
  registration = await register(admin, {}, ['Group.Read.All']);
});

const path = '/auditLogs/directoryAudits';
const list = async (query = ''): Promise<DirectoryAudit[]> =>
  (await admin<{ value: DirectoryAudit[] }>('GET', `${path}${query}`)).body.value;
const filtered = (filter: string) => list(`?$filter=${encodeURIComponent(filter)}`);
const withId = (id: string): string => `targetResources/any(t:t/id eq '${id}')`;
const valuesOf = (row: DirectoryAudit | undefined) =>
  Object.fromEntries(
    (row?.targetResources[0]?.modifiedProperties ?? []).map(({ displayName, oldValue, newValue }) => [
      displayName,
      [oldValue, newValue],
    ]),
  );

/** The rows that a change adds. */
const addedBy = async (act: () => Promise<unknown>): Promise<DirectoryAudit[]> => {
  const before = (await emulator.state()).reports.directoryAudits.length;
  await act();
  return (await emulator.state()).reports.directoryAudits.slice(before);
};

const secretOf = () => createSecret(admin, registration);
const removableSecret = async () => ({ keyId: (await secretOf()).keyId });
const credential = { name: 'ci-main', issuer: 'https://x.test', subject: 's', audiences: ['a'] };
const reference = () => ({ '@odata.id': `${emulator.urls.graph}/v1.0/directoryObjects/${registration.graphId}` });
const delegated = (): object => ({
  clientId: registration.principalId,
  consentType: 'AllPrincipals',
  resourceId: registration.graphId,
  scope: 'User.Read',
});
const app = (rest = ''): string => `/applications/${registration.id}${rest}`;
const principal = (rest = ''): string => `/servicePrincipals/${registration.principalId}${rest}`;

type Change = (made: never) => Promise<unknown>;

const certificates = 'Update application – Certificates and secrets management';
const grantPath = '/oauth2PermissionGrants';
const addOwner = () => admin('POST', principal('/owners/$ref'), reference());
const noPreparation = async (): Promise<unknown> => undefined;
const consent = () => admin('POST', grantPath, delegated());
// An activity, its target, the change, and a preparation, whose result the change gets.
const changes: readonly (readonly [string, 'app' | 'principal' | 'graph', Change, (() => Promise<unknown>)?])[] = [
  ['Update application', 'app', () => admin('PATCH', app(), { displayName: 'Renamed' })],
  [certificates, 'app', secretOf],
  [certificates, 'app', (made: { keyId: string }) => admin('POST', app('/removePassword'), made), removableSecret],
  ['Add owner to application', 'app', () => admin('POST', app('/owners/$ref'), reference())],
  [
    'Remove owner from service principal',
    'principal',
    () => admin('DELETE', principal(`/owners/${registration.graphId}/$ref`)),
    addOwner,
  ],
  ['Update application', 'app', () => admin('POST', app('/federatedIdentityCredentials'), credential)],
  ['Update service principal', 'principal', () => admin('PATCH', principal(), { accountEnabled: false })],
  ['Add service principal credentials', 'principal', () => admin('POST', principal('/addPassword'))],
  ['Add app role assignment to service principal', 'graph', () => grantRoles(admin, registration, ['User.Read.All'])],
  ['Add delegated permission grant', 'graph', consent],
  [
    'Remove delegated permission grant',
    'graph',
    ({ body }: { body: { id: string } }) => admin('DELETE', `${grantPath}/${body.id}`),
    consent,
  ],
  ['Remove service principal', 'principal', () => admin('DELETE', principal())],
];

describe('the audit log', () => {
  test.each(changes)(
    'has "%s" with its initiator and its target, %s',
    async (activity, kind, change, prepare = noPreparation) => {
      const made = (await prepare()) as never;
      const rows = await addedBy(() => change(made));
      const id = { app: registration.id, principal: registration.principalId, graph: registration.graphId }[kind];
      expect(rows).toMatchObject([
        {
          ...{ activityDisplayName: activity, result: 'success', loggedByService: 'Core Directory' },
          initiatedBy: { user: null, app: { appId: null, displayName: 'Directory administrator' } },
          targetResources: [{ id }],
        },
      ]);
      expect(await filtered(`activityDisplayName eq '${activity}' and ${withId(id)}`)).toContainEqual(rows[0]);
    },
  );

  test('has old and new values as JSON in a string, without the value of a secret', async () => {
    const [patched] = await addedBy(() => admin('PATCH', app(), { displayName: 'Renamed' }));
    expect(valuesOf(patched)).toEqual({ displayName: ['"TruU"', '"Renamed"'] });
    const state = await emulator.state();
    const found = state.entra.appRoleAssignments.find(({ principalId }) => principalId === registration.principalId);
    const [revoked] = await addedBy(() => admin('DELETE', principal(`/appRoleAssignments/${found?.id}`)));
    expect(revoked?.activityDisplayName).toBe('Remove app role assignment from service principal');
    expect(valuesOf(revoked)).toMatchObject({
      'AppRole.Id': [JSON.stringify(roleIdOf('Group.Read.All')), null],
      'AppRole.Value': ['"Group.Read.All"', null],
      'ServicePrincipal.ObjectID': [JSON.stringify(registration.principalId), null],
    });
    const { secretText, keyId } = await secretOf();
    const text = JSON.stringify(await list());
    expect(text).toContain(keyId);
    expect(text).not.toContain(secretText);
  });

  test('has no row for a refused change', async () => {
    const weak = graphAs(emulator, await logIn(emulator, 'reader'));
    await unchangedBy(emulator, () => weak('PATCH', app(), { displayName: 'No' }));
    const { status } = await unchangedBy(emulator, () => admin('PATCH', app(), { nothing: 'of the kind' }));
    expect(status).toBe(400);
  });

  test('is filtered by time and target, sorted and paged', async () => {
    const rows = Array.from({ length: 60 }, (_, minute) => ({
      ...emulator.world.state.reports.directoryAudits[0],
      id: String(minute),
      activityDateTime: new Date(Date.UTC(2026, 10, 20, 10, minute)).toISOString(),
      targetResources: [{ id: minute === 7 ? 'other' : registration.id }],
    }));
    await emulator.reset({ ...(await emulator.state()), reports: { directoryAudits: rows } });
    const since = 'activityDateTime ge 2026-11-20T10:05:00Z and activityDateTime le 2026-11-20T10:09:00Z';
    const some = await filtered(`${since} and ${withId(registration.id)}`);
    expect(some.map(({ id }) => id)).toEqual(['5', '6', '8', '9']);
    const newest = await list(`?$top=2&$orderby=${encodeURIComponent('activityDateTime desc')}`);
    expect(newest.map(({ id }) => id)).toEqual(['59', '58']);
    const first = await admin<{ value: unknown[]; '@odata.nextLink': string }>('GET', path);
    const second = await admin<{ value: unknown[] }>('GET', first.body['@odata.nextLink']);
    expect([first.body.value.length, second.body.value.length]).toEqual([50, 10]);
  });

  test.each(['targetResources/id eq 1', "category ne 'x'", "activityDateTime ge 'yesterday'"])(
    'refuses the filter %s',
    async (filter) => {
      const answer = await admin<GraphErrorBody>('GET', `${path}?$filter=${encodeURIComponent(filter)}`);
      expectGraphRefusal(answer, { status: 400, code: 'Request_BadRequest', message: 'Invalid filter clause' });
    },
  );

  test('lags by its behaviour', async () => {
    await emulator.behaviour({ entra: { lag: { directoryAudit: 1 } } });
    const before = (await emulator.state()).reports.directoryAudits.length;
    await admin('PATCH', app(), { displayName: 'Renamed' });
    expect(await list()).toHaveLength(before);
    expect(await list()).toHaveLength(before + 1);
  });

  test('is part of a seed', async () => {
    const state = await emulator.state();
    await emulator.reset(state);
    expect((await emulator.state()).reports).toEqual(state.reports);
    const stray = { reports: { directoryAudits: [{ who: 'x' }] } };
    await expect(emulator.reset(stray)).rejects.toThrow("unknown key 'reports.directoryAudits[0].who'");
  });

  test('requires both permissions', async () => {
    const reader = graphAs(emulator, await logIn(emulator, 'reader'));
    const code = 'Authentication_MSGraphPermissionMissing';
    expectGraphRefusal(await reader<GraphErrorBody>('GET', path), { status: 403, code, message: 'AuditLog.Read.All' });
    const half = await holderOf(emulator, admin, ['AuditLog.Read.All']);
    expectGraphRefusal(await half<GraphErrorBody>('GET', path), { status: 403, code, message: 'Directory.Read.All' });
  });
});
