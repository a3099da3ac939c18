import { describe, expect, test } from '@jest/globals';
import { notHealthy } from '../../../../src/apply/wait-for-healthy.ts';
import { openLedger } from '../../../../src/apply/context.ts';
import type { EntraState } from '../../../../src/entra/model.ts';
import { makePlan } from '../../../../src/plan/make-plan.ts';
import type { Failure } from '../../../../src/report/report.ts';
import { buildReport } from '../../../../src/run/outcome/build-report.ts';
import { noResults, type StageResults } from '../../../../src/run/outcome/stage-results.ts';
import { ActionError } from '../../../../src/support/errors.ts';
import type { HealthSample } from '../../../../src/truu/model.ts';
import { directory, entra, health, ids, planInput, servicePrincipal, truu } from '../../../support/plan-samples.ts';

const login = (code: string | null, message: string | null): HealthSample['checks'][number] => ({
  name: 'login',
  status: 'FAILED',
  code,
  message,
});
const unhealthy = (...checks: HealthSample['checks']): HealthSample => health({ status: 'UNHEALTHY', checks });
const refused = unhealthy(login('AADSTS7000112', 'The application is disabled.'));

interface World {
  readonly mode: StageResults['mode'];
  readonly enabled: boolean;
  readonly sample: HealthSample;
}

const seen = ({ enabled, sample }: Omit<World, 'mode'>) => {
  const sides = {
    entra: { servicePrincipal: servicePrincipal({ accountEnabled: enabled }) } satisfies Partial<EntraState>,
    truu: { directories: [directory({ health: sample })] },
  };
  return {
    observation: { readable: true, entra: entra(sides.entra), truu: truu(sides.truu) } as const,
    planned: makePlan(planInput(sides)),
  };
};

const results = ({ mode, ...world }: World, more: Partial<StageResults> = {}): StageResults => ({
  ...noResults(mode, 'spec.yml'),
  ...seen(world),
  ...more,
});

const healthFailure = (of: StageResults): Failure | undefined =>
  buildReport(of).failures.find(({ code }) => code.startsWith('HEALTH_'));

const appliedWith = (failure: ActionError): Partial<StageResults> => ({
  applied: { outcomes: [], failures: [failure], health: 'not-healthy', timeline: [refused], ledger: openLedger() },
});

const cause = 'Sign-in is disabled for the service principal, so TruU cannot log in.';

describe('bad health while sign-in is disabled for the registration', () => {
  test('names that as the cause in drift, and says how to enable it', () => {
    const failure = healthFailure(results({ mode: 'drift', enabled: false, sample: refused }));
    expect(failure?.message).toBe(`TruU reports that the directory is not Healthy. ${cause}`);
    expect(failure?.fix).toContain('enable it under Enterprise applications');
    expect(failure?.evidence.at(-1)).toEqual({
      name: 'Service principal',
      value: `disabled (accountEnabled is false): ${ids.principal}`,
    });
  });

  test('names it after a wait, before what is said of the health before the run', () => {
    const world: World = { mode: 'apply', enabled: false, sample: refused };
    const failure = healthFailure(results(world, appliedWith(notHealthy(refused))));
    expect(failure?.message).toBe(
      `TruU reports that the directory is not Healthy. ${cause} It was not Healthy before this run either.`,
    );
    expect(failure?.fix).toContain('enable it under Enterprise applications');
    expect(failure?.evidence.map(({ name }) => name)).toEqual([
      'Check login',
      'Service principal',
      'Health before this run',
    ]);
  });

  test('names it where health does not count', () => {
    const failure = healthFailure(results({ mode: 'drift', enabled: false, sample: health({ checkedAt: null }) }));
    expect(failure?.message).toContain(cause);
    expect(failure?.fix).toContain('enable it');
  });

  test('is not named once a second look shows that it is enabled', () => {
    const world: World = { mode: 'apply', enabled: false, sample: refused };
    const verified = { readable: true, ...seen({ enabled: true, sample: refused }) } as const;
    const failure = healthFailure(results(world, { ...appliedWith(notHealthy(refused)), verified }));
    expect(failure?.message).not.toContain(cause);
  });

  test('is not named where it is enabled, nor for another failure', () => {
    const enabled = healthFailure(results({ mode: 'drift', enabled: true, sample: refused }));
    expect(enabled?.message).toBe('TruU reports that the directory is not Healthy.');
    expect(enabled?.fix).toMatch('reactivate it under App registrations');
    const timeout = new ActionError('HEALTH_TIMEOUT', 'TruU did not report Healthy within 1 second.');
    const world: World = { mode: 'apply', enabled: false, sample: refused };
    expect(healthFailure(results(world, appliedWith(timeout)))?.message).not.toContain(cause);
  });
});

describe('a failed check', () => {
  const expired = unhealthy(
    login('AADSTS7000222', 'The keys are expired.'),
    { name: 'permissions', status: 'OK', code: null, message: 'All is granted.' },
    login('MISSING_PERMISSION', 'It is not granted.'),
  );

  test('is explained in the evidence, and a passed one is not shown', () => {
    expect(notHealthy(expired).evidence.map(({ value }) => value)).toEqual([
      'AADSTS7000222: The client secret that TruU sends has expired. TruU says: The keys are expired.',
      'MISSING_PERMISSION: It is not granted.',
    ]);
  });

  test('is explained in what is said of the health before the run', () => {
    const world: World = { mode: 'apply', enabled: true, sample: expired };
    expect(healthFailure(results(world, appliedWith(notHealthy(refused))))?.evidence.at(-1)).toEqual({
      name: 'Health before this run',
      value: 'UNHEALTHY (AADSTS7000222: The client secret that TruU sends has expired, MISSING_PERMISSION)',
    });
  });
});
