import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { DirectoryAudit } from '../../emulator/state.ts';
import { grantRoles } from '../support/emulator-registration.ts';
import type { FaultBody } from '../support/emulator.ts';
import { editDirectory, managed, revoke } from '../../testing/manual-changes.ts';
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

  /** Entra lets the reader read its audit log. */
  const allow = async (): Promise<void> => {
    const { entra } = await scenario.emulator.state();
    const reader = entra.servicePrincipals.find(({ displayName }) => displayName === 'TruU reader');
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
});
