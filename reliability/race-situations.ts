import type { RunningWorld } from '../emulator/client/world.ts';
import type { State } from '../emulator/state.ts';
import { addSecret, administratorOf, managedIn } from '../testing/manual-changes.ts';
import { forgedSecret } from '../testing/secret-tag.ts';
import { applied, usual, type Situation } from './situations.ts';
import { stateOf } from './world-now.ts';

const reset = (world: RunningWorld, seed: State): Promise<unknown> => world.control('POST', '/reset', { seed });

/** As a run that was interrupted between addPassword and the request that sets the secret in TruU leaves it. */
const withOrphan = async (world: RunningWorld, converged: State): Promise<State> => {
  await reset(world, converged);
  await world.control('POST', '/clock', { advance: 'PT10M' });
  const { appId } = managedIn(await stateOf(world)).application;
  const { now } = (await world.control('GET', '/clock')) as { now: string };
  const orphan = forgedSecret(world.ready.urls.truu, { appId, now: new Date(now) }, '0badcafe');
  await addSecret(administratorOf(world), orphan);
  return stateOf(world);
};

const renewed = async (world: RunningWorld, converged: State): Promise<State> => {
  await reset(world, converged);
  await world.control('POST', '/clock', { advance: 'P11M5D' });
  return applied(world);
};

const changed = (converged: State): State => {
  const state = structuredClone(converged);
  for (const one of state.truu.directories) one.domain = 'fabrikam.com';
  state.truu.primaryUserIdentifier = 'userPrincipalName';
  state.entra.appRoleAssignments.pop();
  return state;
};

type Maker = (world: RunningWorld, converged: State) => State | undefined | Promise<State>;

/** Each race by its name: its seed, made of a converged state, and how far the clock moves after it is in place. */
const makers: Readonly<Record<string, readonly [seed: Maker, advance: string | null]>> = {
  'from nothing': [() => undefined, null],
  'renewal due': [(_, converged) => converged, 'P11M5D'],
  'settings changed': [(_, converged) => changed(converged), null],
  'settings changed and renewal due': [(_, converged) => changed(converged), 'P11M5D'],
  'an orphaned secret': [withOrphan, 'PT15M'],
  'an orphaned secret and renewal due': [withOrphan, 'P11M5D'],
  'retirement due': [renewed, 'P11M7D'],
};

/** The worlds in which two runs meet: whether the registration, the directory and the held secret are there or due. */
export const raceSituations = async (
  world: RunningWorld,
  converged: State,
  names: readonly string[] = Object.keys(makers),
): Promise<readonly Situation[]> => {
  const made: Situation[] = [];
  for (const name of names) {
    const maker = makers[name];
    if (maker === undefined) throw new Error(`There is no situation "${name}".`);
    const [make, advance] = maker;
    made.push({ ...usual(world), name, seed: await make(world, converged), advance });
  }
  return made;
};
