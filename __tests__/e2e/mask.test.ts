import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ChildProcess } from 'node:child_process';
import type { FaultBody } from '../support/emulator.ts';
import { credentialsIn } from '../../testing/leaks.ts';
import { startScenario, type Scenario } from '../support/scenario.ts';

/** The first request of each kind that carries a credential, in an apply from nothing. */
const carriers: readonly (readonly [what: string, fault: Pick<FaultBody, 'service' | 'method' | 'path' | 'nth'>])[] = [
  ["GitHub's token in the login", { service: 'login', method: 'POST', path: '/token$' }],
  ["TruU's API secret", { service: 'truu', method: 'POST', path: '^/oauth2/token$' }],
  ["Graph's token", { service: 'graph', method: 'POST', path: '^/v1.0/\\$batch$' }],
  ["TruU's token", { service: 'truu', method: 'GET', path: '^/api/v1/directories$' }],
  ['the new secret in its proof', { service: 'login', method: 'POST', path: '/token$', nth: 2 }],
  ['the new secret on its way to TruU', { service: 'truu', method: 'POST', path: '^/api/v1/directories$' }],
];

describe('a runner is told to mask', () => {
  let scenario: Scenario;

  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  /** Resolves once the process has printed the masks of all of them; never, when it does not. */
  const masked = (child: ChildProcess, credentials: readonly string[], before: { text: string }): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        const masks = new Set(before.text.split('\n').map((line) => line.replace(/^::add-mask::/, '')));
        if (credentials.every((one) => masks.has(one))) resolve();
      };
      child.stdout?.on('data', look);
      look();
    });

  test.each(carriers)('%s, before it goes anywhere', async (_what, held) => {
    const { emulator } = scenario;
    await emulator.reset();
    const id = await emulator.faults.add({ ...held, when: 'before', do: 'hold' });
    const printed = { text: '' };
    let child: ChildProcess | undefined;
    const run = scenario.run('apply', {
      started: (started) => {
        child = started;
        started.stdout?.on('data', (text: string) => (printed.text += text));
      },
    });
    const [n] = (await emulator.faults.fired(id, 30_000)).held;
    const credentials = credentialsIn((await emulator.log()).filter((row) => row.n === n));
    expect(credentials).not.toEqual([]);
    // The request is held meanwhile, so that a mask which comes after it would never come.
    if (child) await masked(child, credentials, printed);
    await emulator.faults.release(id);
    expect((await run).code).toBe(0);
  });
});
