import { createHash } from 'node:crypto';
import type { State } from '../emulator/state.ts';

/** What a tag is of: the registration, and the times of the secret. */
export interface Tagged {
  readonly appId: string;
  /** RFC 3339. */
  readonly startDateTime: string;
  /** RFC 3339. */
  readonly endDateTime: string;
}

/** The nonce of secrets that somebody named who has read how the action names its own. */
export const strangersNonce = 'f0e1d2c3';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8);
const seconds = (time: string): string => `${new Date(time).toISOString().slice(0, 19)}Z`;
const tag = / \[truu:2:([0-9a-f]{8}):([0-9a-f]{8}):[0-9a-f]{8}\]$/;

const nameOf = (consumer: string, nonce: string, { appId, startDateTime, endDateTime }: Tagged): string =>
  `TruU [truu:2:${consumer}:${nonce}:${hash(`2|${consumer}|${nonce}|${appId}|${seconds(startDateTime)}|${seconds(endDateTime)}`)}]`;

/** A name with a right tag, as anybody can make it. */
export const forgedName = (consumer: string, secret: Tagged, nonce = strangersNonce): string =>
  nameOf(hash(consumer), nonce, secret);

/** The same for the consumer of a secret that the action has named. */
export const nameLike = (displayName: string | null | undefined, secret: Tagged, nonce = strangersNonce): string =>
  nameOf(tag.exec(displayName ?? '')?.[1] ?? '', nonce, secret);

/** A secret with a right tag, to be added now. */
export const forgedSecret = (
  consumer: string,
  { appId, now }: { readonly appId: string; readonly now: Date },
  nonce = strangersNonce,
): { readonly displayName: string; readonly startDateTime: string; readonly endDateTime: string } => {
  const [startDateTime, endDateTime] = [now.getTime(), now.getTime() + 300 * 86_400_000].map((ms) =>
    seconds(new Date(ms).toISOString()),
  ) as [string, string];
  const displayName = forgedName(consumer, { appId, startDateTime, endDateTime }, nonce);
  return { displayName, startDateTime, endDateTime };
};

/**
 * A state as the world of another TruU would have made it, and at other times: each secret of the first consumer gets the
 * tag that it would have there.
 */
export const retagged = (state: State, from: string, to: string): State => {
  const moved = structuredClone(state);
  const rename = (appId: string, secret: Omit<Tagged, 'appId'> & { displayName: string | null }): void => {
    const [, consumer, nonce] = tag.exec(secret.displayName ?? '') ?? [];
    if (consumer === hash(from)) secret.displayName = forgedName(to, { ...secret, appId }, nonce);
  };
  for (const secret of moved.entra.secrets) rename(secret.appId, secret);
  for (const { appId, passwordCredentials } of moved.entra.applications)
    for (const secret of passwordCredentials) rename(appId, secret);
  return moved;
};
