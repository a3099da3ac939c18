import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import type { StartOptions } from '../../emulator/start.ts';
import { type Caller, graphAs, logIn } from './emulator-clients.ts';
import { truuClient } from './emulator-directory.ts';
import { startEmulator, type TestEmulator } from './emulator.ts';

/** Starts one emulator for the tests of a file, and resets it to a seed before each. It is usable in hooks and tests. */
export const fileEmulator = (seed?: unknown, options: StartOptions = {}): TestEmulator => {
  const emulator = {} as TestEmulator;
  beforeAll(async () => void Object.assign(emulator, await startEmulator(options)));
  afterAll(() => emulator.stop());
  beforeEach(() => emulator.reset(seed));
  return emulator;
};

const renewed = (connect: () => Promise<Caller>): Caller => {
  let caller: Caller;
  beforeEach(async () => {
    caller = await connect();
  });
  return (...request) => caller(...request);
};

/** Graph as one of the seed's identities; logs in before each test. */
export const graphCaller = (emulator: TestEmulator, identity: 'admin' | 'deployer'): Caller =>
  renewed(async () => graphAs(emulator, await logIn(emulator, identity)));

/** TruU's API as its client, without diagnostics; logs in before each test. */
export const truuCaller = (emulator: TestEmulator): Caller =>
  renewed(async () => {
    await emulator.behaviour({ truu: { health: 'stuck' } });
    return truuClient(emulator);
  });
