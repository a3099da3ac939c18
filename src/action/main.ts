import * as core from '@actions/core';
import { cancelledAtLast, conclude } from '../run/outcome/build-report.ts';
import { noFacts } from '../run/outcome/stage-results.ts';
import { run } from '../run/pipeline.ts';
import type { Report } from '../report/report.ts';
import { blot } from '../support/redact.ts';
import { asActionError } from '../support/errors.ts';
import type { Seal } from '../support/secret.ts';
import { readEvent, refuseEvent } from './event.ts';
import { readGithubInputs } from './github-inputs.ts';
import { createHost, createSeal } from './host.ts';
import { firstLook, inputNames, readInputs, type ReadInput } from './inputs.ts';
import { skippedOn } from './offline.ts';
import { printShown, publish } from './publish.ts';
import type { Ending } from './signals.ts';
import { openStage, reviewedBy, unreviewed } from './github-context.ts';
import { showOnGithub, type Stage } from './publish-github.ts';

/** Runs the action in GitHub Actions, or in a terminal with the same variables. Returns the exit code. Never throws. */
export const main = async (env: NodeJS.ProcessEnv, ending: Ending): Promise<number> => {
  const read: ReadInput = (name) => core.getInput(name);
  const sealed = new Set<string>();
  const { report, stage } = await runAction({ env, ending, read, seal: createSeal(env, sealed) });
  // A remote may quote in its words what it was sent, and a report goes where no runner masks: artifacts, comments.
  const clean = blot(report, sealed);
  // First, since a signal that comes while GitHub is told makes the run a cancelled one, and every file must say so.
  const shown = stage === null ? null : await showOnGithub(clean, stage);
  const red = await publish(ending.cancel.aborted ? cancelledAtLast(clean) : clean, env);
  if (shown !== null) printShown(shown, env);
  return red ? 1 : 0;
};

interface Around {
  readonly env: NodeJS.ProcessEnv;
  readonly ending: Ending;
  readonly read: ReadInput;
  readonly seal: Seal;
}

interface Ran {
  readonly report: Report;
  /** Null: GitHub is told nothing. */
  readonly stage: Stage | null;
}

const runAction = async (around: Around): Promise<Ran> => {
  const { env, ending, read, seal } = around;
  try {
    const { mode } = firstLook(read);
    // Mode check needs to know nothing of where it runs, and loads nothing for it.
    const event = mode === null || mode === 'check' ? null : await readEvent();
    const skipped = event === null ? null : skippedOn(event, env, read);
    const workspace = env['GITHUB_WORKSPACE'] || process.cwd();
    const request = readInputs(read, { names: inputsSet(env), workspace, seal, offline: skipped !== null });
    const inputs = readGithubInputs(read, seal);
    if (event === null || request.mode === 'check')
      return {
        report: { ...(await run(request, createHost({ env, ending, seal, reviewedPlan: unreviewed }))), skipped },
        stage: null,
      };
    refuseEvent(event);
    const stage = await openStage(event, inputs, request, ending);
    const reviewedPlan = stage === null ? unreviewed : reviewedBy(stage);
    return { report: await run(request, createHost({ env, ending, seal, reviewedPlan })), stage };
  } catch (thrown) {
    const { mode, specPath } = firstLook(read);
    return { report: conclude({ ...noFacts(mode, specPath), failures: [asActionError(thrown)] }), stage: null };
  }
};

/** The runner sets `INPUT_` and the upper-cased name, hyphens kept, also for names that action.yml does not have. */
const inputsSet = (env: NodeJS.ProcessEnv): readonly string[] =>
  Object.keys(env)
    .filter((name) => name.startsWith('INPUT_') && env[name] !== '')
    .map((name) => name.slice('INPUT_'.length).toLowerCase());

/** Exported for the test that compares them with action.yml. */
export { inputNames };
