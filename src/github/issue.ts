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
export interface Issued {
  readonly what: 'opened' | 'reopened' | 'changed' | 'closed' | 'silent';
  /** Web address of the issue that shows this run; null: there is none. */
  readonly url: string | null;
  /** Whether the run found something else than the issue stored; null: nothing is stored, or nothing can be said. */
  readonly changed: boolean | null;
}

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
  const seen = there === null ? null : readDriftMemory(there.body, report.specFile);
  const issue = renderDriftIssue(report, { ...context, before: there?.open ? seen : null });
  if (issue.kind === 'leave') return { what: 'silent', url: null, changed: null };
  if (issue.kind === 'close') {
    // A closed issue says that all was well at the end of the run before, unless a person closed it in spite of the drift.
    if (!there?.open) return { what: 'silent', url: null, changed: seen === null || there?.declined ? null : false };
    await close(github, there, issue.comment);
    return { what: 'closed', url: there.url, changed: seen === null ? null : true };
  }
  if (there === null) return { what: 'opened', url: await github.createIssue(issue), changed: null };
  const same = seen?.hash === issue.memory.hash;
  // Nothing new: no edit, and an issue that was closed as not planned is not reopened.
  if (same && (there.declined || (there.open && there.title === issue.title)))
    return { what: 'silent', url: there.url, changed: false };
  const labels = [...there.labels.filter((label) => !driftLabels.includes(label)), ...issue.labels];
  await github.updateIssue(there.number, { title: issue.title, body: issue.body, labels, open: true });
  const changed = seen === null ? null : !same || !there.open;
  return { what: there.open ? 'changed' : 'reopened', url: there.url, changed };
};

/** Closed first: if the comment fails, there is no second notification. */
const close = async (github: Github, { number, title, body, labels }: Issue, comment: string): Promise<void> => {
  await github.updateIssue(number, { title, body, labels, open: false });
  await github.createComment(number, comment);
};

const findOurs = async (github: Github, specFile: string): Promise<Issue | null> => {
  const [label = ''] = driftLabels;
  const [viewer, issues] = await Promise.all([github.viewer(), github.issues(label)]);
  const marker = driftMarker(specFile);
  const ours = issues.filter(({ author, body }) => body.startsWith(marker) && isViewer(author, viewer));
  return ours.find(({ open }) => open) ?? ours[0] ?? null;
};
