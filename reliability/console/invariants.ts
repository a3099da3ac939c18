import { clientIdOf, identities } from '../../emulator/default-seed.ts';
import type { LogRow } from '../../emulator/log.ts';
import type { State } from '../../emulator/state.ts';
import { committedRequests, leaksNothing, staysOne, type CommittedRequest, type Evidence } from '../invariants.ts';
import { answersIn, asksOf, botOf, openAsks, type Given } from './record.ts';

const minuteMs = 60_000;

type Comment = State['github']['comments'][number];

/** I1: the clock alone ends a secret of TruU, and a person who pastes something else. */
const keepsAccess = ({ outages }: Evidence): readonly string[] =>
  outages
    .filter(({ cause }) => cause !== 'expired' && cause !== 'wrong-value')
    .map(({ cause, keyId, from }) => `I1: TruU held a secret that does not work (${cause}, ${keyId}, ${from})`);

const keyIdIn = ({ body }: Pick<CommittedRequest, 'body'>): string =>
  ((body as { keyId?: string } | null)?.keyId ?? '').toLowerCase();

/** I3: no secret is made, and none is removed before it has expired, whoever added it. */
const sparesKeys = ({ before, after, log }: Evidence): readonly string[] => {
  const endOf = new Map([...before.entra.secrets, ...after.entra.secrets].map((one) => [one.keyId, one.endDateTime]));
  // What a person does by hand is no deed of the action.
  const rows = log.filter(({ service, caller }) => service === 'graph' && caller !== clientIdOf(identities.admin));
  return rows.flatMap((row) => [
    ...committedRequests([row]).flatMap((request) => {
      if (request.path.endsWith('/addPassword')) return ['I3: the action made a secret'];
      const end = endOf.get(keyIdIn(request));
      const isAlive = end === undefined || Date.parse(end) > Date.parse(row.at);
      return request.path.endsWith('/removePassword') && isAlive
        ? [`I3: the secret ${keyIdIn(request)} was removed while it could be used`]
        : [];
    }),
  ]);
};

/** I5 on GitHub, where no runner masks. */
const hidesFromGithub = ({ after }: Evidence): readonly string[] => {
  const bot = botOf(after);
  const texts = [...after.github.issues, ...after.github.comments].filter(({ user }) => user === bot);
  const written = JSON.stringify(texts);
  return after.entra.secrets.flatMap(({ value, keyId }) =>
    written.includes(value) ? [`I5: the value of ${keyId} stands on GitHub`] : [],
  );
};

const commandOf = ({ body }: Comment): readonly string[] => (body.split(/\r?\n/, 1)[0] ?? '').trim().split(/\s+/);

const saysOf = (comment: Comment): string | null => {
  const [slash = '', verb = ''] = commandOf(comment);
  return slash.toLowerCase() === '/truu' ? verb.toLowerCase() : null;
};

/** Why a receipt records what no person said; null: somebody who was asked did. A comment that is gone is not judged. */
const falsehood = ({ github, entra }: State, { to, receipt, comment }: Given): string | null => {
  const said = github.comments.find(({ id }) => id === to);
  if (receipt === null || said === undefined) return null;
  const issue = github.issues.find(({ number }) => number === said.issue_number);
  if (said.issue_number !== comment.issue_number) return 'stands in another issue';
  if (saysOf(said) !== 'done') return 'answers a comment that confirms nothing';
  const editedMs = Date.parse(said.last_edited_at ?? '');
  // What is edited after it was read, and before the receipt stands, was said all the same.
  if (editedMs < Date.parse(comment.created_at) - minuteMs) return 'answers an edited comment';
  if (said.created_via_email) return 'answers a comment by mail';
  if (said.user !== receipt.by) return 'names another person';
  if (receipt.keyId === null) return null;
  if (commandOf(said)[3]?.toLowerCase() !== receipt.keyId) return 'names another secret';
  const key = entra.secrets.find(({ keyId }) => keyId === receipt.keyId);
  return key !== undefined && Date.parse(key.startDateTime) < Date.parse(issue?.created_at ?? '') - 5 * minuteMs
    ? 'names a secret that is older than the request'
    : null;
};

