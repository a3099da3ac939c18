import { z } from 'zod';
import type { ConsoleFields, HandOffIssue, Receipt, SecretPlace } from '../hand-off.ts';

/*
 * A marker is a comment of HTML that stands alone on a line: its name, and JSON in base64url, which holds nothing that
 * could end the comment. Texts with a marker are ours only where our account wrote them.
 */

const fieldsSchema: z.ZodType<ConsoleFields> = z.strictObject({
  configurationName: z.string(),
  domain: z.string(),
  allUsersShareUpnSuffix: z.boolean(),
  autoRemoveDevices: z.boolean(),
  tenantId: z.guid(),
  clientId: z.guid(),
  primaryUserIdentifier: z.string().nullable(),
  cluster: z.string().nullable(),
});
const placeSchema: z.ZodType<SecretPlace> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('portal') }),
  z.strictObject({ kind: z.literal('key-vault'), vault: z.string(), secret: z.string() }),
]);
const person = z.strictObject({ login: z.string(), id: z.number() });
const issueSchema = z.strictObject({
  v: z.literal(1),
  asksKey: z.boolean(),
  keyId: z.guid().nullable(),
  fields: fieldsSchema,
  asked: z.array(person),
  settled: z.boolean(),
});
const answerSchema = z.strictObject({
  v: z.literal(1),
  /** Id of the comment that is answered. */
  to: z.number(),
  /** The key that a run is to replace by another one. */
  again: z.guid().nullish(),
  receipt: z
    .strictObject({
      ...{ keyId: z.guid().nullable(), fields: fieldsSchema, place: placeSchema },
      ...{ by: z.string(), at: z.iso.datetime() },
    })
    .nullable(),
});
const refusalSchema = z.strictObject({ v: z.literal(1), place: placeSchema, at: z.iso.datetime() });
const reminderSchema = z.strictObject({ v: z.literal(1), at: z.iso.datetime() });

/** What the body of a hand-off issue stores. */
export type IssueMarker = Pick<HandOffIssue, 'request' | 'asked' | 'settled'>;

/** What an answer to a comment stores. */
export interface AnswerMarker {
  readonly to: number;
  /** The key that a run is to replace by another one; absent or null: none. */
  readonly again?: string | null;
  readonly receipt: Receipt | null;
}

const write = (name: string, data: unknown): string =>
  `<!-- truu-hand-off-${name}:${Buffer.from(JSON.stringify(data)).toString('base64url')} -->`;

const read = <T>(name: string, text: string, schema: z.ZodType<T>): T | null => {
  const pattern = new RegExp(`^<!-- truu-hand-off-${name}:([A-Za-z0-9_-]+) -->`);
  const [, data] = pattern.exec(text) ?? [];
  if (data === undefined) return null;
  try {
    const parsed = schema.safeParse(JSON.parse(Buffer.from(data, 'base64url').toString()));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
};

/** The marker of an issue: the first line of its body. */
export const issueMarker = ({ request, asked, settled }: IssueMarker): string =>
  write('issue', { v: 1, ...request, asked, settled });

/** Reads the marker of an issue; null when there is none. */
export const readIssueMarker = (body: string): IssueMarker | null => {
  const data = read('issue', body, issueSchema);
  if (data === null) return null;
  const { asksKey, keyId, fields, asked, settled } = data;
  return { request: { asksKey, keyId, fields }, asked, settled };
};

/** The marker of an answer: the first line of our comment. */
export const answerMarker = (answer: AnswerMarker): string => write('answer', { v: 1, ...answer });

/** Reads the marker of an answer; null when there is none. */
export const readAnswerMarker = (body: string): AnswerMarker | null => {
  const data = read('answer', body, answerSchema);
  return data === null ? null : { to: data.to, again: data.again ?? null, receipt: data.receipt };
};

/** A store that refused a secret, and when, RFC 3339. */
export interface RefusalMarker {
  readonly place: SecretPlace;
  readonly at: string;
}

/** The marker of the note on a refusal: the first line of our comment. */
export const refusalMarker = ({ place, at }: RefusalMarker): string => write('refusal', { v: 1, place, at });

/** Reads the marker of the note on a refusal; null when there is none. */
export const readRefusalMarker = (body: string): RefusalMarker | null => read('refusal', body, refusalSchema);

/** The marker of a reminder: the first line of our comment. */
export const reminderMarker = (at: string): string => write('reminder', { v: 1, at });

/** When a reminder was written, RFC 3339; null: the text is none. */
export const readReminderMarker = (body: string): string | null => read('reminder', body, reminderSchema)?.at ?? null;
