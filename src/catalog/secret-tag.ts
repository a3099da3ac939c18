import { createHash } from 'node:crypto';

/*
 * The display name of a secret that the action creates ends with ` [truu:2:CCCCCCCC:NNNNNNNN:SSSSSSSS]`. C names the
 * consumer, N is a nonce, and S is the hash of "2|C|N|appId|start|end", with both times in whole seconds as they were sent.
 * A hash is the first eight hexadecimal digits of SHA-256. The tag catches accidents, such as a name that was copied; it
 * proves nothing: any reader of this can make one.
 */

/** What a tag is made of. */
export interface TagParts {
  /** Who uses the secret: of the connection to TruU. */
  readonly consumer: string;
  /** Eight hexadecimal digits. */
  readonly nonce: string;
  /** Application (client) id of the registration, in lower case. */
  readonly appId: string;
  /** RFC 3339. */
  readonly startsOn: string;
  /** RFC 3339. */
  readonly expiresOn: string;
}

/** Whose secret it is, by its name: nobody's of ours, ours, another consumer's, or one whose tag does not fit it. */
export type TagVerdict = 'none' | 'ours' | 'other-consumer' | 'wrong';

const digits = 8;
const tag = / \[truu:2:([0-9a-f]{8}):([0-9a-f]{8}):([0-9a-f]{8})\]$/;

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, digits);

/** RFC 3339 in whole seconds; an unreadable time stays as it is, and fits nothing. */
const wholeSeconds = (time: string): string => {
  const ms = Date.parse(time);
  return Number.isNaN(ms) ? time : `${new Date(ms).toISOString().slice(0, 19)}Z`;
};

const seal = (consumerHash: string, { nonce, appId, startsOn, expiresOn }: Omit<TagParts, 'consumer'>): string =>
  hash(['2', consumerHash, nonce, appId, wholeSeconds(startsOn), wholeSeconds(expiresOn)].join('|'));

/** The display name of a secret that the action creates: the description in the spec, and the tag. */
export const taggedName = (description: string, parts: TagParts): string => {
  const consumerHash = hash(parts.consumer);
  return `${description} [truu:2:${consumerHash}:${parts.nonce}:${seal(consumerHash, parts)}]`;
};

/** Whether a name carries a tag of this action in any form. */
export const carriesTag = (displayName: string | null | undefined): boolean => (displayName ?? '').includes('[truu:');

/** Reads the tag of a secret against its own start and end, as Graph shows them. Pure. */
export const judgeTag = (
  displayName: string | null | undefined,
  { consumer, ...secret }: Omit<TagParts, 'nonce'>,
): TagVerdict => {
  if (!carriesTag(displayName)) return 'none';
  const [, consumerHash = '', nonce = '', sealed] = tag.exec(displayName ?? '') ?? [];
  if (sealed !== seal(consumerHash, { nonce, ...secret })) return 'wrong';
  return consumerHash === hash(consumer) ? 'ours' : 'other-consumer';
};
