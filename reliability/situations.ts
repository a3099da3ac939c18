import type { LogRow } from '../emulator/log.ts';
import type { State } from '../emulator/state.ts';
import type { RunningWorld } from '../emulator/client/world.ts';
import { madeManually, managedIn } from '../testing/manual-changes.ts';
import { runAction } from '../testing/run-action.ts';
import { specText } from '../testing/spec-text.ts';

/** A state of the world from which runs start, and how they are started in it. */
export interface Situation {
  readonly name: string;
  readonly seed: unknown;
  /** Moves the world's clock after the seed is in place; ISO 8601. */
  readonly advance: string | null;
  readonly spec: string;
}

/** The spec of the situations; its wait for Healthy is short, so that a world that cannot become Healthy ends a run soon. */
export const spec = specText([['health', 'timeout'], 'PT8S']);

/** Everything that the emulator knows now. */
export const stateOf = async (world: RunningWorld): Promise<State> => (await world.control('GET', '/state')) as State;

/** Applies the spec in the world as it is, and returns the state that this leaves. Throws when the run is not green. */
export const applied = async (world: RunningWorld): Promise<State> => {
  const { code, stdout, stderr } = await runAction({ env: world.ready.env, with: { mode: 'apply' }, spec });
  if (code !== 0) throw new Error(`The situation could not be made:\n${stdout}${stderr}`);
  return stateOf(world);
};

/** The state that an apply leaves in an empty world. */
export const converge = async (world: RunningWorld): Promise<State> => {
  await world.control('POST', '/reset', {});
  return applied(world);
};

/** A secret of an interrupted run: it was killed before, or after, TruU took the secret. */
const interrupted = async (world: RunningWorld, converged: State, when: 'before' | 'after'): Promise<State> => {
  await world.control('POST', '/reset', { seed: converged });
  await world.control('POST', '/clock', { advance: 'P11M5D' });
  const holdFault = { service: 'truu', method: 'PUT', path: '/credential$', when, do: 'hold' };
  const { id } = (await world.control('POST', '/faults', holdFault)) as { id: string };
  await runAction({
    env: world.ready.env,
    with: { mode: 'apply' },
    spec,
    started: (child) => {
      void world.control('GET', `/faults/${id}?wait=fired&ms=60000`).then(() => child.kill('SIGKILL'));
    },
  });
  await world.control('DELETE', '/faults');
  return stateOf(world);
};

const withoutSecrets = (converged: State): State => {
  const state = structuredClone(converged);
  const { application } = managedIn(state);
  state.entra.secrets = state.entra.secrets.filter(({ appId }) => appId !== application.appId);
  application.passwordCredentials = [];
  return state;
};

const changed = (converged: State): State => {
  const state = structuredClone(converged);
  for (const one of state.truu.directories) one.domain = 'fabrikam.com';
  state.entra.appRoleAssignments.pop();
  return state;
};

type Making = Omit<Situation, 'name' | 'spec'> & { readonly spec?: string };

const renewalDue = 'P11M5D';

/** How each situation is made of a converged state, by its name; some run the action in the world. */
const makers: Readonly<Record<string, (world: RunningWorld, converged: State) => Making | Promise<Making>>> = {
  'from nothing': () => ({ seed: undefined, advance: null }),
  'in sync': (_, seed) => ({ seed, advance: null }),
  'renewal due': (_, seed) => ({ seed, advance: renewalDue }),
  'held secret gone from Entra': (_, converged) => ({ seed: withoutSecrets(converged), advance: null }),
  'killed before TruU took the secret': async (world, converged) => ({
    seed: await interrupted(world, converged, 'before'),
    advance: renewalDue,
  }),
  'killed after TruU took the secret': async (world, converged) => ({
    seed: await interrupted(world, converged, 'after'),
    advance: renewalDue,
  }),
  adoption: (_, converged) => ({
    seed: madeManually(converged),
    advance: null,
    spec: specText(
      [['health', 'timeout'], 'PT8S'],
      [['entra', 'application', 'appId'], managedIn(converged).application.appId],
    ),
  }),
  'settings changed and renewal due': (_, converged) => ({ seed: changed(converged), advance: renewalDue }),
};

/** Situations of the matrix, made of a state that is in sync; all of them, or those that are named. */
export const makeSituations = async (
  world: RunningWorld,
  converged: State,
  names: readonly string[] = Object.keys(makers),
): Promise<readonly Situation[]> => {
  const made: Situation[] = [];
  for (const name of names) {
    const make = makers[name];
    if (make === undefined) throw new Error(`There is no situation "${name}".`);
    made.push({ name, spec, ...(await make(world, converged)) });
  }
  return made;
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
