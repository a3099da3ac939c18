import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ChildProcess } from 'node:child_process';
import type { FaultBody } from '../support/emulator.ts';
import type { ActionResult } from '../../testing/run-action.ts';
import { createSecret } from '../support/emulator-registration.ts';
import { managed } from '../../testing/manual-changes.ts';
import { type ConvergedScenario, expectGreen, type Mode, startConverged } from '../support/scenario.ts';
import { expectWorldInSync } from '../support/world-in-sync.ts';

/** A request that is held while the signal comes, and what the run then leaves. */
interface Moment {
  readonly at: string;
  readonly held: Pick<FaultBody, 'service' | 'method' | 'path' | 'nth' | 'when'>;
  /** Where the run begins: with nothing, or with a secret in its renewal window. */
  readonly from: 'nothing' | 'renewal';
  readonly signal: NodeJS.Signals;
  /** What the summary says of what was done and of what remains. */
  readonly contains: readonly RegExp[];
  /** How many secrets the registration has once the run is over. */
  readonly secrets: number;
  /** What the next apply comes to. */
  readonly next: 'applied' | 'in-sync';
}

const token = { service: 'login', method: 'POST', path: '/token$' } as const;
const batch = { service: 'graph', method: 'POST', path: '^/v1.0/\\$batch$' } as const;
const listing = { service: 'truu', method: 'GET', path: '^/api/v1/directories$' } as const;
const addPassword = { service: 'graph', method: 'POST', path: '/addPassword$' } as const;
const creation = { service: 'truu', method: 'POST', path: '^/api/v1/directories$' } as const;
const setSecret = { service: 'truu', method: 'PUT', path: '/credential$' } as const;
const health = { service: 'truu', method: 'GET', path: '/health$' } as const;

const nothingDone = { from: 'nothing', secrets: 0, next: 'applied' } as const;
const inTransaction = { from: 'renewal', next: 'applied' } as const;
const uncertain = {
  contains: [/Left behind/, /The new secret [0-9a-f-]{36} and the previous ones stay in Entra/],
} as const;
const failed = [/\*\*failed:\*\* Create a client secret and set it in TruU\. APPLY_CANCELLED/];

const moments: readonly Moment[] = [
  {
    at: 'the login',
    held: { ...token, when: 'before' },
    signal: 'SIGTERM',
    ...nothingDone,
    contains: [/during the login/],
  },
  { at: 'the first read of Entra', held: { ...batch, when: 'before' }, signal: 'SIGINT', ...nothingDone, contains: [] },
  {
    at: 'the first read of TruU',
    held: { ...listing, when: 'before' },
    signal: 'SIGTERM',
    ...nothingDone,
    contains: [],
  },
  {
    at: 'addPassword, before it is committed',
    held: { ...addPassword, when: 'before' },
    signal: 'SIGINT',
    ...inTransaction,
    contains: [...failed, /Left behind/, /client secret with an unknown value may exist in Entra/],
    secrets: 1,
  },
  {
    at: 'addPassword, after it was committed',
    held: { ...addPassword, when: 'after' },
    signal: 'SIGTERM',
    ...inTransaction,
    contains: failed,
    secrets: 1,
  },
  {
    at: 'the proof of the new secret, which is then removed',
    held: { ...token, nth: 2, when: 'before' },
    signal: 'SIGTERM',
    ...inTransaction,
    contains: failed,
    secrets: 1,
  },
  {
    at: 'the first secret set in TruU, before it is committed',
    held: { ...creation, when: 'before' },
    from: 'nothing',
    signal: 'SIGTERM',
    ...uncertain,
    secrets: 1,
    next: 'applied',
  },
  {
    at: 'the first secret set in TruU, after it was committed',
    held: { ...creation, when: 'after' },
    from: 'nothing',
    signal: 'SIGINT',
    ...uncertain,
    secrets: 1,
    next: 'applied',
  },
  {
    at: 'a secret set in TruU, before it is committed',
    held: { ...setSecret, when: 'before' },
    from: 'renewal',
    signal: 'SIGINT',
    ...uncertain,
    secrets: 2,
    next: 'applied',
  },
  {
    at: 'a secret set in TruU, after it was committed',
    held: { ...setSecret, when: 'after' },
    from: 'renewal',
    signal: 'SIGTERM',
    ...uncertain,
    secrets: 2,
    next: 'in-sync',
  },
  {
    at: 'the wait for Healthy',
    held: { ...health, when: 'before' },
    from: 'nothing',
    signal: 'SIGTERM',
    contains: [/done: TruU holds the new secret/, /done: connected the cluster/],
    secrets: 1,
    // What is tenant-wide waits for Healthy.
    next: 'applied',
  },
];

