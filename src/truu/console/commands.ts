import { holdsSecret } from '../../catalog/client-secrets.ts';
import type { CommandRefusal } from '../../catalog/command-refusals.ts';
import { addDuration, parseDuration } from '../../support/duration.ts';
import type { RegistrationSecret } from '../connection.ts';
import type { Answer, HandOffComment, HandOffIssue, HandOffRequest, Receipt, SecretPlace } from '../hand-off.ts';
import { codeOf } from './code.ts';
import { commandIn, type Command } from './command.ts';
import { readAnswerMarker } from './markers.ts';

/** By what a command is judged. */
export interface CommandContext {
  /** Logins that are asked, in lower case; empty: everybody with write access. */
  readonly assignees: readonly string[];
  /** The hand-off that is under way, and what it asks by the spec as it is now; null: nothing is asked. */
  readonly current: { readonly issue: HandOffIssue; readonly request: HandOffRequest } | null;
  /** The secrets that Entra shows. */
  readonly secrets: readonly RegistrationSecret[];
  /** Key ids that the action knows for another reason than a person's word. */
  readonly knownKeyIds: ReadonlySet<string>;
  /** Of a secret, by the spec; ISO 8601 duration. */
  readonly lifetime: string;
  /** Where a secret of this run can be read. */
  readonly place: SecretPlace;
  /** The newest key that a run delivered, or could replace by one that it delivers; null: people add keys. */
  readonly newestKeyId: string | null;
}

/**
 * What our account wrote down, where nobody edited it since: everyone with write access can edit every comment. No word is
 * later than the comment that records it: every workflow of the repository can write as our account, and a word of the
 * future would stay the last one.
 */
export const receiptsOf = (issues: readonly HandOffIssue[]): readonly Receipt[] =>
  issues
    .flatMap(({ comments }) => comments)
    .filter(({ ours, edited }) => ours && !edited)
    .flatMap(({ body, createdAt }) => {
      const receipt = readAnswerMarker(body)?.receipt ?? null;
      return receipt === null ? [] : [{ ...receipt, at: earlierOf(receipt.at, createdAt) }];
    })
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));

/** The earlier of two times, RFC 3339. */
export const earlierOf = (one: string, other: string): string => (Date.parse(one) > Date.parse(other) ? other : one);

/** The keys of which our account wrote down that a person asked for another one. */
export const replacedKeyIdsOf = (issues: readonly HandOffIssue[]): readonly string[] =>
  issues
    .flatMap(({ comments }) => comments)
    .filter(({ ours, edited }) => ours && !edited)
    .flatMap(({ body }) => readAnswerMarker(body)?.again ?? []);

/** Ids of the comments that our account answered. */
export const answeredIn = (
  comments: readonly Pick<HandOffComment, 'ours' | 'edited' | 'body'>[],
): ReadonlySet<number> =>
  new Set(
    comments.filter(({ ours, edited }) => ours && !edited).flatMap(({ body }) => readAnswerMarker(body)?.to ?? []),
  );

/** Every command that has no answer yet, with the answer to it. Pure. */
export const answersTo = (issues: readonly HandOffIssue[], context: CommandContext): readonly Answer[] =>
  issues.flatMap((issue) => {
    const answered = answeredIn(issue.comments);
    return issue.comments
      .map((comment, index) => ({ comment, isOld: issue.comments.slice(index + 1).some(({ ours }) => ours) }))
      .filter(({ comment: { ours, author } }) => !ours && author?.bot !== true)
      .flatMap(({ comment, isOld }) =>
        answered.has(comment.id)
          ? leakOf(issue, comment, { ...context, answered: true })
          : answerTo(issue, comment, requestFor(issue, isOld, context), context),
      );
  });

/**
 * What a command on an issue is judged by: what is asked now; and where the hand-off is over and our account wrote after the
 * command, what was asked then, since the receipt must have been deleted or edited. Null: it came too late.
 */
const requestFor = (issue: HandOffIssue, isOld: boolean, { current }: CommandContext): HandOffRequest | null =>
  current?.issue.number === issue.number ? current.request : isOld ? issue.request : null;

