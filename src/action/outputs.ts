import * as core from '@actions/core';
import type { Report } from '../report/report.ts';
import { surfaces } from '../report/surfaces.ts';

/** Every output of action.yml; a test compares the two. */
export const outputNames = [
  'result',
  'sync',
  'health',
  'changes',
  'plan-fingerprint',
  'client-id',
  'directory-id',
  'application-object-id',
  'service-principal-object-id',
  'secret-expires-on',
  'days-left',
  'rotated',
  'health-source',
  'hand-off-issue',
  'act-before',
  'comment-url',
  'issue-url',
  'changed-since-last-run',
  'failure-code',
  'report-path',
] as const;
/** A name of `outputNames`. */
export type OutputName = (typeof outputNames)[number];

const valuesOf = (report: Report, reportPath: string): Readonly<Record<OutputName, string>> => ({
  ...surfaces.outputs.render(report),
  'report-path': reportPath,
});

/** Sets the outputs if there is a runner. Throws when its file cannot be written. */
export const writeOutputs = (report: Report, reportPath: string, env: NodeJS.ProcessEnv): true => {
  if (env['GITHUB_OUTPUT']) for (const name of outputNames) core.setOutput(name, valuesOf(report, reportPath)[name]);
  return true;
};

/** The outputs as lines, for a terminal. */
export const outputLines = (report: Report, reportPath: string): readonly string[] =>
  outputNames.map((name) => `${name}=${valuesOf(report, reportPath)[name]}`);
