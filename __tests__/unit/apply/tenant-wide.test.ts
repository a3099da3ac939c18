import { describe, expect, test } from '@jest/globals';
import { apply } from '../../../src/apply/apply.ts';
import type { ApplyContext } from '../../../src/apply/context.ts';
import { fakeContext, truuAnswering } from '../../support/fake-context.ts';
import { directory, ids } from '../../support/plan-samples.ts';
import { planOf } from '../../support/worlds.ts';
import { handClock } from '../support/hand-clock.ts';

/** The identifier of all directories differs, the cluster belongs to another directory, and a setting of ours is wrong. */
const plan = planOf({
  truu: {
    directories: [directory({ autoRemoveDevices: false })],
    primaryUserIdentifier: { value: 'upn', version: '"1"' },
    cluster: { names: ['cloud'], found: { id: 'cluster-1', connection: { value: 'dir-2', version: '"1"' } } },
  },
});

/** Applies the plan while TruU reports one status after another; says what was asked of TruU, in order. */
const applying = async (...statuses: readonly string[]) => {
  const requests: string[] = [];
  const answers = statuses.map((status) => ({
    ...{ status, checkedAt: '2026-11-24T09:59:00.000Z', credentialKeyId: ids.heldKey, checks: [] },
  }));
  const { readHealth, ...truu } = truuAnswering([ids.heldKey], answers);
  const recording: ApplyContext['truu'] = {
    ...truu,
    readHealth: (id) => {
      requests.push('health');
      return readHealth(id);
    },
    runStep: async ({ kind }) => {
      requests.push(kind);
      return kind;
    },
  };
  const context = fakeContext(recording, handClock(-1), () => Promise.reject(new Error('Graph is not asked here')));
  const { failures, outcomes } = await apply(plan, 'dir-1', 1_000, context);
  return { requests, codes: failures.map(({ code }) => code), last: outcomes.at(-1) };
};

describe('what reaches beyond the directory', () => {
  test('is written once TruU is Healthy with everything else, which is asked again afterwards', async () => {
    const { requests, codes } = await applying('HEALTHY');
    const tenantWide = ['set-primary-user-identifier', 'connect-cluster'];
    expect(requests).toEqual(['update-directory', 'health', ...tenantWide, 'health']);
    expect(codes).toEqual([]);
  });

  test('is not written while TruU is not Healthy', async () => {
    const { requests, codes, last } = await applying('UNHEALTHY');
    expect(requests.filter((one) => one !== 'health')).toEqual(['update-directory']);
    expect(codes).toEqual(['HEALTH_NOT_HEALTHY']);
    expect(last?.message).toBe('Not started: TruU did not report Healthy with everything else');
  });

  test('makes the run red when TruU is not Healthy with it', async () => {
    expect((await applying('HEALTHY', 'UNHEALTHY')).codes).toEqual(['HEALTH_NOT_HEALTHY']);
  });
});
