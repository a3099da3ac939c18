import { ActionError } from '../../support/errors.ts';
import type { CallingComment, DeskIssue, HandOffDesk, IssueText } from '../../truu/desk.ts';
import type { Person } from '../../truu/hand-off.ts';
import { GithubFailure, isViewer, type Github, type Viewer } from '../port.ts';
import type { HandOffApi, ThreadIssue } from './port.ts';
import { unreadable } from './unreadable.ts';

/** The label by which the issue of a hand-off is found first. */
export const handOffLabel = 'truu-hand-off';

/** The desk on GitHub's issues. Every failure of GitHub throws HANDOFF_UNREADABLE. */
export const createHandOffDesk = (github: Github & HandOffApi): HandOffDesk => {
  const reading = readingOf(github);
  return {
    now: github.now,
    isPublic: () => reading(github.isPublic),
    issues: () => reading(() => readIssues(github)),
    comments: (issue) => reading(() => github.threadComments(issue)),
    mayWrite: (login) =>
      reading(async () => ['admin', 'write', 'maintain'].includes((await github.permission(login)) ?? 'none')),
    people: (logins) => reading(() => Promise.all(logins.map((login) => readPerson(github, login)))),
    open: (text, logins) => reading(() => openIssue(github, text, logins)),
    assign: (issue, logins) => reading(async () => github.assign(issue, await assignableOf(github, logins))),
    rewrite: (issue, { title, body }, open) =>
      reading(() => github.updateIssue(issue, { title, body, labels: [handOffLabel], open })),
    comment: (issue, body) => reading(async () => void (await github.createComment(issue, body))),
    deleteComment: (id) => reading(() => deleted(github, id)),
    calling: (comment) => reading(() => readCalling(github, comment)),
  };
};

const openIssue = async (
  github: HandOffApi,
  { title, body }: IssueText,
  logins: readonly string[],
): Promise<DeskIssue> => {
  const assignees = await assignableOf(github, logins);
  return toDesk(await github.openThread({ title, body, labels: [handOffLabel] }, assignees), true);
};

const assignableOf = async (github: HandOffApi, logins: readonly string[]): Promise<readonly string[]> => {
  const assignable = await Promise.all(logins.map(async (login) => ((await github.canAssign(login)) ? [login] : [])));
  return assignable.flat();
};

/** Who is asked has to be able to read the issue; who cannot be assigned is mentioned. */
const readPerson = async (github: HandOffApi, login: string): Promise<Person> => {
  const id = await github.accountId(login);
  if (id === null) throw cannotBeAsked(login, 'a login that GitHub does not know');
  if ((await github.permission(login)) === 'none')
    throw cannotBeAsked(login, 'an account that cannot read this repository');
  return { login, id };
};

/** By the label, and by their author too: a label can be taken off, and what people said stays with the issue. */
const readIssues = async (github: Github & HandOffApi): Promise<readonly DeskIssue[]> => {
  const viewer = await github.viewer();
  const [labelled, own] = await Promise.all([
    github.threads({ label: handOffLabel }),
    github.threads({ creator: viewer.login }),
  ]);
  const all = new Map([...own, ...labelled].map((issue) => [issue.number, issue]));
  return [...all.values()].toSorted((a, b) => a.number - b.number).map((issue) => toDesk(issue, isOwn(issue, viewer)));
};

const isOwn = ({ author }: ThreadIssue, viewer: Viewer): boolean => isViewer(author, viewer);

const toDesk = ({ number, url, open, body, createdAt, author, byApp }: ThreadIssue, ours: boolean): DeskIssue => ({
  ...{ number, url, open, body, createdAt },
  ours,
  app: byApp ? (author?.login ?? null) : null,
});

/** GitHub refuses with 403, and for what a token cannot see with 404, which is also the answer for what is gone. */
const deleted = async (github: HandOffApi, id: number): Promise<boolean> => {
  try {
    await github.deleteComment(id);
    return true;
  } catch (thrown) {
    if (!(thrown instanceof GithubFailure) || thrown.limited) throw thrown;
    if (thrown.status === 404) return (await github.singleComment(id)) === null;
    if (thrown.status === 403) return false;
    throw thrown;
  }
};

const readCalling = async (github: Github & HandOffApi, id: number): Promise<CallingComment | null> => {
  const [viewer, comment] = await Promise.all([github.viewer(), github.singleComment(id)]);
  if (comment === null) return null;
  const { author, byApp, body, issue } = comment;
  return {
    ...{ id, body, ours: isViewer(author, viewer) },
    author: author === null ? null : { ...author, bot: byApp },
    issue: {
      ...toDesk(issue, isOwn(issue, viewer)),
      ...{ pull: issue.pull, labelled: issue.labels.includes(handOffLabel) },
    },
  };
};

const readingOf =
  (github: Github) =>
  async <T>(ask: () => Promise<T>): Promise<T> => {
    try {
      return await ask();
    } catch (thrown) {
      throw thrown instanceof GithubFailure ? await unreadable(github, thrown) : thrown;
    }
  };

const cannotBeAsked = (login: string, what: string): ActionError =>
  new ActionError('HANDOFF_ASSIGNEE_UNKNOWN', `The input "assignees" names ${what}.`, {
    evidence: [{ name: 'Login', value: login }],
  });
