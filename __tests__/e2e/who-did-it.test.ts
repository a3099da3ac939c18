import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { DirectoryAudit } from '../../emulator/state.ts';
import { type CreatedSecret, grantRoles } from '../support/emulator-registration.ts';
import type { FaultBody } from '../support/emulator.ts';
import { asMember, memberId } from '../support/member.ts';
import { addSecret, editDirectory, managed, managedIn, revoke } from '../../testing/manual-changes.ts';
import { forgedSecret } from '../../testing/secret-tag.ts';
import { type ConvergedScenario, expectGreen, startConverged } from '../support/scenario.ts';

const heading = 'Who made the changes (Entra audit log)';
const notKnown = 'Unknown: the audit log could not be read.';

describe('a drift of Entra', () => {
  let scenario: ConvergedScenario;

  beforeAll(async () => {
    scenario = await startConverged();
  });
  beforeEach(() => scenario.emulator.reset(scenario.converged));
  afterAll(() => scenario.stop());

  /** Entra lets an identity read its audit log. */
  const allow = async (identity = 'TruU reader'): Promise<void> => {
    const { entra } = await scenario.emulator.state();
    const reader = entra.servicePrincipals.find(({ displayName }) => displayName === identity);
    const graphId = entra.appRoleAssignments.find(({ principalId }) => principalId === reader?.id)?.resourceId ?? '';
    const to = { id: '', appId: '', principalId: reader?.id ?? '', graphId };
    await grantRoles(scenario.graph, to, ['AuditLog.Read.All']);
  };
  const requested = async (): Promise<number> =>
    (await scenario.emulator.log()).filter(({ path }) => path.includes('/auditLogs/')).length;
  test('is reported with who did it, by the audit log', async () => {
    await allow();
    await revoke(scenario, 'Device.Read.All');
    const { code, outputs, summary, stdout } = await scenario.run('drift');
    expect({ code, ...outputs }).toMatchObject({ code: 1, result: 'drift' });
    expect(summary).toMatch(
      /^- \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ `Directory administrator`: `Remove app role assignment from service principal: Device\.Read\.All`$/m,
    );
    expect(summary).toContain('`TruU deployer`: `Add application');
    expect(stdout).toContain('Directory administrator: Remove app role assignment from service principal');
  });

  test('is reported by the name of a person, and without what the identity of the run did itself', async () => {
    await allow();
    const { application } = await managed(scenario);
    const state = await scenario.emulator.state();
    const byHand: DirectoryAudit = {
      ...(state.reports.directoryAudits[0] as DirectoryAudit),
      id: 'by-hand',
      activityDisplayName: 'Update application',
      activityDateTime: new Date(Date.now() - 60_000).toISOString(),
      initiatedBy: { user: { id: '1', displayName: 'Jo', userPrincipalName: 'jo@contoso.com' }, app: null },
    };
    await scenario.emulator.reset({
      ...state,
      reports: { directoryAudits: [...state.reports.directoryAudits, byHand] },
    });
    await scenario.graph('PATCH', `/applications/${application.id}`, { displayName: 'Renamed' });
    const { summary } = await scenario.run('drift', { asReader: false });
    // The deployer may not read the log, so that nothing is known; the reader may.
    expect(summary).toContain(notKnown);
    const seen = await scenario.run('drift');
    expect(seen.summary).toContain('`jo@contoso.com`: `Update application');
    expect(seen.summary).toContain('`Directory administrator`: `Update application: displayName`');
  });

  test.each<[string, FaultBody['do'] | null]>([
    ['without the permission', null],
    [
      'without the licence',
      {
        answer: {
          status: 403,
          body: { error: { code: 'Authentication_RequestFromNonPremiumTenantOrB2CTenant', message: 'No.' } },
        },
      },
    ],
    ['while the log is not answered', 'hang'],
  ])('is reported all the same %s, and as fast: who did it is not known', async (_why, fault) => {
    if (fault !== null) {
      await allow();
      await scenario.emulator.faults.add({ path: '/auditLogs/', times: 0, when: 'before', do: fault });
    }
    await revoke(scenario, 'Device.Read.All');
    const { code, outputs, summary } = await scenario.run('drift', { with: { 'request-timeout': 'PT1S' } });
    await scenario.emulator.faults.remove();
    expect({ code, ...outputs }).toMatchObject({ code: 1, result: 'drift', 'failure-code': 'PLAN_DRIFT' });
    expect(summary).toContain(heading);
    expect(summary).toContain(notKnown);
    expect(await requested()).toBe(3);
  });

  test('is what the log is asked for, and nothing else: not in sync, not for TruU, not in a plan', async () => {
    await allow();
    await expectGreen(scenario, 'drift', 'in-sync');
    await editDirectory(scenario, { domain: 'fabrikam.com' });
    expect((await scenario.run('drift')).summary).not.toContain(heading);
    await revoke(scenario, 'Device.Read.All');
    expect((await scenario.run('plan')).summary).not.toContain(heading);
    expect(await requested()).toBe(0);
  });

  describe('in a secret whose tag is right', () => {
    const forge = async (): Promise<{ readonly displayName: string }> => {
      const { application } = await managed(scenario);
      const now = await scenario.emulator.clock.now();
      return forgedSecret(scenario.emulator.urls.truu, { appId: application.appId, now });
    };

    test('names the app and the person who added it, and the secrets are kept', async () => {
      for (const identity of ['TruU reader', 'TruU deployer']) await allow(identity);
      const { application } = managedIn(await scenario.emulator.state());
      const { keyId: ofApp } = await addSecret(scenario, await forge());
      scenario.emulator.world.state.entra.applications.find(({ id }) => id === application.id)?.owners.push(memberId);
      const path = `/applications/${application.id}/addPassword`;
      const member = await asMember(scenario);
      const { body } = await member<CreatedSecret>('POST', path, { passwordCredential: await forge() });
      const known = { with: { 'known-owners': memberId } };
      const { code, outputs, summary } = await scenario.run('drift', known);
      expect({ code, ...outputs }).toMatchObject({
        code: 1,
        result: 'drift',
        changes: '0',
        'failure-code': 'PLAN_DRIFT',
      });
      for (const named of ['Directory administrator', ofApp, memberId, body.keyId]) expect(summary).toContain(named);
      expect(summary.match(/by Entra's audit log/g)?.length).toBeGreaterThanOrEqual(2);
      // One about the keys, and the three that follow a drift: Graph allows five in ten seconds.
      expect(await requested()).toBe(4);
      const apply = await scenario.run('apply', known);
      expect(apply.outputs).toMatchObject({ 'failure-code': 'ENTRA_ACCESS_UNKNOWN', changes: '0' });
      const kept = (await managed(scenario)).secrets.map(({ keyId }) => keyId);
      expect(kept).toEqual(expect.arrayContaining([ofApp, body.keyId]));
    });

    test('says nothing while its record is late: the secret is what it was without the log', async () => {
      await allow();
      await scenario.emulator.behaviour({ entra: { lag: { directoryAudit: 1 } } });
      await addSecret(scenario, await forge());
      const early = await scenario.run('drift');
      expect(early.outputs).toMatchObject({ result: 'in-sync', changes: '1' });
      expect(await requested()).toBe(1);
      expect((await scenario.run('drift')).outputs).toMatchObject({ result: 'drift', changes: '0' });
    });
  });
});
