import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { FaultBody } from '../support/emulator.ts';
import { managed } from '../../testing/manual-changes.ts';
import { type ConvergedScenario, expectGreen, startConverged } from '../support/scenario.ts';
import { expectWorldInSync } from '../support/world-in-sync.ts';

const setSecret = { service: 'truu', method: 'PUT', path: '/credential$' } as const;
const fence = { service: 'truu', method: 'PATCH', path: '^/api/v1/directories/' } as const;

describe('a secret that is still being set in TruU when the next run deletes it as unheld', () => {
  let scenario: ConvergedScenario;
  let held: string;

  beforeAll(async () => {
    scenario = await startConverged();
    held = (await keys()).truu;
  });
  beforeEach(() => scenario.emulator.reset(scenario.converged));
  afterAll(() => scenario.stop());

  const keys = async (): Promise<{ readonly truu: string; readonly entra: readonly string[] }> => {
    const { directory, secrets } = await managed(scenario);
    return { truu: directory?.credential?.secretKeyId ?? '', entra: secrets.map(({ keyId }) => keyId) };
  };

  const heldRequest = async (fault: Pick<FaultBody, 'service' | 'method' | 'path'>): Promise<string> =>
    scenario.emulator.faults.add({ ...fault, when: 'before', do: 'hold' });

  /** A run that leaves its secret, stopped at the moment when it hands the new one over. */
  const begin = async () => {
    const id = await heldRequest(setSecret);
    const run = scenario.run('apply', { with: { rotate: held } });
    await scenario.emulator.faults.fired(id, 30_000);
    return { run, release: () => scenario.emulator.faults.release(id) };
  };

  test('is refused by the fence, so that TruU never holds what was removed', async () => {
    const late = await begin();
    expect((await keys()).entra).toHaveLength(2);
    await expectGreen(scenario, 'apply', 'applied');
    expect(await keys()).toEqual({ truu: held, entra: [held] });
    await late.release();
    expect((await late.run).outputs).toMatchObject({ result: 'failed', 'failure-code': 'APPLY_OVERTAKEN' });
    expect(await keys()).toEqual({ truu: held, entra: [held] });
    expect(await scenario.emulator.outages()).toEqual([]);
    await expectWorldInSync(scenario);
  });

  test('wins when it is faster than the fence, whose answer was lost: its secret stays', async () => {
    const late = await begin();
    const { faults } = scenario.emulator;
    await faults.add({ ...fence, when: 'before', do: 'close' });
    const retried = await heldRequest(fence);
    const deleting = scenario.run('apply');
    await faults.fired(retried, 30_000);
    await late.release();
    expect((await late.run).outputs).toMatchObject({ rotated: 'true' });
    await faults.release(retried);
    expect((await deleting).outputs).toMatchObject({ result: 'failed', 'failure-code': 'APPLY_OVERTAKEN' });
    const after = await keys();
    expect(after.truu).not.toBe(held);
    expect(after.entra).toContain(after.truu);
    expect(await scenario.emulator.outages()).toEqual([]);
    await expectWorldInSync(scenario);
  });
});
