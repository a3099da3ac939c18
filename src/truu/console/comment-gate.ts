import { holdsSecret } from '../../catalog/client-secrets.ts';
import type { ActionError } from '../../support/errors.ts';
import type { CallingComment, HandOffDesk } from '../desk.ts';
import type { Answer } from '../hand-off.ts';
import { commandIn } from './command.ts';
import { answeredIn } from './commands.ts';
import { giveAnswer } from './give-answer.ts';
import { readIssueMarker } from './markers.ts';
import { leakedOn } from './answer-failures.ts';

/** Whether a comment that started a run is let in; otherwise why nothing is done, in one line without foreign text. */
export type CommentVerdict =
  { readonly passes: true } | { readonly passes: false; readonly reason: string; readonly failure: ActionError | null };

/** By what a comment is let in. */
export interface CommentGateContext {
  readonly desk: HandOffDesk;
  /** Logins that are asked; empty: everybody with write access. */
  readonly assignees: readonly string[];
  readonly textOf: (answer: Answer) => string;
}

const stopped = (why: string, failure: ActionError | null = null): CommentVerdict => ({
  passes: false,
  reason: `Nothing was done: ${why}.`,
  failure,
});

/**
 * Reads again the comment that started a run, by its id: anybody who can see an issue can start such a run, so that only a
 * command of a person who may confirm goes on to a login. A command of another is answered once. Throws HANDOFF_….
 */
export const passCommentGate = async (
  context: CommentGateContext,
  commentId: number | null,
): Promise<CommentVerdict> => {
  if (commentId === null) return stopped('only a new comment is read');
  const comment = await context.desk.calling(commentId);
  const reason = reasonAgainst(comment);
  if (comment === null || reason !== null) return stopped(reason ?? '');
  const login = comment.author?.login ?? '';
  if (await mayConfirm(context, login)) return { passes: true };
  return refuse(context, comment, login);
};

/** Why a comment is not for us, whoever wrote it; null: it is a command on a hand-off. */
const reasonAgainst = (comment: CallingComment | null): string | null => {
  if (comment === null) return 'the comment or its issue is gone';
  const { author, ours, body, issue } = comment;
  if (issue.pull) return 'the comment is on a pull request';
  if (!issue.labelled && !isOurHandOff(comment)) return 'the issue is no hand-off';
  if (author === null || ours || author.bot) return 'no person wrote the comment';
  return commandIn(body) === null && !holdsSecret(body) ? 'the comment does not begin with /truu' : null;
};

const isOurHandOff = ({ issue }: CallingComment): boolean => issue.ours && readIssueMarker(issue.body) !== null;

const mayConfirm = async ({ desk, assignees }: CommentGateContext, login: string): Promise<boolean> =>
  assignees.length === 0
    ? desk.mayWrite(login)
    : assignees.some((assignee) => assignee.toLowerCase() === login.toLowerCase());

/** A secret is deleted whoever wrote it; it makes the run red only where its author can have one of ours. */
const refuse = async (
  { desk, textOf }: CommentGateContext,
  comment: CallingComment,
  login: string,
): Promise<CommentVerdict> => {
  const why = 'the author of the comment is not among those whom the workflow asks';
  const { id: commentId, body, issue } = comment;
  if (!isOurHandOff(comment)) return stopped(why);
  const answered = answeredIn(await desk.comments(issue.number)).has(commentId);
  const leaks = holdsSecret(body);
  if (answered && !leaks) return stopped(why);
  const of = { issue: issue.number, commentId, login };
  const answer: Answer = leaks
    ? { ...of, kind: 'leaked', answered, deleted: null, ofMember: false }
    : { ...of, kind: 'refused', reason: 'not-asked' };
  const given = await giveAnswer(desk, answer, textOf);
  const isOfWriter = given.kind === 'leaked' && (await desk.mayWrite(login));
  return stopped(why, isOfWriter ? leakedOn([issue.url], given.deleted === true) : null);
};
