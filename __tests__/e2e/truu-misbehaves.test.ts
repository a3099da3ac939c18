import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { answering, truuError } from '../errors/rows/faults.ts';
import { managed, revoke } from '../../testing/manual-changes.ts';
import type { ActionResult } from '../../testing/run-action.ts';
import { type ConvergedScenario, expectGreen, specText, startConverged } from '../support/scenario.ts';
import { expectWorldInSync } from '../support/world-in-sync.ts';

/** No overlap is kept, so that a run which believes TruU too easily would remove the previous secret. */
const run = { spec: specText([['entra', 'secret', 'overlap'], 'PT0S'], [['health', 'timeout'], 'PT2S']) };

const setSecret = { service: 'truu', method: 'PUT', path: '/credential$' } as const;
const oops = answering(500, truuError(500, 'INTERNAL', 'Oops.'));

/** What TruU knows of the secret once it took it. */
interface Taken {
  readonly keyId: string;
  readonly previousKeyId: string;
  readonly acceptedAt: string;
}

interface Lie {
  readonly description: string;
  readonly health: (taken: Taken) => { readonly credentialKeyId: string; readonly checkedAt: string };
  readonly contains: string;
}

const shifted = (time: string, byMs: number): string => new Date(Date.parse(time) + byMs).toISOString();

const lies: readonly Lie[] = [
  {
    description: 'measured before TruU got the secret',
    health: ({ keyId, acceptedAt }) => ({ credentialKeyId: keyId, checkedAt: shifted(acceptedAt, -1) }),
    contains: 'measured before the secret was accepted',
  },
  {
    description: 'measured with another key',
    health: ({ previousKeyId, acceptedAt }) => ({
      credentialKeyId: previousKeyId,
      checkedAt: shifted(acceptedAt, 3_000),
    }),
    contains: 'measured with another secret',
  },
  {
    description: 'measured in the future',
    health: ({ keyId, acceptedAt }) => ({ credentialKeyId: keyId, checkedAt: shifted(acceptedAt, 3_600_000) }),
    contains: 'measured in the future',
  },
];

