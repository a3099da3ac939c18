import { expect } from '@jest/globals';
import { editDirectory, managed } from '../../../testing/manual-changes.ts';
import { specText, type Scenario } from '../../support/scenario.ts';
import type { ErrorRow } from '../row.ts';
import { meddling } from './faults.ts';

/** Lets TruU measure until a check fails with this code. */
const untilCheckIs = async (scenario: Scenario, code: string): Promise<void> => {
  const path = `/directories/${(await managed(scenario)).directory?.id}/health`;
  type Health = { readonly checks: readonly { readonly code: string | null }[] };
  while (!(await scenario.truu<Health>('GET', path)).body.checks.some((check) => check.code === code));
};

/** What TruU finds out about the directory, or does not. */
export const healthRows: readonly ErrorRow[] = [
  {
    when: 'TruU finds a role missing after it got the secret',
    code: 'HEALTH_NOT_HEALTHY',
    mode: 'apply',
    world: 'nothing',
    spoil: async (scenario) =>
      meddling(scenario, { service: 'truu', method: 'GET', path: '/health$' }, async () => {
        const { principal, assignments } = await managed(scenario);
        const [first] = assignments;
        await scenario.graph('DELETE', `/servicePrincipals/${principal.id}/appRoleAssignments/${first?.id}`);
      }),
    contains: ['See the failed checks of TruU', 'The directory was created by this run.'],
    heals: true,
  },
  {
    when: 'TruU has measured nothing since the directory was last changed',
    code: 'HEALTH_NOT_HEALTHY',
    mode: 'drift',
    world: 'converged',
    result: 'drift',
    spoil: async (scenario) => {
      await scenario.emulator.behaviour({ truu: { health: 'stale' } });
      await editDirectory(scenario, { domain: 'fabrikam.com' });
      await editDirectory(scenario, { domain: 'contoso.com' });
    },
    contains: ['measured before the last change at TruU', 'Run again in a few minutes, after TruU has measured again'],
    leaves: 'untouched',
    also: async (_, { stdout }) => expect(stdout).not.toContain('the failed checks of TruU'),
  },
  {
    when: 'TruU holds a secret that has expired, whose number is explained',
    code: 'PLAN_DRIFT',
    mode: 'drift',
    world: 'converged',
    result: 'drift',
    spoil: async (scenario) => {
      await scenario.emulator.clock.advance('P13M');
      await untilCheckIs(scenario, 'AADSTS7000222');
    },
    contains: [
      'HEALTH_NOT_HEALTHY',
      'AADSTS7000222: The client secret that TruU sends has expired. TruU says: AADSTS7000222: ',
    ],
    leaves: 'untouched',
    also: async (_, { summary }) =>
      expect(summary).toContain('`login` `AADSTS7000222` The client secret that TruU sends has expired. TruU says: '),
  },
  {
    when: 'sign-in is disabled for the registration',
    code: 'HEALTH_NOT_HEALTHY',
    mode: 'apply',
    world: 'converged',
    spoil: async (scenario) => {
      const { principal } = await managed(scenario);
      await scenario.graph('PATCH', `/servicePrincipals/${principal.id}`, { accountEnabled: false });
      await untilCheckIs(scenario, 'AADSTS7000112');
    },
    contains: [
      'Sign-in is disabled for the service principal, so TruU cannot log in.',
      'AADSTS7000112: Sign-in is disabled for the registration. TruU says: ',
      'enable it under Enterprise applications',
    ],
    mend: async (scenario) => {
      const { principal } = await managed(scenario);
      await scenario.graph('PATCH', `/servicePrincipals/${principal.id}`, { accountEnabled: true });
    },
    leaves: 'untouched',
  },
  {
    when: 'TruU never ends its diagnostics',
    code: 'HEALTH_TIMEOUT',
    mode: 'apply',
    world: 'nothing',
    spoil: async ({ emulator }) => {
      await emulator.behaviour({ truu: { health: 'stuck' } });
      return { spec: specText([['health', 'timeout'], 'PT1S']) };
    },
    contains: ['Run again, or increase health.timeout'],
    heals: false,
  },
  {
    when: 'TruU shows a health that was measured before TruU got the secret',
    code: 'HEALTH_TIMEOUT',
    mode: 'renew',
    world: 'converged',
    spoil: async (scenario) => {
      await scenario.emulator.clock.advance('P11M5D');
      await scenario.emulator.behaviour({ truu: { health: 'stale' } });
      return { spec: specText([['health', 'timeout'], 'PT1S']) };
    },
    contains: ['measured with another secret', 'Run again, or increase health.timeout'],
    heals: false,
    also: async (scenario) => expect((await managed(scenario)).secrets).toHaveLength(2),
  },
  {
    when: 'TruU says that it took the new secret, and keeps the old one, which is to be left at once',
    code: 'TRUU_CONTRACT',
    mode: 'apply',
    world: 'converged',
    spoil: async (scenario) => {
      const { directory } = await managed(scenario);
      await scenario.emulator.behaviour({ truu: { handOver: 'ignore' } });
      return {
        spec: specText([['health', 'timeout'], 'PT10S']),
        with: { rotate: directory?.credential?.secretKeyId ?? '', 'request-timeout': 'PT0.5S' },
      };
    },
    contains: ['TruU confirmed the new secret and still names the previous one.'],
    heals: false,
    also: async (scenario) => {
      const { secrets, directory } = await managed(scenario);
      expect(secrets).toHaveLength(2);
      expect(secrets.map(({ keyId }) => keyId)).toContain(directory?.credential?.secretKeyId);
    },
  },
];
