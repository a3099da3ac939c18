import { graphAppId } from '../emulator/entra/permissions.ts';
import type { State } from '../emulator/state.ts';
import type { RunningWorld } from '../emulator/client/world.ts';
import { madeManually, managedIn } from '../testing/manual-changes.ts';
import { runAction } from '../testing/run-action.ts';
import { forgedName, retagged, strangersNonce } from '../testing/secret-tag.ts';
import { specText } from '../testing/spec-text.ts';
import { azureCli, knownOwnerId, ownerBetweenPlanAndApply, squatterDuring, type Interference } from './strangers.ts';
import { stateOf } from './world-now.ts';

/** A state of the world from which runs start, and how they are started in it. */
export interface Situation {
  readonly name: string;
  /** Who serves TruU's side: its API, or a person at its Admin Console. */
  readonly side: 'api' | 'console';
  /** Of the disturbed run. */
  readonly mode: 'apply' | 'drift';
  readonly seed: unknown;
  /** The world's time once the seed is in place, RFC 3339; null: as it is. */
  readonly at: string | null;
  /** Moves the world's clock after the seed is in place; ISO 8601. */
  readonly advance: string | null;
  readonly spec: string;
  /** Inputs of every run in it, beside the mode. */
  readonly inputs: Readonly<Record<string, string>>;
  /** TruU's URL in the world where the seed was made, which the tags of its secrets name. */
  readonly truu: string;
  /** How TruU behaves until the disturbed run is over. */
  readonly behaviour: Readonly<Record<string, unknown>>;
  /** What a stranger does in the middle of every disturbed run; null: nothing. */
  readonly during: Interference | null;
  /** The failure codes with which an undisturbed run may end, in order of the disturbed run and those after it; '' is green. */
  readonly ends: { readonly first: readonly string[]; readonly later: readonly string[] };
}

/** The spec of the situations; its wait for Healthy is short, so that a world that cannot become Healthy ends a run soon. */
export const spec = specText([['health', 'timeout'], 'PT8S']);

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

/** The registration is there, without one of its permissions, and TruU has no directory: what is to come starts trust. */
const beforeTrust = (converged: State): State => {
  const state = withoutSecrets(converged);
  state.truu.directories = [];
  for (const cluster of state.truu.clusters) cluster.directoryId = null;
  state.entra.appRoleAssignments.pop();
  managedIn(state).application.owners.push(knownOwnerId);
  return state;
};

const changed = (converged: State): State => {
  const state = structuredClone(converged);
  for (const one of state.truu.directories) one.domain = 'fabrikam.com';
  state.entra.appRoleAssignments.pop();
  return state;
};

/** With one more secret that carries a right tag of a consumer, and that somebody used. */
const withSecretOf = (converged: State, consumer: string): State => {
  const state = structuredClone(converged);
  const { application, secrets } = managedIn(state);
  const [held] = secrets;
  const [shown] = application.passwordCredentials;
  if (held === undefined || shown === undefined) throw new Error('The registration has no secret.');
  // Later than the held one by a moment, which is when an interrupted run would have left it.
  const startDateTime = new Date(Date.parse(held.startDateTime) + 5_000).toISOString();
  const one = { ...held, keyId: strangersKeyId, startDateTime, value: 'a-secret-of-a-stranger' };
  one.displayName = forgedName(consumer, one, strangersNonce);
  state.entra.secrets.push(one);
  const { keyId, displayName } = one;
  application.passwordCredentials.push({ ...shown, keyId, displayName, startDateTime });
  const lastSignInDateTime = new Date(Date.parse(startDateTime) + 86_400_000).toISOString();
  state.reports.credentialSignIns.push({
    ...{ appId: application.appId, keyId, resourceId: graphAppId },
    ...{ lastSignInDateTime, lastSignInRequestId: strangersKeyId },
  });
  return state;
};

/** The registration was created by a person. */
const madeByMember = (state: State): State => {
  managedIn(state).application['createdByAppId'] = azureCli;
  return state;
};

/** An empty world in which a member has taken the unique name, and made the deployer an owner. */
const squatted = async (world: RunningWorld, converged: State): Promise<State> => {
  await world.control('POST', '/reset', {});
  const state = await stateOf(world);
  const application = structuredClone(managedIn(converged).application);
  Object.assign(application, { createdByAppId: azureCli, passwordCredentials: [], displayName: 'A squatter' });
  state.entra.applications.push(application);
  return state;
};

const strangersKeyId = '0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f';

