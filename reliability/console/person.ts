import type { RunningWorld } from '../../emulator/client/world.ts';
import type { State } from '../../emulator/state.ts';
import { stateOf } from '../world-now.ts';
import { answersIn, asksOf, openAsks, type Ask } from './record.ts';

/** Who is asked in every situation. */
export const asked = 'octocat';

/** What stands in the console once everything is typed as the spec says. */
export const fieldsOf = (tenantId: string, clientId: string, domain = 'contoso.com') => ({
  ...{ configurationName: 'US-Denver-Production', domain, allUsersShareUpnSuffix: true, autoRemoveDevices: true },
  ...{ tenantId, clientId, primaryUserIdentifier: 'mail', cluster: 'cloud' },
});

/** A person adds a client secret in Entra's portal. */
export const addSecret = async (
  world: RunningWorld,
  appId: string,
): Promise<{ readonly keyId: string; readonly value: string }> => {
  const body = { appId, displayName: 'TruU', months: 12 };
  return (await world.control('POST', '/portal/secrets', body)) as { keyId: string; value: string };
};

/** A person types every field in TruU's console, and pastes a text as the secret; null pastes nothing. */
export const typeIn = async (
  world: RunningWorld,
  appId: string,
  paste: string | null,
  domain?: string,
): Promise<void> => {
  const set = fieldsOf(world.ready.admin.tenant, appId, domain);
  await world.control('POST', '/console', paste === null ? { set } : { set, paste });
};

/** A comment on an issue; returns its id. */
export const comment = async (
  world: RunningWorld,
  issue: number,
  body: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<number> => {
  const made = await world.control('POST', '/github/comments', { issue, login: asked, body, ...more });
  return (made as { id: number }).id;
};

/** How a person does what an open issue asks. */
export interface Doing {
  /** What is pasted: the value of the new secret, or its Secret ID by mistake, or nothing at all. */
  readonly pastes: 'value' | 'id' | 'nothing';
  /** Whether the person confirms. */
  readonly confirms: boolean;
  /** The domain that the spec wants. */
  readonly domain?: string;
  readonly login?: string;
}

/** A person who does everything as the issue says. */
export const faithful: Doing = { pastes: 'value', confirms: true };

/** The secret that was pasted for this request, where nobody confirmed it yet. */
const pastedIn = (state: State, { issue }: Ask): { readonly keyId: string; readonly value: string } | null => {
  const keyId = state.truu.console[0]?.keyId;
  const key = state.entra.secrets.find((one) => one.keyId === keyId);
  return key !== undefined && key.startDateTime >= issue.created_at ? key : null;
};

/** A person deletes the secrets of the registration that nobody confirmed and TruU does not hold. */
export const tidy = async (world: RunningWorld): Promise<void> => {
  const state = await stateOf(world);
  const known = new Set([
    ...state.truu.console.map(({ keyId }) => keyId),
    ...answersIn(state).flatMap(({ receipt }) => receipt?.keyId ?? []),
  ]);
  const ask = asksOf(state).at(-1);
  const application = state.entra.applications.find(({ appId }) => appId === ask?.clientId);
  const strays = state.entra.secrets.filter(({ appId, keyId }) => appId === ask?.clientId && !known.has(keyId));
  for (const { keyId } of strays)
    await world.graph('POST', `/applications/${application?.id ?? ''}/removePassword`, { keyId });
};

/** A person does what the newest open issue asks; returns whether it asks anything. */
export const serve = async (
  world: RunningWorld,
  { pastes, confirms, domain, login = asked }: Doing = faithful,
): Promise<boolean> => {
  const state = await stateOf(world);
  const ask = openAsks(state).at(-1);
  // Without a code it was confirmed, and says that there is nothing to do.
  if (ask === undefined || ask.code === null) return false;
  const { issue, asksKey, code, clientId } = ask;
  const secret = asksKey ? (pastedIn(state, ask) ?? (await addSecret(world, clientId))) : null;
  const paste = secret === null || pastes === 'nothing' ? null : pastes === 'value' ? secret.value : secret.keyId;
  if (secret === null || paste !== null) await typeIn(world, clientId, paste, domain);
  const words = ['/truu done', code, ...(secret === null ? [] : [secret.keyId])];
  if (confirms) await comment(world, issue.number, words.join(' '), { login });
  return true;
};

/** A person who was told that a confirmed secret is not seen in use asks for another one. */
export const again = async (world: RunningWorld): Promise<void> => {
  const ask = openAsks(await stateOf(world)).at(-1);
  if (ask?.code === null) await comment(world, ask.issue.number, '/truu again');
};
