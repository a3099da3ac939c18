import { traitsOf, type ModeTraits } from '../catalog/modes.ts';
import { publishDriftIssue } from '../github/issue.ts';
import { recordPlan, type IdToken } from '../github/plan-check.ts';
import { publishComment, type CommentTarget } from '../github/plan-comment.ts';
import type { Github } from '../github/port.ts';
import { publishWarning, type PublishWarning } from '../github/publish-warning.ts';
import type { Place } from '../report/parts/place.ts';
import type { Report } from '../report/report.ts';
import type { ReportedLinks } from '../report/run-record.ts';
import type { GithubSurface } from '../report/surfaces.ts';
import type { RunEvent } from './event.ts';
import type { GithubInputs } from './github-inputs.ts';

/** What was published on GitHub, one line each, and the warnings. */
export interface Published {
  readonly done: readonly string[];
  readonly warnings: readonly PublishWarning[];
  readonly links: ReportedLinks;
  /** The pull request that shows the run; null: none does. */
  readonly pull: number | null;
}

/** One surface that was written, or that was right already. */
interface Shown extends Partial<ReportedLinks> {
  /** Null: nothing was done. */
  readonly line: string | null;
  readonly pull?: number;
}

/** The context for publishing a report. */
export interface GithubContext {
  readonly github: Github;
  readonly event: RunEvent;
  readonly inputs: GithubInputs;
  /** Owner and name of the running action; null where the runner does not tell. */
  readonly actionRepository: string | null;
  /** Path of the workflow whose plans count. */
  readonly planWorkflow: string;
  readonly idToken: IdToken;
  /** The pull request of a fork whose spec was read. */
  readonly forkPull: { readonly number: number; readonly headSha: string } | null;
}

/** Shows a report where its mode is published on GitHub. Never throws. */
export const publishToGithub = async (report: Report, context: GithubContext): Promise<Published> => {
  const done: string[] = [];
  const warnings: PublishWarning[] = [];
  let links: ReportedLinks = { commentUrl: null, issueUrl: null, changedSinceLastRun: null };
  let pull: number | null = null;
  if (report.result === 'cancelled') return { done, warnings, links, pull };
  // One after the other: GitHub advises against concurrent writes (GitHub docs, "Best practices", read 2026-11).
  for (const surface of traitsOf(report.mode).publishes) {
    try {
      const { line, pull: shownOn, ...more } = await publishers[surface](report, context);
      if (line !== null) done.push(line);
      links = { ...links, ...more };
      pull = shownOn ?? pull;
    } catch (thrown) {
      warnings.push(publishWarning(surface, thrown, context.github.tokenKind));
    }
  }
  return { done, warnings, links, pull };
};

const placeOf = (
  { event: { repositoryUrl, runUrl, sha }, actionRepository }: GithubContext,
  commit: string | null = sha,
): Place => ({ repositoryUrl, runUrl, commit, actionRepository });

/** The pull request of a report, and the commit whose spec was read. */
interface Target extends CommentTarget {
  readonly commit: string;
}

const nothing: Shown = { line: null };

const comment = async (report: Report, context: GithubContext): Promise<Shown> => {
  const { github, inputs } = context;
  if (inputs.comment === 'never') return nothing;
  const target = await targets[traitsOf(report.mode).pullRequest](context);
  if (target === null) return nothing;
  const { pull, commit } = target;
  const { what, url } = await publishComment(github, report, placeOf(context, commit), target, inputs.comment);
  return { line: what === 'silent' ? null : `Comment on pull request ${pull}: ${what}.`, pull, commentUrl: url };
};

const planTarget = ({ event, forkPull }: GithubContext): Target | null => {
  const pull = event.pull ?? forkPull;
  return pull === null ? null : { pull: pull.number, commit: pull.headSha, after: 'push' };
};

/** Only after a push: a manual apply runs at the head of a branch, independent of the last merge. */
const mergedTarget = async ({ github, event: { name, sha, branch } }: GithubContext): Promise<Target | null> => {
  if (name !== 'push' || sha === null || branch === null) return null;
  const merged = (await github.pullsOf(sha)).filter((pull) => pull.merged && pull.baseRef === branch);
  const [pull, ...others] = merged;
  return pull === undefined || others.length > 0 ? null : { pull: pull.number, commit: sha, after: 'merge' };
};

const targets: Readonly<Record<ModeTraits['pullRequest'], (context: GithubContext) => Promise<Target | null>>> = {
  none: () => Promise.resolve(null),
  open: (context) => Promise.resolve(planTarget(context)),
  merged: mergedTarget,
};

/** A fork's plan is shown, but not recorded. */
const record = async (report: Report, context: GithubContext): Promise<Shown> => {
  const { event, planWorkflow } = context;
  const { name, pull, queuedPull, sha, workflow } = event;
  if (sha === null || pull?.fork === true) return nothing;
  const [number, head] = pull === null ? [queuedPull, sha] : [pull.number, pull.headSha];
  if (number === null)
    return name === 'merge_group'
      ? { line: 'Plan not recorded: the branch of the merge group does not name a pull request.' }
      : nothing;
  if (workflow !== null && workflow !== planWorkflow)
    return {
      line: `Plan not recorded: this workflow is ${workflow}, and the input "plan-workflow" is ${planWorkflow}.`,
    };
  const target = { pull: number, head, workflow: { path: planWorkflow, commit: sha } };
  await recordPlan(context, report, target, placeOf(context, head));
  return { line: `Plan recorded on commit ${head}.` };
};

const issue = async (report: Report, context: GithubContext): Promise<Shown> => {
  const { github, inputs } = context;
  if (!inputs.driftIssue) return nothing;
  await github.viewer();
  const { what, url, changed } = await publishDriftIssue(github, report, { ...placeOf(context), now: github.now() });
  return { line: what === 'silent' ? null : `Drift issue: ${what}.`, issueUrl: url, changedSinceLastRun: changed };
};

/** Writes each surface. */
const publishers: Readonly<Record<GithubSurface, (report: Report, context: GithubContext) => Promise<Shown>>> = {
  ...{ comment, check: record, issue },
};
