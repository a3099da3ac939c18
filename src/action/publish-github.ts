import { traitsOf, type ModeTraits } from '../catalog/modes.ts';
import { publishDriftIssue } from '../github/issue.ts';
import { recordPlan } from '../github/plan-check.ts';
import { publishComment, type CommentTarget } from '../github/plan-comment.ts';
import { GithubFailure, type Github } from '../github/port.ts';
import { publishWarning, type PublishWarning } from '../github/publish-warning.ts';
import type { Place } from '../report/parts/place.ts';
import type { Report } from '../report/report.ts';
import type { GithubSurface } from '../report/surfaces.ts';
import type { RunEvent } from './event.ts';
import type { GithubInputs } from './github-inputs.ts';

/** What was done on GitHub, a line for each, and what could not be done. */
export interface Published {
  readonly done: readonly string[];
  readonly warnings: readonly PublishWarning[];
}

/** Where a report is to be shown. */
export interface GithubContext {
  readonly github: Github;
  readonly event: RunEvent;
  readonly inputs: GithubInputs;
}

/** Shows a report where its mode is published on GitHub. Never throws. */
export const publishToGithub = async (report: Report, context: GithubContext): Promise<Published> => {
  const done: string[] = [];
  const warnings: PublishWarning[] = [];
  if (report.result === 'cancelled') return { done, warnings };
  // One after the other: GitHub asks writers not to write at once (GitHub docs, "Best practices", read 2026-11).
  for (const surface of traitsOf(report.mode).publishes) {
    try {
      const line = await publishers[surface](report, context);
      if (line !== null) done.push(line);
    } catch (thrown) {
      warnings.push(publishWarning(surface, thrown));
    }
  }
  return { done, warnings };
};

const placeOf = ({ repositoryUrl, runUrl, sha }: RunEvent, commit: string | null = sha): Place => ({
  repositoryUrl,
  runUrl,
  commit,
});

/** The pull request that a report belongs to, and the commit whose spec was read. */
interface Target extends CommentTarget {
  readonly commit: string;
}

const comment = async (report: Report, context: GithubContext): Promise<string | null> => {
  const { github, event, inputs } = context;
  if (inputs.comment === 'never') return null;
  const target = await targets[traitsOf(report.mode).pullRequest](context);
  if (target === null) return null;
  const what = await publishComment(github, report, placeOf(event, target.commit), target, inputs.comment);
  return what === 'silent' ? null : `Comment on pull request ${target.pull}: ${what}.`;
};

const planTarget = async ({ github, event, inputs }: GithubContext): Promise<Target | null> => {
  const { pull, headOfOtherRun } = event;
  if (pull !== null) return { pull: pull.number, commit: pull.headSha, after: 'push' };
  if (headOfOtherRun === null || inputs.pullRequest === null) return null;
  // The number came out of an artifact: it counts only when the run that made it was of this pull request.
  const { open, headSha } = await github.pull(inputs.pullRequest);
  if (open && headSha === headOfOtherRun) return { pull: inputs.pullRequest, commit: headSha, after: 'push' };
  throw new GithubFailure('write on a pull request that the other run was not of', {
    status: null,
    said: null,
    requestId: null,
    accepts: null,
  });
};

/** Only after a push: who runs apply by hand is at the head of a branch, whatever was merged last. */
const mergedTarget = async ({ github, event: { name, sha, branch } }: GithubContext): Promise<Target | null> => {
  if (name !== 'push' || sha === null || branch === null) return null;
  const merged = (await github.pullsOf(sha)).filter((pull) => pull.merged && pull.baseRef === branch);
  const [pull, ...others] = merged;
  return pull === undefined || others.length > 0 ? null : { pull: pull.number, commit: sha, after: 'merge' };
};

const targets: Readonly<Record<ModeTraits['pullRequest'], (context: GithubContext) => Promise<Target | null>>> = {
  none: () => Promise.resolve(null),
  open: planTarget,
  merged: mergedTarget,
};

const record = async (report: Report, { github, event }: GithubContext): Promise<string | null> => {
  const { pull } = event;
  if (pull === null || pull.fork) return null;
  await recordPlan(github, report, { ...placeOf(event), commit: pull.headSha });
  return `Plan recorded on commit ${pull.headSha}.`;
};

const issue = async (report: Report, { github, event, inputs }: GithubContext): Promise<string | null> => {
  if (!inputs.driftIssue) return null;
  await github.viewer();
  const what = await publishDriftIssue(github, report, { ...placeOf(event), now: github.now() });
  return what === 'silent' ? null : `Drift issue: ${what}.`;
};

/** Writes each surface; a line for what was done, null where there was nothing to do. */
const publishers: Readonly<Record<GithubSurface, (report: Report, context: GithubContext) => Promise<string | null>>> =
  { comment, check: record, issue };
