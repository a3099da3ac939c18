import { z } from 'zod';

const text = z.string();
const maybe = text.nullable();

/** The schema of `run` in report.json. */
export const runRecord = z.object({
  actor: maybe.describe('Login of who caused the run.'),
  triggeringActor: maybe.describe('Login of who started this attempt.'),
  event: maybe,
  repository: maybe,
  commit: maybe.describe('GITHUB_SHA: for an event of a pull request, the test merge.'),
  ref: maybe,
  pullRequest: z
    .object({ number: z.number().int(), headCommit: maybe.describe('The commit whose spec was read.') })
    .nullable(),
  workflow: maybe.describe('Path of the workflow.'),
  runId: z.number().int().nullable(),
  attempt: z.number().int().nullable(),
  approvals: z
    .array(z.object({ by: maybe, state: text, environments: z.array(text).readonly() }))
    .readonly()
    .nullable()
    .describe('Reviews of the deployments of the run, in modes that write; null: not asked for, or not readable.'),
  startedAt: text.describe('By the clock of the runner.'),
  endedAt: text.describe('When the report was made.'),
  action: z.object({
    version: text,
    repository: maybe,
    ref: maybe,
    digest: maybe.describe('Of the files of dist, as docs/auditing.md makes it.'),
  }),
});

/** The schema of `published` in report.json. */
export const reportedLinks = z.object({
  commentUrl: maybe,
  issueUrl: maybe.describe('The drift issue, open or just closed.'),
  changedSinceLastRun: z
    .boolean()
    .nullable()
    .describe('Whether what was found differs from what the drift issue stored; null: nothing is stored.'),
});
