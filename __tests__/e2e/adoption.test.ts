import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { clientIdOf, identities } from '../../emulator/default-seed.ts';
import { addDuration } from '../../emulator/duration.ts';
import { entraToken } from '../support/emulator-clients.ts';
import { createDirectory, newCredential } from '../support/emulator-directory.ts';
import {
  guidePermissions,
  createSecret,
  register,
  type CreatedSecret,
  type Registration,
} from '../support/emulator-registration.ts';
import type { FaultBody } from '../support/emulator.ts';
import {
  expectGreen,
  expectNothingToDo,
  graphRequests,
  specText,
  startScenario,
  type RunExtras,
  type Scenario,
  type SpecEdit,
} from '../support/scenario.ts';
import { expectWorldInSync } from '../support/world-in-sync.ts';

const other = '11111111-2222-4333-8444-555555555555';

describe('a registration that was made manually, with TruU Healthy on a secret without a key id', () => {
  let scenario: Scenario;

  beforeAll(async () => {
    scenario = await startScenario();
  });
  beforeEach(() => scenario.emulator.reset());
  afterAll(() => scenario.stop());

  interface ByHand {
    readonly owned?: boolean;
    /** What a person typed into TruU otherwise than it is. */
    readonly typed?: Readonly<Record<string, string>>;
    readonly named?: string;
  }

  const handMade = async ({ owned = true, typed, named = 'US-Denver-Production' }: ByHand = {}) => {
    const { emulator, graph, truu } = scenario;
    const registration = await register(graph, { displayName: 'TruUIDS' }, guidePermissions);
    const end = addDuration(await emulator.clock.now(), 'P12M').toISOString();
    const old = await createSecret(graph, registration, { displayName: 'TruU', endDateTime: end });
    const inUse = await createSecret(graph, registration, { displayName: 'TruU', endDateTime: end });
    const credential = newCredential({
      clientId: registration.appId,
      clientSecret: inUse.secretText,
      secretKeyId: null,
      expiresAt: null,
      ...typed,
    });
    await createDirectory(truu, { configurationName: named, credential });
    await logInWith(registration, inUse);
    const { entra } = await emulator.state();
    const maker = entra.servicePrincipals.find(({ appId }) => appId === clientIdOf(identities.admin))?.id ?? '';
    if (owned) {
      const deployer = entra.servicePrincipals.find(({ displayName }) => displayName === 'TruU deployer');
      const reference = { '@odata.id': `${emulator.urls.graph}/v1.0/directoryObjects/${deployer?.id}` };
      await graph('POST', `/applications/${registration.id}/owners/$ref`, reference);
      await graph('POST', `/servicePrincipals/${registration.principalId}/owners/$ref`, reference);
    }
    return { registration, old, inUse, maker };
  };

  const logInWith = async ({ appId }: Registration, { secretText }: CreatedSecret): Promise<void> => {
    const { status } = await entraToken(scenario.emulator, { client_id: appId, client_secret: secretText });
    expect(status).toBe(200);
  };

  type HandMade = Awaited<ReturnType<typeof handMade>>;

  /** The workflow names the registration, who made it, and the secrets of people, one of which TruU uses until it has another. */
  const adopting = (
    { registration: { appId }, old, inUse, maker }: HandMade,
    more: Readonly<Record<string, string>> = {},
    ...edits: SpecEdit
  ): RunExtras & { readonly with: Readonly<Record<string, string>> } => ({
    spec: specText([['entra', 'application', 'appId'], appId], ...edits),
    with: {
      'application-id': appId,
      'known-owners': maker,
      'known-credentials': `${old.keyId} ${inUse.keyId}`,
      ...more,
    },
  });
  const keyIds = async (): Promise<readonly string[]> =>
    (await scenario.emulator.state()).entra.secrets.map(({ keyId }) => keyId);
  /** What the inventory of a summary says of one secret. */
  const itemOf = (summary: string, { keyId }: CreatedSecret): string =>
    summary.split('\n').find((line) => line.startsWith(`- \`${keyId}\``)) ?? '';

  test('is adopted by its app id: named, asked for, granted, and on a secret that TruU can name', async () => {
    const made = await handMade();
    const { registration, old, inUse } = made;
    const run = adopting(made);
    const plan = await expectGreen(scenario, 'plan', 'changes', run);
    const { admin } = identities;
    for (const expected of [
      ...['TruUIDS', 'Adopt a registration that the workflow did not create', clientIdOf(admin)],
      ...['Replace the manually entered secret', old.keyId, inUse.keyId],
    ])
      expect(plan.summary).toContain(expected);
    const { outputs } = await expectGreen(scenario, 'apply', 'applied', run);
    expect(outputs).toMatchObject({ 'client-id': registration.appId, rotated: 'true', health: 'healthy' });
    await expectNothingToDo(scenario, run);
    const { entra, truu } = await scenario.emulator.state();
    expect(entra.applications.filter(({ uniqueName }) => uniqueName === 'truu-directory')).toMatchObject([
      { appId: registration.appId, displayName: 'TruU' },
    ]);
    const secrets = entra.secrets.filter(({ appId }) => appId === registration.appId);
    expect(secrets).toHaveLength(3);
    expect(secrets.map(({ keyId }) => keyId)).toContain(truu.directories[0]?.credential?.secretKeyId);
    expect(await scenario.emulator.outages()).toEqual([]);
  });

  test('is planned with the last use of each secret, within the budget of requests', async () => {
    const made = await handMade();
    const { old, inUse } = made;
    const before = (await scenario.emulator.log()).length;
    const { summary } = await expectGreen(scenario, 'plan', 'changes', adopting(made));
    expect(graphRequests(await scenario.emulator.log(before)).length).toBeLessThanOrEqual(3);
    expect(itemOf(summary, inUse)).toMatch(
      /not managed by this action.*<br>last sign-in \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/,
    );
    expect(itemOf(summary, old)).toMatch(
      /not managed by this action.*<br>no sign-ins recorded \(activity data can lag\)$/,
    );
    expect(summary).toMatch(/Last sign-in with this secret: `[0-9TZ:.-]+`: `/);
  });

  const refused = (status: number, code: string): FaultBody['do'] => ({
    answer: { status, body: { error: { code, message: 'No.' } } },
  });
  test.each<[string, FaultBody['do']]>([
    ['is unlicensed', refused(403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant')],
    ['is throttled', { answer: { status: 429, headers: { 'retry-after': '600' } } }],
    ['is not answered', 'hang'],
  ])(
    'is planned all the same when the report of last uses %s: that is not known, and never read as not used',
    async (_why, fault) => {
      const made = await handMade();
      await scenario.emulator.faults.add({ path: '^/beta/', times: 0, when: 'before', do: fault });
      const run = adopting(made, { 'request-timeout': 'PT1S' });
      const { summary } = await expectGreen(scenario, 'plan', 'changes', run);
      await scenario.emulator.faults.remove();
      expect(summary).toContain('Sign-in activity of the secrets is unknown');
      expect(summary.match(/sign-in activity unknown/g)).toHaveLength(2);
      expect(summary).not.toContain('no use');
      expect((await scenario.emulator.log()).filter(({ path }) => path.startsWith('/beta/'))).toHaveLength(1);
    },
  );

  test('keeps its old secrets until they are named in adopt-secrets and the overlap has passed', async () => {
    const made = await handMade();
    const { old } = made;
    const run = adopting(made, { 'adopt-secrets': old.keyId });
    await expectGreen(scenario, 'apply', 'applied', run);
    expect(await keyIds()).toContain(old.keyId);
    await scenario.emulator.clock.advance('P3DT1M');
    await expectGreen(scenario, 'apply', 'applied', run);
    expect(await keyIds()).not.toContain(old.keyId);
    await expectNothingToDo(scenario, run);
    await expectWorldInSync(scenario);
  });

  test('keeps an old secret that was used after TruU got the new one, until the input rotate names it', async () => {
    const made = await handMade();
    const { registration, old, inUse } = made;
    const run = adopting(made, { 'adopt-secrets': `${old.keyId} ${inUse.keyId}` });
    await expectGreen(scenario, 'apply', 'applied', run);
    await scenario.emulator.clock.advance('PT11M');
    await logInWith(registration, old);
    await scenario.emulator.clock.advance('P3DT1M');
    // The one that TruU used until it got the new one goes; the one that was used afterwards stays.
    await expectGreen(scenario, 'apply', 'applied', run);
    expect(await keyIds()).toContain(old.keyId);
    expect(await keyIds()).not.toContain(inUse.keyId);
    const drift = await scenario.run('drift', run);
    expect({ code: drift.code, ...drift.outputs }).toMatchObject({
      code: 1,
      result: 'drift',
      sync: 'in-sync',
      changes: '0',
    });
    expect(drift.summary).toContain('was used after TruU took the next one');
    expect(itemOf(drift.summary, old)).toContain('previous, still in use');
    const leaving = { ...run, with: { ...run.with, rotate: old.keyId } };
    await expectGreen(scenario, 'apply', 'applied', leaving);
    expect(await keyIds()).not.toContain(old.keyId);
    await expectNothingToDo(scenario, run);
    await expectWorldInSync(scenario);
  });

  test.each<[string, ByHand, SpecEdit]>([
    ['another tenant at TruU', { typed: { tenantId: other } }, []],
    ['another client at TruU', { typed: { clientId: other } }, []],
    [
      'another name at TruU and another description in the spec',
      { named: 'Denver' },
      [
        [['entra', 'secret', 'description'], 'TruU, since 2026'],
        [['truu', 'directory', 'previousName'], 'Denver'],
      ],
    ],
  ])('is healed of %s by the same apply', async (_what, byHand, edits) => {
    const made = await handMade(byHand);
    const { registration, old, inUse } = made;
    const run = adopting(made, {}, ...edits);
    await expectGreen(scenario, 'apply', 'applied', run);
    await expectNothingToDo(scenario, run);
    await expectWorldInSync(scenario);
    const { entra, truu } = await scenario.emulator.state();
    expect(truu.directories).toMatchObject([
      { configurationName: 'US-Denver-Production', tenantId: entra.tenant, clientId: registration.appId },
    ]);
    const newest = entra.secrets.find(({ keyId }) => keyId === truu.directories[0]?.credential?.secretKeyId);
    const description = edits.length === 0 ? 'TruU' : 'TruU, since 2026';
    expect(newest?.displayName?.replace(/(:[0-9a-f]{8}){3}\]$/, '')).toBe(`${description} [truu:2`);
    expect(await keyIds()).toEqual(expect.arrayContaining([old.keyId, inUse.keyId]));
  });

  test.each([
    ['the workflow does not name it', {}, 'SPEC_APPLICATION_MISMATCH'],
    ['nobody vouches for its secrets', { 'known-credentials': '' }, 'ENTRA_ACCESS_UNKNOWN'],
  ])('is not adopted while %s', async (_why, inputs, code) => {
    const made = await handMade();
    const before = await scenario.emulator.state();
    const run = adopting(made, code === 'SPEC_APPLICATION_MISMATCH' ? { 'application-id': '' } : inputs);
    expect((await scenario.run('apply', run)).outputs['failure-code']).toBe(code);
    expect((await scenario.emulator.state()).entra).toEqual(before.entra);
  });

  test('that nobody adopts is said before it is replaced, and is a finding until its credentials and permissions are gone', async () => {
    const { emulator, graph } = scenario;
    const { registration, old, inUse } = await handMade({ owned: false });
    const { appId, id, principalId } = registration;
    const plan = await expectGreen(scenario, 'plan', 'changes');
    for (const expected of ['Update tenantId and clientId', `set the input "application-id" to ${appId}`])
      expect(plan.summary).toContain(expected);
    const applied = await scenario.run('apply');
    expect({ code: applied.code, ...applied.outputs }).toMatchObject({ code: 1, health: 'healthy', rotated: 'true' });
    const open = async (mode: 'plan' | 'drift') => {
      const { code, outputs, summary } = await scenario.run(mode);
      expect(summary).toContain('The registration that the directory used before still has');
      expect(summary).toContain(appId);
      return { code, changes: outputs['changes'], failure: outputs['failure-code'] };
    };
    expect(await open('plan')).toEqual({ code: 0, changes: '0', failure: '' });
    expect(await open('drift')).toEqual({ code: 1, changes: '0', failure: 'PLAN_DRIFT' });
    for (const { keyId } of [old, inUse]) await graph('POST', `/applications/${id}/removePassword`, { keyId });
    expect(await open('drift')).toMatchObject({ failure: 'PLAN_DRIFT' });
    const { appRoleAssignments } = (await emulator.state()).entra;
    for (const one of appRoleAssignments.filter((each) => each.principalId === principalId))
      await graph('DELETE', `/servicePrincipals/${principalId}/appRoleAssignments/${one.id}`);
    await expectGreen(scenario, 'drift', 'in-sync');
    await expectWorldInSync(scenario);
  });

  test('is refused before anything is written while the deployer does not own it', async () => {
    const made = await handMade({ owned: false });
    const before = await scenario.emulator.state();
    const { code, outputs, summary } = await scenario.run('apply', adopting(made));
    expect({ code, ...outputs }).toMatchObject({ code: 1, result: 'refused', 'failure-code': 'ENTRA_NOT_OWNER' });
    expect(summary).toContain('as an owner of the app registration and of its enterprise application');
    expect((await scenario.emulator.state()).entra).toEqual(before.entra);
  });
});