/** I8: no receipt without a person's word, and one answer for each comment. `asked` may confirm. */
const recordsWords = ({ after }: Evidence, asked: readonly string[]): readonly string[] => {
  const answers = answersIn(after);
  const twice = answers.filter(({ to }, index) => answers.findIndex((one) => one.to === to) !== index);
  return [
    ...answers.flatMap((one) => {
      const why = falsehood(after, one);
      return why === null ? [] : [`I8: the receipt for comment ${one.to} ${why}`];
    }),
    ...answers
      .filter(({ receipt }) => receipt !== null && !asked.includes(receipt.by))
      .map(({ receipt }) => `I8: a receipt names ${receipt?.by}, who was not asked`),
    ...twice.map(({ to }) => `I8: comment ${to} is answered twice`),
  ];
};

/** A request to GitHub that answers comments is not one of those that I6 counts: it deletes a secret from a text. */
const withoutGithub = (log: readonly LogRow[]): readonly LogRow[] => log.filter(({ service }) => service !== 'github');

/** What a disturbed run broke. */
export const consoleViolations = (evidence: Evidence, asked: readonly string[]): readonly string[] => [
  ...keepsAccess(evidence),
  ...sparesKeys(evidence),
  // What TruU logs in with may be a Secret ID that a person pasted.
  ...leaksNothing({ ...evidence, log: evidence.log.filter(({ from }) => from === 'client') }),
  ...hidesFromGithub(evidence),
  ...staysOne({ ...evidence, log: withoutGithub(evidence.log) }),
  ...recordsWords(evidence, asked),
];

/** What the next undisturbed run must have put right: one open issue, and an answer to every command. */
export const unhealed = (state: State): readonly string[] => {
  const open = openAsks(state);
  const answered = new Set(answersIn(state).map(({ to }) => to));
  const numbers = new Set(asksOf(state).map(({ issue }) => issue.number));
  const people = state.github.comments.filter(
    (one) => one.user !== botOf(state) && !one.user.endsWith('[bot]') && numbers.has(one.issue_number),
  );
  return [
    ...(open.length > 1 ? [`I6: the issues ${open.map(({ issue }) => issue.number).join(', ')} ask at once`] : []),
    ...open
      .filter(({ code, asksKey }) => asksKey && code === null && !isConfirmed(state))
      .map(({ issue }) => `I2: the open issue ${issue.number} cannot be confirmed`),
    ...people
      .filter((one) => saysOf(one) !== null && !answered.has(one.id))
      .map(({ id }) => `I8: the comment ${id} of a person got no answer`),
    ...ignored(state),
    ...state.github.comments
      .filter(({ body }) => state.entra.secrets.some(({ value }) => body.includes(value)))
      .map(({ id }) => `I5: the comment ${id} with the value of a secret still stands`),
  ];
};

/** A request for another secret on an issue is followed by a newer issue. */
const ignored = (state: State): readonly string[] => {
  const asks = asksOf(state);
  return state.github.comments
    .filter((one) => saysOf(one) === 'again' && one.user !== botOf(state) && one.last_edited_at === null)
    .filter(({ issue_number: of }) => asks.some(({ issue, asksKey }) => issue.number === of && asksKey))
    .filter(({ issue_number: of }) => !asks.some(({ issue }) => issue.number > of))
    .map(({ id }) => `I8: the comment ${id} asked for another secret, and no issue followed`);
};

/** Whether the newest open issue has a receipt. */
const isConfirmed = (state: State): boolean => {
  const newest = openAsks(state).at(-1)?.issue.number;
  return answersIn(state).some(({ comment, receipt }) => receipt !== null && comment.issue_number === newest);
};