describe('a run that is told to end while a request is held', () => {
  let scenario: ConvergedScenario;

  beforeAll(async () => {
    scenario = await startConverged();
  });
  beforeEach(() => scenario.emulator.reset());
  afterAll(() => scenario.stop());

  const begin = async (from: Moment['from']): Promise<void> => {
    if (from === 'nothing') return;
    await scenario.emulator.reset(scenario.converged);
    await scenario.emulator.clock.advance('P11M5D');
  };

  /** Runs until the fault holds a request, then signals; the request stays held until the process has ended. */
  const interrupt = async (
    mode: Mode,
    held: Moment['held'],
    signals: readonly NodeJS.Signals[],
  ): Promise<ActionResult> => {
    const { faults } = scenario.emulator;
    const fault = await faults.add({ ...held, do: 'hold', times: 0 });
    let child: ChildProcess | undefined;
    const run = scenario.run(mode, { started: (started) => (child = started) });
    await faults.fired(fault, 30_000);
    for (const signal of signals) child?.kill(signal);
    const ended = await run;
    await faults.remove();
    return ended;
  };

  const ours = async (): Promise<readonly string[]> => {
    const { entra } = await scenario.emulator.state();
    const application = entra.applications.find(({ uniqueName }) => uniqueName === 'truu-directory');
    return entra.secrets.filter(({ appId }) => appId === application?.appId).map(({ keyId }) => keyId);
  };

  const expectCancelled = ({ code, signal, outputs, summary, stdout }: ActionResult): void => {
    expect({ code, signal, ...outputs }).toMatchObject({
      code: 1,
      signal: null,
      result: 'cancelled',
      'failure-code': 'APPLY_CANCELLED',
    });
    expect(outputs['sync']).not.toBe('in-sync');
    for (const text of [summary, stdout]) {
      expect(text).toContain('The run was cancelled. What is left is listed below; the next run corrects it.');
      expect(text).toContain('APPLY_CANCELLED');
    }
  };

  test.each(moments)(
    'during $at, by $signal, ends by itself, reports, and is healed by the next one',
    async (moment) => {
      await begin(moment.from);
      const before = await ours();
      const ended = await interrupt('apply', moment.held, [moment.signal]);
      expectCancelled(ended);
      for (const expected of moment.contains) expect(ended.summary.replaceAll('`', '')).toMatch(expected);
      const left = await ours();
      expect(left).toHaveLength(moment.secrets);
      expect(left).toEqual(expect.arrayContaining([...before]));
      await expectGreen(scenario, 'apply', moment.next);
      await expectWorldInSync(scenario);
      const { truu } = await scenario.emulator.state();
      const held = truu.directories.map(({ credential }) => credential?.secretKeyId);
      // The secret that was held before stays for its overlap; nothing else does.
      expect((await ours()).toSorted()).toEqual([...before, ...held].toSorted());
      expect(await scenario.emulator.outages()).toEqual([]);
    },
  );

  test('ends and reports as well when a second signal follows at once, as a runner sends it', async () => {
    await begin('renewal');
    const ended = await interrupt('apply', { ...setSecret, when: 'after' }, ['SIGINT', 'SIGTERM', 'SIGINT']);
    expectCancelled(ended);
    await expectGreen(scenario, 'apply', 'in-sync');
    await expectWorldInSync(scenario);
    expect(await scenario.emulator.outages()).toEqual([]);
  });

  test.each(['plan', 'drift'] as const)('ends and reports in %s, too', async (mode) => {
    expectCancelled(await interrupt(mode, { ...listing, when: 'before' }, ['SIGTERM']));
    await expectGreen(scenario, 'plan', 'changes');
  });

  test('ends and reports when all is done, and only GitHub is still to be told', async () => {
    const found = await interrupt('apply', { service: 'github', path: '/pulls$', when: 'before' }, ['SIGTERM']);
    expect({ code: found.code, ...found.outputs }).toMatchObject({
      code: 1,
      result: 'cancelled',
      sync: 'in-sync',
      health: 'healthy',
      'failure-code': 'APPLY_CANCELLED',
    });
    for (const text of [found.summary, found.stdout]) expect(text).toContain('The run was cancelled');
    expect(found.stdout).not.toContain('report it with the log');
    await expectGreen(scenario, 'apply', 'in-sync');
  });

  test.each([
    ['plan', '^/beta/reports/'],
    ['drift', '/auditLogs/'],
  ] as const)('ends and reports in %s while it asks at %s for what it can do without', async (mode, path) => {
    await scenario.emulator.reset(scenario.converged);
    // A secret by hand is what makes either question matter.
    await createSecret(scenario.graph, (await managed(scenario)).application);
    const { code, outputs } = await interrupt(mode, { service: 'graph', path, when: 'before' }, ['SIGTERM']);
    expect({ code, ...outputs }).toMatchObject({ code: 1, result: 'cancelled', 'failure-code': 'APPLY_CANCELLED' });
  });
});