describe('a renewal at a TruU that misbehaves', () => {
  let scenario: ConvergedScenario;
  let first: string;

  beforeAll(async () => {
    scenario = await startConverged();
    first = (await managed(scenario)).secrets[0]?.keyId ?? '';
  });
  beforeEach(async () => {
    await scenario.emulator.reset(scenario.converged);
    await scenario.emulator.clock.advance('P11M5D');
  });
  afterEach(async () => {
    expect(await scenario.emulator.outages()).toEqual([]);
  });
  afterAll(() => scenario.stop());

  const secrets = async (): Promise<readonly string[]> => (await managed(scenario)).secrets.map(({ keyId }) => keyId);

  /** Lets a hand act once the secret is handed over, when the run asks for the health that follows it. */
  const afterSecretSet = async (act: (taken: Taken) => Promise<unknown>): Promise<ActionResult> => {
    const { faults } = scenario.emulator;
    // The first one stands beside the plan.
    const id = await faults.add({
      service: 'truu',
      method: 'GET',
      path: '/health$',
      nth: 2,
      when: 'before',
      do: 'hold',
    });
    const meddle = async (): Promise<void> => {
      await faults.fired(id, 30_000);
      const { directory } = await managed(scenario);
      const { secretKeyId, acceptedAt = '' } = directory?.credential ?? {};
      await act({ keyId: secretKeyId ?? '', previousKeyId: first, acceptedAt });
      await faults.release(id);
    };
    return scenario.run('renew', { ...run, started: () => void meddle() });
  };

  /** Red, with both secrets in place; the next run, at a TruU that behaves, ends well. */
  const expectBothStay = async (
    { code, outputs, summary }: ActionResult,
    failure: string,
    expected: readonly string[],
  ): Promise<void> => {
    expect({ code, ...outputs }).toMatchObject({ code: 1, 'failure-code': failure });
    for (const one of expected) expect(summary.replaceAll('`', '')).toContain(one);
    expect(await secrets()).toHaveLength(2);
    await scenario.emulator.faults.remove();
    await scenario.emulator.behaviour({ truu: { namesKey: true, handOver: 'store' } });
    // A `Date` has whole seconds: within the second in which TruU got the secret no overlap has passed.
    await scenario.emulator.clock.advance('PT2S');
    expect((await scenario.run('renew', run)).code).toBe(0);
    await expectWorldInSync(scenario);
    expect(await secrets()).toEqual([(await managed(scenario)).directory?.credential?.secretKeyId]);
  };

  test.each([
    ['once', 1],
    ['always', 0],
  ])('goes on when it stores the secret and answers 500, %s', async (_how, times) => {
    await scenario.emulator.faults.add({ ...setSecret, times, when: 'after', do: oops });
    const { outputs } = await expectGreen(scenario, 'renew', 'renewed', {
      ...run,
      with: { 'request-timeout': 'PT1S' },
    });
    expect(outputs).toMatchObject({ rotated: 'true', health: 'healthy' });
    expect(await secrets()).not.toContain(first);
    await expectWorldInSync(scenario);
  });

  test('goes on when it stores the secret and says that it refused it', async () => {
    const refusal = answering(400, truuError(400, 'BAD_REQUEST', 'No.'));
    await scenario.emulator.faults.add({ ...setSecret, when: 'after', do: refusal });
    const { outputs } = await expectGreen(scenario, 'renew', 'renewed', run);
    expect(outputs['rotated']).toBe('true');
    await expectWorldInSync(scenario);
  });

  test('removes nothing when it stores the secret, says that it refused it, and cannot be asked which one it holds', async () => {
    const refusal = answering(400, truuError(400, 'BAD_REQUEST', 'No.'));
    await scenario.emulator.faults.add({ ...setSecret, when: 'after', do: refusal });
    const read = { service: 'truu', method: 'GET', path: '/directories/[^/]+$', nth: 2, times: 0 } as const;
    await scenario.emulator.faults.add({
      ...read,
      when: 'before',
      do: answering(403, truuError(403, 'FORBIDDEN', 'No.')),
    });
    await expectBothStay(await scenario.run('renew', run), 'TRUU_SECRET_UNCERTAIN', ['may hold any of them']);
  });

  test('removes nothing when it says that it took the secret and keeps the old one', async () => {
    await scenario.emulator.behaviour({ truu: { handOver: 'ignore' } });
    const ended = await scenario.run('renew', run);
    const expected = ['TruU confirmed the new secret and still names the previous one.', first, 'stay in Entra'];
    await expectBothStay(ended, 'TRUU_CONTRACT', expected);
  });

  test('removes nothing when it stops naming the secret that it holds', async () => {
    const ended = await afterSecretSet(() => scenario.emulator.behaviour({ truu: { namesKey: false } }));
    await expectBothStay(ended, 'TRUU_CONTRACT', ['KeyId is missing or wrong']);
  });

  test.each(lies)('does not believe a HEALTHY that was $description', async ({ health, contains }) => {
    const ended = await afterSecretSet(async (taken) => {
      const body = { status: 'HEALTHY', checks: [], ...health(taken) };
      await scenario.emulator.faults.add({
        service: 'truu',
        method: 'GET',
        path: '/health$',
        times: 0,
        when: 'before',
        do: answering(200, body),
      });
    });
    await expectBothStay(ended, 'HEALTH_TIMEOUT', [contains, 'It was Healthy before this run.']);
  });

  test('ends early with the words of its checks when it is UNHEALTHY for good, and says that it was not so before', async () => {
    const ended = await afterSecretSet(() => revoke(scenario, 'Device.Read.All'));
    const expected = ['MISSING_PERMISSION', 'Device.Read.All is not granted', 'It was Healthy before this run.'];
    for (const one of expected) expect(ended.summary.replaceAll('`', '')).toContain(one);
    expect(ended.outputs).toMatchObject({ 'failure-code': 'HEALTH_NOT_HEALTHY' });
    expect(await secrets()).toHaveLength(2);
  });

  test('says that it was not Healthy before, either, when that is so', async () => {
    await scenario.emulator.faults.add({ service: 'login', from: 'truu', times: 0, when: 'before', do: 'reset' });
    const isBad = async (): Promise<boolean> => {
      const { headers: _headers, body } = await scenario.truu<{ status: string }>(
        'GET',
        `/directories/${(await managed(scenario)).directory?.id}/health`,
      );
      return body.status === 'UNHEALTHY';
    };
    while (!(await isBad()));
    const ended = await scenario.run('renew', run);
    await expectBothStay(ended, 'HEALTH_NOT_HEALTHY', [
      'It was not Healthy before this run either.',
      'ENTRA_UNREACHABLE',
    ]);
  });
});