type Making = Pick<Situation, 'seed' | 'advance'> &
  Partial<Pick<Situation, 'spec' | 'inputs' | 'behaviour' | 'during' | 'ends'>>;

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
  adoption: (_, converged) => {
    const { application, secrets } = managedIn(converged);
    return {
      seed: madeManually(madeByMember(structuredClone(converged))),
      advance: null,
      inputs: {
        'application-id': application.appId,
        'known-credentials': secrets.map(({ keyId }) => keyId).join(' '),
      },
    };
  },
  'a squatter holds the unique name': async (world, converged) => ({
    seed: await squatted(world, converged),
    advance: null,
    ends: { first: ['ENTRA_APPLICATION_FOREIGN'], later: ['ENTRA_APPLICATION_FOREIGN'] },
  }),
  'a squatter during': () => ({
    seed: undefined,
    advance: null,
    during: squatterDuring,
    // A run that is ended before the name was free for a stranger to take leaves the next one free to create.
    ends: { first: ['ENTRA_APPLICATION_FOREIGN'], later: ['ENTRA_APPLICATION_FOREIGN', ''] },
  }),
  'an owner added between plan and apply': (_, converged) => ({
    seed: beforeTrust(converged),
    advance: null,
    inputs: { 'known-owners': knownOwnerId },
    during: ownerBetweenPlanAndApply,
    ends: { first: ['ENTRA_ACCESS_UNKNOWN'], later: ['ENTRA_ACCESS_UNKNOWN', ''] },
  }),
  'settings changed and renewal due': (_, converged) => ({ seed: changed(converged), advance: renewalDue }),
  'the list leaves the directory out': async (world, converged) => ({
    seed: await interrupted(world, converged, 'before'),
    advance: renewalDue,
    behaviour: { hidden: ['US-Denver-Production'] },
    // A used key of which TruU's lists say nothing is vouched for by nobody, so no first secret is made beside it.
    ends: { first: ['TRUU_CONFLICT', 'ENTRA_ACCESS_UNKNOWN'], later: [''] },
  }),
  'another consumer': (_, converged) => ({
    seed: withSecretOf(converged, 'https://another.truu.example'),
    advance: renewalDue,
    ends: { first: ['ENTRA_OTHER_CONSUMER'], later: ['ENTRA_OTHER_CONSUMER'] },
  }),
  'a used key with a valid tag': (world, converged) => ({
    seed: withSecretOf(converged, world.ready.urls.truu),
    advance: renewalDue,
    // A finding: what is due is done, and the run ends red.
    ends: { first: ['ENTRA_ACCESS_UNKNOWN'], later: ['ENTRA_ACCESS_UNKNOWN'] },
  }),
};

/** What a situation has that says nothing else: a TruU that behaves, and green runs. */
export const usual = (world: RunningWorld): Omit<Situation, 'name' | 'seed' | 'advance'> => ({
  side: 'api',
  at: null,
  mode: 'apply',
  spec,
  inputs: {},
  truu: world.ready.urls.truu,
  behaviour: {},
  during: null,
  ends: { first: [''], later: [''] },
});

/** The names of the situations in which TruU's API is served. */
export const apiSituationNames: readonly string[] = Object.keys(makers);

/** Situations of the matrix, made of a state that is in sync; all of them, or those that are named. */
export const makeSituations = async (
  world: RunningWorld,
  converged: State,
  names: readonly string[] = apiSituationNames,
): Promise<readonly Situation[]> => {
  const made: Situation[] = [];
  for (const name of names) {
    const make = makers[name];
    if (make === undefined) throw new Error(`There is no situation "${name}".`);
    made.push({ name, ...usual(world), ...(await make(world, converged)) });
  }
  return made;
};

/** TruU's diagnostics are quick here: what they take is no part of what is tried. */
const quick = { healthDelayMs: 50 };

/** Puts a world into a situation. */
export const enter = async (
  world: RunningWorld,
  { seed, at, advance, side, truu, behaviour }: Situation,
): Promise<void> => {
  const here = seed === undefined ? undefined : retagged(seed as State, truu, world.ready.urls.truu);
  await world.control('POST', '/reset', here === undefined ? {} : { seed: here });
  await world.control('PATCH', '/behaviour', { truu: { ...quick, ...behaviour } });
  if (side === 'console') await world.control('PATCH', '/behaviour', { report: { mode: 'honest' } });
  if (at !== null) await world.control('POST', '/clock', { set: at });
  if (advance !== null) await world.control('POST', '/clock', { advance });
};
