import { ActionError } from '../../support/errors.ts';
import type { DeskIssue, HandOffDesk } from '../../truu/desk.ts';
import { GithubFailure, isViewer, type Github, type Viewer } from '../port.ts';
import type { HandOffApi, ThreadIssue } from './port.ts';

/** The label by which the issue of a hand-off is found first. */
export const handOffLabel = 'truu-hand-off';

/** The desk on GitHub's issues. Every failure of GitHub throws HANDOFF_UNREADABLE. */
export const createHandOffDesk = (github: Github & HandOffApi): HandOffDesk => ({
  now: github.now,
  issues: () => reading(() => readIssues(github)),
  comments: (issue) => reading(() => github.threadComments(issue)),
  mayWrite: (login) =>
    reading(async () => ['admin', 'write', 'maintain'].includes((await github.permission(login)) ?? 'none')),
  people: (logins) =>
    reading(() =>
      Promise.all(
        logins.map(async (login) => {
          const id = await github.accountId(login);
          if (id === null) throw unknownAssignee(login);
          return { login, id };
        }),
      ),
    ),
  open: ({ title, body }, logins) =>
    reading(async () => {
      const assignable = await Promise.all(
        logins.map(async (login) => ((await github.canAssign(login)) ? [login] : [])),
      );
      const issue = await github.openThread({ title, body, labels: [handOffLabel] }, assignable.flat());
      return toDesk(issue, true);
    }),
  rewrite: (issue, { title, body }, open) =>
    reading(() => github.updateIssue(issue, { title, body, labels: [handOffLabel], open })),
  comment: (issue, body) => reading(() => github.createComment(issue, body)),
  deleteComment: (id) => reading(() => github.deleteComment(id)),
});

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

const toDesk = ({ number, url, open, body, createdAt }: ThreadIssue, ours: boolean): DeskIssue => ({
  ...{ number, url, open, body, createdAt },
  ours,
});

const reading = async <T>(ask: () => Promise<T>): Promise<T> => {
  try {
    return await ask();
  } catch (thrown) {
    throw thrown instanceof GithubFailure ? unreadable(thrown) : thrown;
  }
};

const unreadable = (failure: GithubFailure): ActionError => {
  const { status, githubMessage, requestId, accepts, message } = failure;
  return new ActionError('HANDOFF_UNREADABLE', message, {
    requestId,
    evidence: [
      { name: 'Status', value: status === null ? 'no response' : String(status) },
      ...(githubMessage === null ? [] : [{ name: 'GitHub says', value: githubMessage }]),
      ...(accepts === null ? [] : [{ name: 'Sufficient permissions', value: accepts }]),
    ],
    cause: failure,
  });
};

const unknownAssignee = (login: string): ActionError =>
  new ActionError('HANDOFF_ASSIGNEE_UNKNOWN', 'The input "assignees" names a login that GitHub does not know.', {
    evidence: [{ name: 'Login', value: login }],
  });
