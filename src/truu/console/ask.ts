import type {
  ConsoleFields,
  HandOffAsk,
  HandOffIssue,
  HandOffRequest,
  HandOffState,
  SecretPlace,
} from '../hand-off.ts';
import { codeOf } from './code.ts';
import type { HandOffDesk, IssueText } from '../desk.ts';
import type { HandOffTexts, HandOffView } from '../hand-off-texts.ts';
import { consoleFieldNames, differingFields } from './fields.ts';
import { isUnexpired, waitingKeyOf } from './keys.ts';
import { knownOf } from './known.ts';
import { issueMarker } from './markers.ts';

/** With what people are asked. */
export interface AskContext {
  readonly desk: HandOffDesk;
  readonly texts: HandOffTexts;
  /** Logins, as the workflow writes them. */
  readonly assignees: readonly string[];
  /** Of a new secret, in the spec. */
  readonly secret: HandOffAsk['secret'];
  readonly adminCenter: string;
  readonly place: SecretPlace;
  /** Web address of a version in the store; null: there is no store. */
  readonly linkTo: ((version: string) => string) | null;
  /** What the spec wants in the console; the registration is known later. */
  readonly fields: Omit<ConsoleFields, 'clientId'>;
}

/** Whether the hand-off that is under way asks for exactly this. */
export const isAskedFor = (current: HandOffIssue | null, { asksKey, keyId, fields }: HandOffRequest): boolean =>
  current !== null &&
  current.open &&
  current.request.asksKey === asksKey &&
  current.request.keyId === keyId &&
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
  const needsNew = current === null || (request.asksKey && isOfAnotherKey(current, request, state));
  if (!needsNew) return rewrite(context, current.open ? current : { ...current, body: '' }, request, state);
  const opened = await openIssue(context, request, state);
  if (current !== null) await close(context, current, state, 'replaced');
  return opened;
};

/** One issue for each key: a key that a person adds is asked for once more on `/truu again`. */
const isOfAnotherKey = (
  { request: before }: HandOffIssue,
  { keyId }: HandOffRequest,
  { again }: HandOffState,
): boolean => !before.asksKey || before.keyId !== keyId || (keyId === null && again);

const openIssue = async (context: AskContext, request: HandOffRequest, state: HandOffState): Promise<HandOffIssue> => {
  const { desk, texts, assignees } = context;
  const asked = await desk.people(assignees);
  const marker = { request, asked, settled: false };
  // The code needs the number, which GitHub gives with the answer.
  const first = withMarker(texts.issue(viewOf(context, request, state, 'opening')), marker);
  const { number, url, createdAt } = await desk.open(first, assignees);
  const opened = { number, url, createdAt, ...marker, body: first.body, open: true, comments: [] };
  return rewrite(context, opened, request, state);
};

/** The issue as it is to be, by the spec and the world as they are now; a body that people edited is written again. */
const rewrite = async (
  context: AskContext,
  issue: HandOffIssue,
  request: HandOffRequest,
  state: HandOffState,
): Promise<HandOffIssue> => {
  const { desk, assignees } = context;
  const asked = isAskedOf(issue, assignees) ? issue.asked : await desk.people(assignees);
  const view = viewOf(context, request, state, 'asked', codeOf(issue.number, request));
  const written = await write(context, { ...issue, request, asked, open: true }, view);
  if (asked !== issue.asked) await desk.assign(issue.number, assignees);
  return written;
};

/** What was asked is confirmed, and Entra's report is waited for, or does not show it: nothing new is asked. */
export const showConfirmed = (
  context: AskContext,
  issue: HandOffIssue,
  state: HandOffState,
  stage: 'confirmed' | 'unseen' | 'went-back',
): Promise<HandOffIssue> => write(context, issue, viewOf(context, issue.request, state, stage));

/** Ends a hand-off. */
export const close = async (
  context: AskContext,
  issue: HandOffIssue,
  state: HandOffState,
  reason: 'settled' | 'replaced',
): Promise<void> => {
  const { desk, texts } = context;
  await desk.comment(issue.number, texts.closing(reason));
  const view = viewOf(context, issue.request, state, 'closed');
  await write(context, { ...issue, settled: true, open: false }, view);
};

const write = async ({ desk, texts }: AskContext, issue: HandOffIssue, view: HandOffView): Promise<HandOffIssue> => {
  const text = withMarker(texts.issue(view), issue);
  // Once its request is done an issue keeps the name of what it asked.
  const title = view.stage === 'asked' ? text.title : null;
  if (text.body !== issue.body || view.stage === 'closed')
    await desk.rewrite(issue.number, { ...text, title }, issue.open);
  return { ...issue, body: text.body };
};

/** What an issue shows. */
export const viewOf = (
  context: AskContext,
  request: HandOffRequest,
  state: HandOffState,
  stage: HandOffView['stage'],
  code: string | null = null,
): HandOffView => {
  const now = new Date(state.record.now);
  const [older = null] = state.keys
    .slice(1)
    .flatMap((key) =>
      key.expiresOn !== null && isUnexpired(key, now) ? [{ keyId: key.keyId, expiresOn: key.expiresOn }] : [],
    );
  return {
    ask: askOf(context, request, state),
    known: knownOf(state),
    isPublic: state.record.isPublic,
    stage,
    code,
    older,
  };
};

/** What is asked of a person, as data; the client id is null while there is no registration. Pure. */
export const askOf = (
  { assignees, secret, adminCenter, place, linkTo }: AskContext,
  { asksKey, keyId, fields }: Pick<HandOffAsk, 'asksKey' | 'fields'> & Pick<HandOffRequest, 'keyId'>,
  { confirmed, held, keys }: HandOffState,
): HandOffAsk => {
  const before = confirmed?.fields ?? null;
  const { version = null, hint = null } = keys.find((key) => key.keyId === keyId) ?? {};
  const isDelivered = keyId !== null && version !== null && linkTo !== null;
  return {
    ...{ asksKey, first: held === null, fields, before, assignees, secret, adminCenter, place },
    delivered: isDelivered ? { keyId, url: linkTo(version), hint } : null,
    differing: before === null ? consoleFieldNames : differingFields(before, fields),
    placeBefore: confirmed?.place ?? null,
  };
};

const withMarker = ({ title, body }: IssueText, marker: Parameters<typeof issueMarker>[0]): IssueText => ({
  title,
  body: `${issueMarker(marker)}\n${body}`,
});

/** What is asked for now; null while there is no registration. A key that was delivered is asked for until it is confirmed. */
export const requestOf = (
  { wanted, place, keys, record }: Pick<HandOffState, 'wanted' | 'place' | 'keys' | 'record'>,
  asksKey: boolean,
): HandOffRequest | null => {
  if (wanted === null) return null;
  if (place.kind === 'portal') return { asksKey, keyId: null, fields: wanted };
  const waiting = waitingKeyOf(keys, new Date(record.now));
  return { asksKey: waiting !== null, keyId: waiting?.keyId ?? null, fields: wanted };
};
