import {
  driftLabels,
  driftMarker,
  readDriftMemory,
  renderDriftIssue,
  type DriftContext,
} from '../report/issue/drift-issue.ts';
import type { Report } from '../report/report.ts';
import { issuesAreOff } from './issues-off.ts';
import { GithubFailure, IssuesOff, isViewer, type Github, type Issue } from './port.ts';

/** What happened to the issue. */
export type Issued = 'opened' | 'reopened' | 'changed' | 'closed' | 'silent';

/**
 * Maintains the one issue of a spec: found by its label, its marker and its author. Throws GithubFailure, and IssuesOff
 * where the repository has no issues.
 */
export const publishDriftIssue = async (
  github: Github,
  report: Report,
  context: Omit<DriftContext, 'before'>,
): Promise<Issued> => {
  try {
    return await maintainIssue(github, report, context);
  } catch (thrown) {
    if (thrown instanceof GithubFailure && (await issuesAreOff(github, thrown))) throw new IssuesOff();
    throw thrown;
  }
};

const maintainIssue = async (
  github: Github,
  report: Report,
  context: Omit<DriftContext, 'before'>,
): Promise<Issued> => {
  const there = await findOurs(github, report.specFile);
  const before = there?.open ? readDriftMemory(there.body, report.specFile) : null;
  const issue = renderDriftIssue(report, { ...context, before });
  if (issue.kind === 'leave') return 'silent';
  if (issue.kind === 'close') return there?.open ? close(github, there, issue.comment) : 'silent';
  if (there === null) {
    await github.createIssue(issue);
    return 'opened';
  }
  const seen = readDriftMemory(there.body, report.specFile);
  const same = seen?.hash === issue.memory.hash;
  // Nothing new: no edit, and an issue that was closed as not planned is not reopened.
  if (same && (there.declined || (there.open && there.title === issue.title))) return 'silent';
  const labels = [...there.labels.filter((label) => !driftLabels.includes(label)), ...issue.labels];
  await github.updateIssue(there.number, { title: issue.title, body: issue.body, labels, open: true });
  return there.open ? 'changed' : 'reopened';
};

/** Closed first: if the comment fails, there is no second notification. */
const close = async (github: Github, { number, title, body, labels }: Issue, comment: string): Promise<Issued> => {
  await github.updateIssue(number, { title, body, labels, open: false });
  await github.createComment(number, comment);
  return 'closed';
};

const findOurs = async (github: Github, specFile: string): Promise<Issue | null> => {
  const [label = ''] = driftLabels;
  const [viewer, issues] = await Promise.all([github.viewer(), github.issues(label)]);
  const marker = driftMarker(specFile);
  const ours = issues.filter(({ author, body }) => body.startsWith(marker) && isViewer(author, viewer));
  return ours.find(({ open }) => open) ?? ours[0] ?? null;
};
