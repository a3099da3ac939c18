import path from 'node:path';
import { traitsOf } from '../catalog/modes.ts';
import { readForkSpec } from '../github/fork-spec.ts';
import type { Github } from '../github/port.ts';
import type { RunRequest } from '../run/request.ts';
import { specTextOf, type SpecText } from '../spec/load.ts';
import { ActionError } from '../support/errors.ts';
import type { RunEvent } from './event.ts';
import { invalid } from './input-values.ts';

/** The spec of a fork's pull request, and where its plan is shown. */
export interface ForeignSpec {
  readonly spec: SpecText;
  readonly pull: { readonly number: number; readonly headSha: string };
}

/**
 * Reads the spec that the run before this one had, of a pull request from a fork. The job has started, so the reviewers of
 * its environment have approved: only now the pull request is looked for, and its head must still be the one of the run.
 * Throws INPUT_INVALID where it is not such a run, SPEC_… and PLAN_FORK_UNCLEAR.
 */
export const readForeignSpec = async (github: Github, event: RunEvent, request: RunRequest): Promise<ForeignSpec> => {
  if (traitsOf(request.mode).pullRequest !== 'open')
    throw invalid('fork-pull-request', 'is for mode plan only', 'Set "mode: plan".');
  if (event.forkRun === null)
    throw invalid(
      'fork-pull-request',
      'needs the event workflow_run, after a run of the event pull_request in a fork',
      'Use it as in examples/workflows/fork-plan.yml.',
    );
  const file = path.posix.normalize(request.specPath);
  if (file.startsWith('../') || path.posix.isAbsolute(file))
    throw new ActionError('SPEC_OUTSIDE_WORKSPACE', 'The input "spec" is a path outside the repository.');
  const { pull, headSha, bytes } = await readForkSpec(github, event.forkRun, file);
  return { spec: specTextOf(bytes, file, request.specPath), pull: { number: pull, headSha } };
};