/** A comment with a secret is dealt with for as long as it is there, whoever wrote it. */
const leakOf = (
  { number: issue }: HandOffIssue,
  { id: commentId, author, mayWrite, body }: HandOffComment,
  { assignees, answered }: Pick<CommandContext, 'assignees'> & { readonly answered: boolean },
): readonly Answer[] => {
  if (!holdsSecret(body)) return [];
  const login = author?.login ?? '';
  const ofMember = mayWrite === true || assignees.includes(login.toLowerCase());
  return [{ issue, commentId, login, kind: 'leaked', answered, deleted: null, ofMember }];
};

const answerTo = (
  issue: HandOffIssue,
  comment: HandOffComment,
  request: HandOffRequest | null,
  context: CommandContext,
): readonly Answer[] => {
  const { id: commentId, author, body } = comment;
  const of = { issue: issue.number, commentId, login: author?.login ?? '' };
  const leak = leakOf(issue, comment, { ...context, answered: false });
  if (leak.length > 0) return leak;
  const command = commandIn(body);
  if (command === null) return [];
  const reason = refusalOfPerson(issue, comment, context) ?? refusalOfCommand(issue, command, request, context);
  if (reason !== null) return [{ ...of, kind: 'refused', reason }];
  const { place, newestKeyId } = context;
  if (command.kind !== 'done' || request === null) return [{ ...of, kind: 'again', keyId: newestKeyId }];
  const { fields, keyId } = saidBefore(issue, command, request) ?? request;
  const receipt: Receipt = { keyId: keyId ?? command.secretId, fields, place, by: of.login, at: comment.createdAt };
  return [{ ...of, kind: 'receipt', receipt }];
};

/** Who may confirm: those that the workflow names, with the number that the login had when it was asked. */
const refusalOfPerson = (
  { asked }: HandOffIssue,
  { author, edited, viaEmail, mayWrite }: HandOffComment,
  { assignees }: CommandContext,
): CommandRefusal | null => {
  if (author === null) return 'not-asked';
  const login = author.login.toLowerCase();
  if (assignees.length === 0 ? mayWrite !== true : !assignees.includes(login)) return 'not-asked';
  const when = asked.find((one) => one.login.toLowerCase() === login);
  if (when !== undefined && when.id !== author.id) return 'account-changed';
  if (viaEmail) return 'by-mail';
  return edited ? 'edited' : null;
};

const refusalOfCommand = (
  issue: HandOffIssue,
  command: Command,
  request: HandOffRequest | null,
  context: CommandContext,
): CommandRefusal | null => {
  if (command.kind === 'unknown') return 'unknown-command';
  if (request === null) return 'over';
  if (command.kind === 'again') return context.current?.issue.number === issue.number ? null : 'over';
  if (saidBefore(issue, command, request) !== null) return null;
  if (command.code !== codeOf(issue.number, request)) return 'wrong-code';
  const { asksKey, keyId } = request;
  // Which key it is was asked for by the code.
  if (!asksKey || keyId !== null) return [null, keyId].includes(command.secretId) ? null : 'unknown-command';
  return command.secretId === null ? 'no-secret-id' : refusalOfKey(issue, command.secretId, context);
};

/** What a person confirmed here of the key that was delivered, where another one says the same; null: nobody did. */
const saidBefore = (
  issue: HandOffIssue,
  command: Extract<Command, { kind: 'done' }>,
  { fields }: HandOffRequest,
): HandOffRequest | null =>
  receiptsOf([issue])
    .map(({ keyId }) => ({ asksKey: true, keyId, fields }))
    .find(
      (one) =>
        one.keyId !== null &&
        command.code === codeOf(issue.number, one) &&
        [null, one.keyId].includes(command.secretId),
    ) ?? null;

/** The clocks of GitHub and Entra differ by less. */
const skewMs = 5 * 60_000;
/** A person sets the end of a secret by the day. */
const slack = parseDuration('P3D');

const refusalOfKey = (
  { createdAt }: HandOffIssue,
  secretId: string,
  { secrets, knownKeyIds, lifetime }: CommandContext,
): CommandRefusal | null => {
  const key = secrets.find(({ keyId }) => keyId === secretId);
  if (key === undefined) return 'secret-not-found';
  if (knownKeyIds.has(secretId)) return 'secret-known';
  const starts = new Date(key.startsOn);
  if (starts.getTime() < Date.parse(createdAt) - skewMs) return 'secret-older';
  const latest = addDuration(addDuration(starts, parseDuration(lifetime)), slack);
  return Date.parse(key.expiresOn) > latest.getTime() ? 'secret-too-long' : null;
};
