import { entry, type ErrorEntry } from './error-entry.ts';
import { errorsBeforeLogin } from './errors-before-login.ts';
import { errorsOfHandOff } from './errors-of-hand-off.ts';
import { errorsOfRemotes } from './errors-of-remotes.ts';

export type { ErrorEntry } from './error-entry.ts';

/** The closed set of failure codes. Each has a section in docs/errors.md. */
export const errorCatalog = {
  ...errorsBeforeLogin,
  ...errorsOfRemotes,
  ...errorsOfHandOff,
  PLAN_CEILING: entry(
    'Permission is not in allowed-permissions',
    'user-action',
    'Add the permission to the input "allowed-permissions" in the workflow, whose whole value is in the report, or remove it from the spec.',
    { refuses: true },
  ),
  PLAN_TIER_ZERO: entry(
    'Permission is always refused',
    'user-action',
    'Remove the permission from the spec. It gives control of the tenant.',
    { refuses: true },
  ),
  PLAN_SELF_MANAGEMENT: entry(
    'The action cannot manage its own identity',
    'user-action',
    'Name another registration in the input "application-id", or set it to nothing; an identity of the workflow cannot be the registration that TruU uses.',
    { refuses: true },
  ),
  PLAN_CHANGED: entry(
    'The plan is out of date',
    'user-action',
    'Review the new plan, then run apply with its fingerprint in the input "expect-plan".',
    { refuses: true },
  ),
  PLAN_INPUTS_DIFFER: entry(
    'The workflows of plan and apply set different inputs',
    'user-action',
    'Set the inputs in the message to the same values in both workflows, and let the pull request plan again.',
    { refuses: true },
  ),
  PLAN_NOT_REVIEWED: entry(
    'No reviewed plan found for this commit',
    'user-action',
    'Merge a pull request whose last plan succeeded in the workflow of the input "plan-workflow", or run apply manually with the input "expect-plan".',
    { refuses: true },
  ),
  PLAN_REVIEW_UNREADABLE: entry(
    'The reviewed plan could not be read from GitHub',
    'user-action',
    'Add "actions: read", "checks: read", "contents: read" and "pull-requests: read" to the permissions of the job, then run again.',
  ),
  PLAN_SUPERSEDED: entry(
    'The spec was replaced on its branch',
    'user-action',
    'Use the run of the newer commit, or start apply on the tip of the branch.',
    { refuses: true },
  ),
  PLAN_WORKFLOW_UNSAFE: entry(
    'The plan workflow can run what a pull request brings',
    'user-action',
    'Make the workflow like examples/workflows/plan.yml, and move other steps to a job without "id-token: write".',
  ),
  PLAN_FORK_UNCLEAR: entry(
    'No single pull request belongs to this run of a fork',
    'user-action',
    'Let the pull request be pushed to again, and close others with the same head. The job needs "contents: read" and "pull-requests: write".',
  ),
  PLAN_DRIFT: entry('Drift detected', 'user-action', 'Review the changes, then run apply or change the spec.', {
    aboutDrift: true,
  }),
  PLAN_WRITE_REFUSED: entry('A read-only mode attempted a write', 'bug', 'Report it. The request was not sent.', {
    fatal: true,
  }),

  APPLY_OVERTAKEN: entry(
    'TruU was modified by another run or person (version conflict)',
    'user-action',
    'Check what the other run did, then run again. Runs that change one directory at the same time stop one another this way.',
    { fatal: true },
  ),
  APPLY_NOT_CONVERGED: entry(
    'Changes are left after apply',
    'service',
    'Run again. The report lists the changes that are left.',
  ),
  APPLY_CANCELLED: entry(
    'The run was cancelled',
    'user-action',
    'Run again. The report lists what is left, and the next run corrects it.',
    { fatal: true },
  ),

  HEALTH_NOT_HEALTHY: entry(
    'TruU does not report the directory as Healthy',
    'user-action',
    'See the failed checks of TruU in the report.',
    { aboutHealth: true },
  ),
  HEALTH_TIMEOUT: entry(
    'TruU did not report Healthy in time',
    'service',
    'Run again, or increase health.timeout in the spec.',
    {
      aboutHealth: true,
    },
  ),

  REPORT_UNWRITABLE: entry(
    'The report could not be written',
    'user-action',
    'Check the disk space and the file permissions of the runner. The report is in the log.',
  ),
  INTERNAL: entry('The action failed with an unexpected error', 'bug', 'Report the error with the log of the run.', {
    fatal: true,
  }),
} as const satisfies Record<string, ErrorEntry>;

/** A code of the catalogue. */
export type ErrorCode = keyof typeof errorCatalog;
