import * as core from '@actions/core';
import { conclude } from '../conclude.ts';
import { noFacts } from '../facts.ts';
import { run } from '../pipeline.ts';
import type { Report } from '../report/report.ts';
import { blot } from '../support/blot.ts';
import { asActionError } from '../support/errors.ts';
import type { Seal } from '../support/secret.ts';
import { refuseEvent } from './event.ts';
import { createHost, createSeal } from './host.ts';
import { firstLook, inputNames, readInputs, type ReadInput } from './inputs.ts';
import { publish } from './publish.ts';

/** Runs the action in GitHub Actions, or in a terminal with the same variables. Returns the exit code. Never throws. */
export const main = async (env: NodeJS.ProcessEnv, cancel: AbortSignal): Promise<number> => {
  const read: ReadInput = (name) => core.getInput(name);
  const sealed = new Set<string>();
  const report = await runAction(env, cancel, read, createSeal(env, sealed));
  // A remote may quote in its words what it was sent, and a report goes where no runner masks: artifacts, comments.
  return (await publish(blot(report, sealed), env)) ? 1 : 0;
};

const runAction = async (env: NodeJS.ProcessEnv, cancel: AbortSignal, read: ReadInput, seal: Seal): Promise<Report> => {
  try {
    const request = readInputs(read, inputsSet(env), env['GITHUB_WORKSPACE'] || process.cwd(), seal);
    if (request.mode !== 'check') await refuseEvent();
    return await run(request, createHost(env, cancel, seal));
  } catch (thrown) {
    const { mode, specPath } = firstLook(read);
    return conclude({ ...noFacts(mode, specPath), failures: [asActionError(thrown)] });
  }
};

/** The runner sets `INPUT_` and the upper-cased name, hyphens kept, also for names that action.yml does not have. */
const inputsSet = (env: NodeJS.ProcessEnv): readonly string[] =>
  Object.keys(env)
    .filter((name) => name.startsWith('INPUT_') && env[name] !== '')
    .map((name) => name.slice('INPUT_'.length).toLowerCase());

/** Exported for the test that compares them with action.yml. */
export { inputNames };
