import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { managed } from '../../testing/manual-changes.ts';
import {
  type ConvergedScenario,
  expectGreen,
  expectNothingToDo,
  type RunExtras,
  specText,
  startConverged,
} from '../support/scenario.ts';
import { expectWorldInSync } from '../support/world-in-sync.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Starts the process with its wall clock moved; what measures lengths of time goes on as it is. */
const withRunnerClock = (byMs: number): RunExtras => {
  const module = `const now=Date.now;const by=${byMs};Date.now=()=>now()+by;const Real=Date;globalThis.Date=class extends Real{constructor(...all){all.length===0?super(now()+by):super(...all)}};`;
  return { extra: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(module)}` } };
};

describe('a held secret', () => {
  let scenario: ConvergedScenario;
  let first: string;
  let endMs: number;

  beforeAll(async () => {
    scenario = await startConverged();
    const [held] = (await managed(scenario)).secrets;
    first = held?.keyId ?? '';
    endMs = Date.parse(held?.endDateTime ?? '');
  });
  beforeEach(() => scenario.emulator.reset(scenario.converged));
  afterAll(() => scenario.stop());

  const setClock = (ms: number): Promise<unknown> => scenario.emulator.clock.set(new Date(ms).toISOString());
  const keys = async (): Promise<readonly string[]> => (await managed(scenario)).secrets.map(({ keyId }) => keyId);
  const causes = async (): Promise<readonly string[]> =>
    (await scenario.emulator.outages()).map(({ cause, keyId }) => `${cause} ${keyId === first ? 'first' : 'other'}`);
  const expectRotated = async (extras?: RunExtras): Promise<void> => {
    const { outputs } = await expectGreen(scenario, 'renew', 'renewed', extras);
    expect(outputs).toMatchObject({ rotated: 'true', health: 'healthy' });
    expect((await managed(scenario)).directory?.credential?.secretKeyId).not.toBe(first);
    await expectWorldInSync(scenario);
  };

  test('that expired before the run is replaced', async () => {
    await setClock(endMs + dayMs);
    await expectRotated();
    expect(await causes()).toEqual(['expired first']);
    expect(await keys()).toHaveLength(2);
  });

  test('that expires while its successor is on the way is replaced', async () => {
    await setClock(endMs - minuteMs);
    const { faults } = scenario.emulator;
    const id = await faults.add({ service: 'truu', method: 'PUT', path: '/credential$', when: 'before', do: 'hold' });
    const late = async (): Promise<void> => {
      await faults.fired(id, 30_000);
      await setClock(endMs + minuteMs);
      await faults.release(id);
    };
    await expectRotated({ started: () => void late() });
    expect(await causes()).toEqual(['expired first']);
  });

  test('that expires inside its overlap is kept for the rest of it, and then retired', async () => {
    const spec = specText([['entra', 'secret', 'renewBefore'], 'P2D'], [['entra', 'secret', 'overlap'], 'PT36H']);
    await setClock(endMs - dayMs);
    await expectRotated({ spec });
    await setClock(endMs + 6 * hourMs);
    await expectNothingToDo(scenario, { spec });
    expect(await keys()).toContain(first);
    await setClock(endMs + 13 * hourMs);
    await expectGreen(scenario, 'renew', 'renewed', { spec });
    expect(await keys()).not.toContain(first);
    await expectNothingToDo(scenario, { spec });
    await expectWorldInSync(scenario);
    expect(await causes()).toEqual([]);
  });

  test('that ends within a window of renewal that was made longer is replaced, once', async () => {
    const spec = specText([['entra', 'secret', 'renewBefore'], 'P200D']);
    await setClock(endMs - 199 * dayMs);
    await expectRotated({ spec });
    await expectGreen(scenario, 'renew', 'in-sync', { spec });
    expect(await causes()).toEqual([]);
  });

  test('is replaced when it is due, by a runner whose clock is a day behind', async () => {
    const wrong = withRunnerClock(-dayMs);
    await setClock(endMs - 29 * dayMs - hourMs);
    await expectRotated(wrong);
    // By this clock the new secret is not valid yet, and the overlap of the previous one has not begun.
    await scenario.emulator.clock.advance('PT73H');
    const { outputs } = await expectGreen(scenario, 'renew', 'renewed', wrong);
    expect(outputs['rotated']).toBe('false');
    expect(await keys()).not.toContain(first);
    expect(await causes()).toEqual([]);
  });

  test('is replaced when it is due, and kept for its overlap, by a runner whose clock is a day ahead', async () => {
    const wrong = withRunnerClock(dayMs);
    await setClock(endMs - 31 * dayMs);
    await expectNothingToDo(scenario, wrong);
    await setClock(endMs - 29 * dayMs);
    await expectRotated(wrong);
    await expectNothingToDo(scenario, wrong);
    expect(await causes()).toEqual([]);
  });

  test.each([
    ['behind that of Entra', -dayMs],
    ['ahead of that of Entra', dayMs],
  ])('is replaced and retired in time where the clock of TruU is a day %s', async (_how, skewMs) => {
    await scenario.emulator.behaviour({ truu: { skewMs } });
    await setClock(endMs - 29 * dayMs);
    await expectRotated();
    await scenario.emulator.clock.advance('PT73H');
    await expectGreen(scenario, 'renew', 'renewed');
    expect(await keys()).toHaveLength(1);
    await expectNothingToDo(scenario);
    await expectWorldInSync(scenario);
    expect(await causes()).toEqual([]);
  });

  test('of which the workflow says that it leaked in its overlap is removed at once, without another rotation', async () => {
    await setClock(endMs - 29 * dayMs);
    await expectRotated();
    const { outputs } = await expectGreen(scenario, 'renew', 'renewed', { with: { rotate: first } });
    expect(outputs['rotated']).toBe('false');
    expect(await keys()).toHaveLength(1);
    await expectNothingToDo(scenario);
    await expectWorldInSync(scenario);
    expect(await causes()).toEqual([]);
  });
});
