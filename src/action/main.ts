import * as core from '@actions/core';
import { logsIn } from '../catalog/modes.ts';
import { cancelledAtLast, buildReport } from '../run/outcome/build-report.ts';
import { stoppedAtCommentGate } from '../run/comment-gate.ts';
import { noResults } from '../run/outcome/stage-results.ts';
import { run } from '../run/pipeline.ts';
import type { Report } from '../report/report.ts';
import { timeOfDay } from '../support/clock.ts';
import { redact } from '../support/redact.ts';
import { createFetch } from '../network/fetch.ts';
import { readProxyPolicy } from '../network/proxy.ts';
import { ActionError, asActionError } from '../support/errors.ts';
import { openRetryBudget, type Fetch } from '../support/http.ts';
import type { MaskSecret } from '../support/secret.ts';
import { readEvent, refuseEvent } from './event.ts';
import { readGithubInputs } from './github-inputs.ts';
import { actionRepositoryOf, createHost, createMaskSecret } from './host.ts';
import type { ReadInput } from './input-names.ts';
import { peekInputs, readInputs } from './inputs.ts';
import { missingInputs } from './missing-inputs.ts';
import { skippedOn } from './offline.ts';
import { printPublished, publish } from './publish.ts';
import { recordOf } from './run-record.ts';
import type { Ending } from './signals.ts';
import { environmentReader, openGithub, unreviewed } from './github-context.ts';
import { readWorkflowExpressions } from './workflow-expressions.ts';
import { publishToGithub, type GithubContext } from './publish-github.ts';
import { withoutToken } from './without-token.ts';

/**
 * Runs the action in GitHub Actions, or in a terminal with the same variables. Returns the exit code. Never throws.
 *
 * @param script Path of the script that Node runs.
 */
export const main = async (env: NodeJS.ProcessEnv, ending: Ending, script: string): Promise<number> => {
  const startedAt = timeOfDay();
  const read: ReadInput = (name) => core.getInput(name);
  const maskedValues = new Set<string>();
  const { report, github, lacking } = await runAction({
    env,
    ending,
    read,
    maskSecret: createMaskSecret(env, maskedValues),
  });
  // A remote can quote a request in its message, and a report goes where no runner masks: artifacts, comments.
  const clean = redact(report, maskedValues);
  // First, because a signal during the calls to GitHub cancels the run, and every file must say so.
  const published = github === null ? null : await publishToGithub(clean, github);
  const run = await recordOf(clean, { env, startedAt, script, github, published });
  const whole = { ...clean, run: redact(run, maskedValues), published: published?.links ?? null };
  const red = await publish(ending.cancel.aborted ? cancelledAtLast(whole) : whole, env);
  const onGithub = published ?? (lacking === null ? null : { done: [lacking], warnings: [] });
  if (onGithub !== null) printPublished(onGithub, env);
  return red ? 1 : 0;
};

interface Around {
  readonly env: NodeJS.ProcessEnv;
  readonly ending: Ending;
  readonly read: ReadInput;
  readonly maskSecret: MaskSecret;
}

interface Ran {
  readonly report: Report;
  /** Null: no calls to GitHub's API. */
  readonly github: GithubContext | null;
  /** What the run does without, as it has no token for GitHub's API; null: nothing. */
  readonly lacking: string | null;
}

const runAction = async (around: Around): Promise<Ran> => {
  const { env, ending, read, maskSecret } = around;
  try {
    const { mode } = peekInputs(read);
    // Without a login a run needs to know nothing of where it runs, and loads nothing for it.
    const event = mode === null || !logsIn(mode) ? null : await readEvent();
    const skipped = event === null ? null : skippedOn(mode, event, env, read);
    const workspace = env['GITHUB_WORKSPACE'] || process.cwd();
    const actionRepository = actionRepositoryOf(env);
    const incomplete = event !== null && missingInputs(read).length > 0;
    const job = env['GITHUB_JOB'] ?? '';
    const workflow = incomplete ? await readWorkflowExpressions(workspace, event.workflow, job) : null;
    const offline = skipped !== null;
    const names = inputsSet(env);
    const request = readInputs(read, { names, workspace, actionRepository, maskSecret, offline, workflow });
    const inputs = readGithubInputs(read, maskSecret);
    const { requestTimeoutMs: timeoutMs } = request;
    const host = { env, ending, maskSecret, timeoutMs, budget: openRetryBudget(timeoutMs) };
    if (event === null || request.access === null) {
      const nobody = {
        review: unreviewed,
        foreignSpec: null,
        handOffs: null,
        environmentState: environmentReader(null),
      };
      const report = await run(request, createHost({ ...host, ...nobody, fetch: noFetch }));
      return { report: { ...report, skipped }, github: null, lacking: null };
    }
    refuseEvent(event);
    const fetch = openFetch(env, maskSecret, timeoutMs);
    const opened = await openGithub(event, inputs, request, { ...host, fetch });
    const { review = unreviewed, foreignSpec = null, handOffs = null, context = null } = opened ?? {};
    const isComment = event.name === 'issue_comment';
    const stopped = isComment ? await stoppedAtCommentGate(request, handOffs?.desk ?? null, event.newComment) : null;
    if (stopped !== null) return { report: stopped, github: null, lacking: null };
    const ofGithub = { review, foreignSpec, handOffs, environmentState: environmentReader(context) };
    const lacking = withoutToken(request.mode, event, inputs);
    return { report: await run(request, createHost({ ...host, ...ofGithub, fetch })), github: context, lacking };
  } catch (thrown) {
    const { mode, specPath } = peekInputs(read);
    const report = buildReport({ ...noResults(mode, specPath), failures: [asActionError(thrown)] });
    return { report, github: null, lacking: null };
  }
};

/** The transport of a run that logs in. Throws NETWORK_PROXY_INVALID. */
const openFetch = (env: NodeJS.ProcessEnv, maskSecret: MaskSecret, timeoutMs: number): Fetch => {
  const policy = readProxyPolicy(env);
  for (const secret of policy.secrets) maskSecret(secret);
  for (const notice of policy.notices) core.info(notice);
  return createFetch(policy, timeoutMs);
};

/** A mode without a login sends nothing. */
const noFetch: Fetch = () => Promise.reject(new ActionError('INTERNAL', 'A mode without a login sent a request.'));

/** The runner sets `INPUT_` and the upper-case name with its hyphens, also for names that action.yml does not have. */
const inputsSet = (env: NodeJS.ProcessEnv): readonly string[] =>
  Object.keys(env)
    .filter((name) => name.startsWith('INPUT_') && env[name] !== '')
    .map((name) => name.slice('INPUT_'.length).toLowerCase());
