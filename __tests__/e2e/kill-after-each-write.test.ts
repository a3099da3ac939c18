import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ChildProcess } from 'node:child_process';
import type { LogRow } from '../../emulator/log.ts';
import type { FaultBody } from '../support/emulator.ts';
import { expectGreen, startScenario, type Scenario } from '../support/scenario.ts';
import { expectWorldInSync } from '../support/world-in-sync.ts';

const emulatedRun = await startScenario();
await expectGreen(emulatedRun, 'apply', 'applied');

/** A write as it was committed: a request, or an item of a batch and which of its items. */
interface Write {
  readonly service: LogRow['service'];
  readonly method: string;
  readonly path: string;
  readonly item: { readonly index: number; readonly of: number } | null;
}

/** What the client has committed so far, in order; items of a batch one by one. */
const committed = (rows: readonly LogRow[]): readonly Write[] =>
  rows
    .filter(({ from }) => from === 'client')
    .flatMap(({ service, method, path, committed: done, items }): readonly Write[] => {
      if (items.length === 0) return done ? [{ service, method, path, item: null }] : [];
      const own = items.filter((item) => item.committed);
      return own.map((item, index) => ({ service, ...item, item: { index, of: items.length } }));
    });

/** The writes of an undisturbed run from nothing: what is added to it later is killed after, too. */
const writes = committed(await emulatedRun.emulator.log());
await emulatedRun.stop();

/** The same address in every world: ids are another's there. */
const pattern = (path: string): string =>
  `^${path.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '[^/]+')}$`;

/** Holds the run once exactly the writes up to this one are committed. The items of a batch go on side by side. */
const holdAfter = ({ service, method, path, item }: Write): FaultBody =>
  item === null || item.index + 1 === item.of
    ? { service, method, path: pattern(path), when: 'after', do: 'hold' }
    : {
        service,
        method,
        path: '/(appRoleAssignments|oauth2PermissionGrants)$',
        nth: item.index + 2,
        times: 0,
        when: 'before',
        do: 'hold',
      };

describe('a run from nothing that is killed', () => {
  let scenario: Scenario;

  beforeAll(async () => {
    scenario = await startScenario();
  });
  beforeEach(() => scenario.emulator.reset());
  afterAll(() => scenario.stop());

  const count = async (): Promise<number> => committed(await scenario.emulator.log()).length;

  /** The control API tells of faults, not of commits: those are asked for until they are as many. */
  const untilCommitted = async (k: number): Promise<void> => {
    const existing = await count();
    if (existing > k) throw new Error(`${existing} writes were committed, not ${k}.`);
    if (existing < k) await untilCommitted(k);
  };

  test('has one write for each object, grant and setting', () => {
    expect(writes.map(({ method, path }) => `${method} ${path.split('/').at(-1)}`)).toEqual([
      'POST applications',
      'POST servicePrincipals',
      ...Array.from({ length: 7 }, () => 'POST appRoleAssignments'),
      'POST oauth2PermissionGrants',
      'POST addPassword',
      'POST directories',
      'PUT directory-connection',
      'PUT primary-user-identifier',
    ]);
  });

  const cases = writes
    .map((write, index) => ({ k: index + 1, write, at: `${write.method} ${pattern(write.path)}` }))
    // The grants go out in one $batch and are told apart by nothing but their role: after the first, one between, the last.
    .filter(({ write: { item } }) => item === null || [0, 3, item.of - 1].includes(item.index));

  test('is tried after all writes but five of the eight grants', () => {
    expect(cases).toHaveLength(writes.length - 5);
  });

  test.each(cases)(
    'after $k writes, the last of them $at, leaves what the next apply completes',
    async ({ k, write }) => {
      const { emulator } = scenario;
      const fault = await emulator.faults.add(holdAfter(write));
      let child: ChildProcess | undefined;
      const run = scenario.run('apply', { started: (started) => (child = started) });
      await emulator.faults.fired(fault, 30_000);
      await untilCommitted(k);
      child?.kill('SIGKILL');
      expect((await run).signal).toBe('SIGKILL');
      await emulator.faults.remove();
      expect(await count()).toBe(k);
      await expectGreen(scenario, 'apply', k === writes.length ? 'in-sync' : 'applied');
      await expectWorldInSync(scenario);
      const { entra, truu } = await emulator.state();
      const ours = entra.applications.filter(({ uniqueName }) => uniqueName === 'truu-directory');
      expect({ applications: ours.length, directories: truu.directories.length }).toEqual({
        applications: 1,
        directories: 1,
      });
      const held = truu.directories.map(({ credential }) => credential?.secretKeyId);
      expect(
        ours.flatMap(({ appId }) => entra.secrets.filter((one) => one.appId === appId).map(({ keyId }) => keyId)),
      ).toEqual(held);
    },
  );
});
