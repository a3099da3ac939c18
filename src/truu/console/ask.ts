import type { ConsoleFields, HandOffIssue, HandOffRequest, HandOffState } from '../hand-off.ts';
import { codeOf } from './code.ts';
import type { HandOffDesk, IssueText } from '../desk.ts';
import type { HandOffTexts, HandOffView } from '../hand-off-texts.ts';
import { consoleFieldNames, differingFields } from './fields.ts';
import { issueMarker } from './markers.ts';

/** With what people are asked. */
export interface AskContext {
  readonly desk: HandOffDesk;
  readonly texts: HandOffTexts;
  /** Logins, as the workflow writes them. */
  readonly assignees: readonly string[];
  /** Of a new secret, in the spec. */
  readonly secret: HandOffView['secret'];
  /** What the spec wants in the console; the registration is known later. */
  readonly fields: Omit<ConsoleFields, 'clientId'>;
}

/** Whether the hand-off that is under way asks for exactly this. */
export const isAskedFor = (current: HandOffIssue | null, { asksKey, fields }: HandOffRequest): boolean =>
  current !== null &&
  current.open &&
  current.request.asksKey === asksKey &&
  JSON.stringify(current.request.fields) === JSON.stringify(fields);

/** Whether those who were asked are those whom the workflow names now. */
export const isAskedOf = ({ asked }: HandOffIssue, assignees: readonly string[]): boolean => {
  const sorted = (logins: readonly string[]): string =>
    logins
      .map((login) => login.toLowerCase())
      .toSorted()
      .join();
  return sorted(asked.map(({ login }) => login)) === sorted(assignees);
};

/**
 * Asks a person: in the issue that is open, or in a new one when a new key is needed, so that a key can be older than no
 * request for it. Throws HANDOFF_….
 */
export const ask = async (context: AskContext, request: HandOffRequest, state: HandOffState): Promise<HandOffIssue> => {
  const { current } = state;
  const needsNew = current === null || (request.asksKey && (!current.request.asksKey || state.again));
  if (!needsNew) return rewrite(context, current, request, state);
  const opened = await openIssue(context, request, state);
  if (current !== null) await close(context, current, state, 'replaced');
  return opened;
};

const openIssue = async (context: AskContext, request: HandOffRequest, state: HandOffState): Promise<HandOffIssue> => {
  const { desk, texts, assignees } = context;
  const asked = await desk.people(assignees);
  const marker = { request, asked, settled: false };
  // The code needs the number, which GitHub gives with the answer.
  const first = texts.issue(viewOf(context, request, state, null));
  const { number, url, createdAt } = await desk.open(withMarker(first, marker), assignees);
  const text = texts.issue(viewOf(context, request, state, codeOf(number, request)));
  await desk.rewrite(number, withMarker(text, marker), true);
  return { number, url, createdAt, ...marker, open: true, comments: [] };
};

/** The issue as it is to be: by the spec and the world as they are now. */
const rewrite = async (
  context: AskContext,
  issue: HandOffIssue,
  request: HandOffRequest,
  state: HandOffState,
): Promise<HandOffIssue> => {
  const { desk, texts, assignees } = context;
  const asked = isAskedOf(issue, assignees) ? issue.asked : await desk.people(assignees);
  const text = texts.issue(viewOf(context, request, state, codeOf(issue.number, request)));
  await desk.rewrite(issue.number, withMarker(text, { ...issue, request, asked }), true);
  if (asked !== issue.asked) await desk.assign(issue.number, assignees);
  return { ...issue, request, asked, open: true };
};

/** What was asked is confirmed, and Entra's report is waited for: the issue says so, and closes by itself. */
export const showConfirmed = async (context: AskContext, issue: HandOffIssue, state: HandOffState): Promise<void> => {
  const text = context.texts.issue({ ...viewOf(context, issue.request, state, null), confirmed: true });
  await context.desk.rewrite(issue.number, withMarker(text, issue), true);
};

/** Ends a hand-off. */
export const close = async (
  context: AskContext,
  issue: HandOffIssue,
  state: HandOffState,
  reason: 'settled' | 'replaced',
): Promise<void> => {
  const { desk, texts } = context;
  const text = texts.issue({ ...viewOf(context, issue.request, state, null), confirmed: true });
  await desk.comment(issue.number, texts.closing(reason));
  await desk.rewrite(issue.number, withMarker(text, { ...issue, settled: true }), false);
};

/** What an issue shows. */
export const viewOf = (
  { assignees, secret }: AskContext,
  request: HandOffRequest,
  state: HandOffState,
  code: string | null,
): HandOffView => {
  const { confirmed } = state;
  const differing = confirmed === null ? consoleFieldNames : differingFields(confirmed.fields, request.fields);
  return { request, differing, state, code, confirmed: false, assignees, secret };
};

const withMarker = ({ title, body }: IssueText, marker: Parameters<typeof issueMarker>[0]): IssueText => ({
  title,
  body: `${issueMarker(marker)}\n${body}`,
});

/** What is asked for now; null while there is no registration. */
export const requestOf = ({ wanted }: HandOffState, asksKey: boolean): HandOffRequest | null =>
  wanted === null ? null : { asksKey, fields: wanted };
