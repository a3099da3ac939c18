import type { RunningWorld } from '../emulator/client/world.ts';

/** The part of `GET /state` that the story needs. */
export interface State {
  readonly entra: {
    readonly tenant: string;
    readonly applications: readonly { readonly appId: string; readonly uniqueName: string | null }[];
    readonly servicePrincipals: readonly { readonly id: string; readonly appId: string }[];
    readonly appRoleAssignments: readonly {
      readonly id: string;
      readonly principalId: string;
      readonly appRoleId: string;
    }[];
    readonly secrets: readonly { readonly appId: string; readonly keyId: string; readonly value: string }[];
  };
  readonly truu: {
    readonly directories: readonly { readonly id: string; readonly etag: string; readonly clientId: string }[];
  };
}

/** The state of the emulator. */
export const stateOf = async (world: RunningWorld): Promise<State> => (await world.control('GET', '/state')) as State;

/** Every client secret in the emulator, and the one with which the action logs in to TruU. */
export const secretsOf = async (world: RunningWorld): Promise<readonly string[]> => {
  const { entra } = await stateOf(world);
  return [...entra.secrets.map(({ value }) => value), world.ready.env['INPUT_TRUU-CLIENT-SECRET'] ?? ''].filter(
    Boolean,
  );
};

const managed = 'truu-directory';

/** The app id of the registration that the action manages. */
export const managedAppId = (state: State): string =>
  state.entra.applications.find((one) => one.uniqueName === managed)?.appId ?? '';

/** An administrator removes a permission in the Entra admin center. */
export const takeRoleAway = async (world: RunningWorld, appRoleId: string): Promise<void> => {
  const { entra } = await stateOf(world);
  const appId = entra.applications.find((one) => one.uniqueName === managed)?.appId;
  const principal = entra.servicePrincipals.find((one) => one.appId === appId);
  const assignment = entra.appRoleAssignments.find(
    (one) => one.principalId === principal?.id && one.appRoleId === appRoleId,
  );
  if (!principal || !assignment) throw new Error('The permission is not granted.');
  await world.graph('DELETE', `/servicePrincipals/${principal.id}/appRoleAssignments/${assignment.id}`);
};

/** A person changes a setting in TruU's Admin Console. */
export const editDirectory = async (world: RunningWorld, patch: Readonly<Record<string, unknown>>): Promise<void> => {
  const { truu } = await stateOf(world);
  const [directory] = truu.directories;
  if (!directory) throw new Error('There is no directory.');
  await world.truu('PATCH', `/api/v1/directories/${directory.id}`, patch, directory.etag);
};

/** The secrets of the managed registration. */
export const ownSecrets = async (world: RunningWorld): Promise<State['entra']['secrets']> => {
  const state = await stateOf(world);
  return state.entra.secrets.filter(({ appId }) => appId === managedAppId(state));
};

/** How many secrets of the managed registration Entra accepts now, and how many exist. */
export const workingSecrets = async (
  world: RunningWorld,
): Promise<{ readonly working: number; readonly all: number }> => {
  const state = await stateOf(world);
  const appId = managedAppId(state);
  const own = await ownSecrets(world);
  const answers = await Promise.all(own.map((secret) => world.logsIn(state.entra.tenant, appId, secret.value)));
  return { working: answers.filter(Boolean).length, all: own.length };
};
