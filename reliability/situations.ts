import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { LogRow } from '../emulator/log.ts';
import type { State } from '../emulator/state.ts';
import type { RunningWorld } from '../emulator/client/world.ts';
import { runAction } from './action.ts';

/** A state of the world from which runs start, and how they are started in it. */
export interface Situation {
  readonly name: string;
  readonly seed: unknown;
  /** Moves the world's clock after the seed is in place; ISO 8601. */
  readonly advance: string | null;
  readonly spec: string;
}

const example = await readFile(path.resolve(import.meta.dirname, '../examples/specs/complete.yml'), 'utf8');
/** The complete example; its wait for Healthy is short, so that a world that cannot become Healthy ends a run soon. */
const spec = example.replace('timeout: PT5M', 'timeout: PT8S');

const stateOf = async (world: RunningWorld): Promise<State> => (await world.control('GET', '/state')) as State;

const managedIn = ({ entra, truu }: State) => {
  const application = entra.applications.find(({ uniqueName }) => uniqueName === 'truu-directory');
  const [directory] = truu.directories;
  if (!application || !directory) throw new Error('The world is not converged.');
  return { application, directory };
};

const applied = async (world: RunningWorld): Promise<void> => {
  const { code, stdout } = await runAction({ env: world.ready.env, mode: 'apply', spec });
  if (code !== 0) throw new Error(`The situation could not be made:\n${stdout}`);
};

const situation = (name: string, state: State | null, more: Partial<Situation> = {}): Situation => ({
  name,
  seed: state ?? undefined,
  advance: null,
  spec,
  ...more,
});

/** A secret that a dead run left: made by a run that was killed before, or after, TruU took it. */
const abandoned = async (world: RunningWorld, converged: State, sent: boolean): Promise<State> => {
  await world.control('POST', '/reset', { seed: converged });
  await world.control('POST', '/clock', { advance: 'P11M5D' });
  const when = sent ? 'after' : 'before';
  const hold = { service: 'truu', method: 'PUT', path: '/credential$', when, do: 'hold' };
  const { id } = (await world.control('POST', '/faults', hold)) as { id: string };
  await runAction({
    env: world.ready.env,
    mode: 'apply',
    spec,
    started: (child) => {
      void world.control('GET', `/faults/${id}?wait=fired&ms=60000`).then(() => child.kill('SIGKILL'));
    },
  });
  await world.control('DELETE', '/faults');
  return stateOf(world);
};

const handMade = async (world: RunningWorld, converged: State): Promise<{ state: State; appId: string }> => {
  await world.control('POST', '/reset', { seed: converged });
  const { application, directory } = managedIn(converged);
  const state = await stateOf(world);
  // As a person leaves it: no unique name, secrets called "TruU", and a value that was typed into TruU.
  const secrets = state.entra.secrets.map((one) =>
    one.appId === application.appId ? { ...one, displayName: 'TruU' } : one,
  );
  const applications = state.entra.applications.map((one) =>
    one.appId === application.appId
      ? {
          ...one,
          uniqueName: null,
          displayName: 'TruUIDS',
          passwordCredentials: one.passwordCredentials.map((secret) => ({ ...secret, displayName: 'TruU' })),
        }
      : one,
  );
  const typed = state.truu.directories.map((one) =>
    one.id === directory.id && one.credential !== null
      ? { ...one, credential: { ...one.credential, secretKeyId: null, expiresAt: null } }
      : one,
  );
  const entra = { ...state.entra, secrets, applications };
  return { state: { ...state, entra, truu: { ...state.truu, directories: typed } }, appId: application.appId };
};

/** Every situation of the matrix, made by running the action itself in a world. */
export const makeSituations = async (world: RunningWorld): Promise<readonly Situation[]> => {
  await world.control('POST', '/reset', {});
  await applied(world);
  const converged = await stateOf(world);
  const { application } = managedIn(converged);
  const gone = structuredClone(converged);
  gone.entra.secrets = gone.entra.secrets.filter(({ appId }) => appId !== application.appId);
  for (const one of gone.entra.applications) if (one.appId === application.appId) one.passwordCredentials = [];
  const changed = structuredClone(converged);
  for (const one of changed.truu.directories) one.domain = 'fabrikam.com';
  changed.entra.appRoleAssignments.pop();
  const adopted = await handMade(world, converged);
  const adopting = spec.replace('    # appId: <guid>', `    appId: ${adopted.appId}\n    #`);
  return [
    situation('from nothing', null),
    situation('in sync', converged),
    situation('renewal due', converged, { advance: 'P11M5D' }),
    situation('held secret gone from Entra', gone),
    situation('a secret left unsent', await abandoned(world, converged, false), { advance: 'P11M5D' }),
    situation('a secret left sent', await abandoned(world, converged, true), { advance: 'P11M5D' }),
    situation('adoption', adopted.state, { spec: adopting }),
    situation('settings changed and renewal due', changed, { advance: 'P11M5D' }),
  ];
};

/** TruU's diagnostics are quick here: what they take is no part of what is tried. */
const behaviour = { truu: { healthDelayMs: 50 } };

/** Puts a world into a situation. */
export const enter = async (world: RunningWorld, { seed, advance }: Situation): Promise<void> => {
  await world.control('POST', '/reset', seed === undefined ? {} : { seed });
  await world.control('PATCH', '/behaviour', behaviour);
  if (advance !== null) await world.control('POST', '/clock', { advance });
};

/** The log of a world since its last reset. */
export const logOf = async (world: RunningWorld): Promise<readonly LogRow[]> =>
  (await world.control('GET', '/log?after=0')) as readonly LogRow[];

export { stateOf };
