import * as core from '@actions/core';
import { conclude } from '../conclude.ts';
import { noFacts } from '../facts.ts';
import { run } from '../pipeline.ts';
import type { Report } from '../report/report.ts';
import { asActionError } from '../support/errors.ts';
import { refuseEvent } from './event.ts';
import { createHost, createSeal } from './host.ts';
import { firstLook, inputNames, readInputs, type ReadInput } from './inputs.ts';
import { publish } from './publish.ts';

/** Runs the action in GitHub Actions, or in a terminal with the same variables. Returns the exit code. Never throws. */
export const main = async (env: NodeJS.ProcessEnv, cancel: AbortSignal): Promise<number> => {
  const read: ReadInput = (name) => core.getInput(name);
  const report = await runAction(env, cancel, read);
  return (await publish(report, env)) ? 1 : 0;
};

const runAction = async (env: NodeJS.ProcessEnv, cancel: AbortSignal, read: ReadInput): Promise<Report> => {
  try {
    const request = readInputs(read, inputsSet(env), env['GITHUB_WORKSPACE'] || process.cwd(), createSeal(env));
    if (request.mode !== 'check') await refuseEvent();
    return await run(request, createHost(env, cancel));
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
