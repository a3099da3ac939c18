import { entry, type ErrorEntry } from './error-entry.ts';
import { errorsBeforeLogin } from './errors-before-login.ts';
import { errorsOfRemotes } from './errors-of-remotes.ts';

export type { ErrorEntry } from './error-entry.ts';

/** The closed set of codes with which a run can fail. Each has a section in docs/errors.md. */
export const errorCatalog = {
  ...errorsBeforeLogin,
  ...errorsOfRemotes,
  PLAN_CEILING: entry(
    'A permission lies beyond the ceiling',
    'user-action',
    'Raise the input "allowed-permissions" in the workflow, if that power is really meant; a spec cannot.',
    { refuses: true },
  ),
  PLAN_TIER_ZERO: entry(
    'A permission is refused always',
    'user-action',
    'Remove it from the spec: it gives away the tenant.',
    { refuses: true },
  ),
  PLAN_SELF_MANAGEMENT: entry(
    'The action may not manage its own login',
    'user-action',
    'Use a separate app registration as the deployer.',
    { refuses: true },
  ),
  PLAN_CHANGED: entry(
    'The plan is not the one that was expected',
    'user-action',
    'Review the new plan, then run apply with its fingerprint.',
    { refuses: true },
  ),
  PLAN_NOT_REVIEWED: entry(
    'No reviewed plan of this commit was found',
    'user-action',
    'Merge by a pull request whose last plan succeeded, or run apply by hand with the input "expect-plan".',
    { refuses: true },
  ),
  PLAN_REVIEW_UNREADABLE: entry(
    'GitHub did not show the reviewed plan',
    'user-action',
    'Give the job "pull-requests: read" and "checks: read"; when it has them, run again.',
  ),
  PLAN_DRIFT: entry(
    'What is there differs from the spec',
    'user-action',
    'Review the changes below and run apply, or change the spec.',
    { aboutDrift: true },
  ),
  PLAN_WRITE_REFUSED: entry(
    'A read-only mode tried to write',
    'bug',
    'Report it: the request did not leave the process.',
    { fatal: true },
  ),

  APPLY_OVERTAKEN: entry(
    'Another run was faster',
    'user-action',
    'Look at the other run; give both workflows the same concurrency group.',
    { fatal: true },
  ),
  APPLY_NOT_CONVERGED: entry(
    'Something wanted is still not so',
    'service',
    'Run again; the changes that are left are listed.',
  ),
  APPLY_CANCELLED: entry(
    'The run was cancelled',
    'user-action',
    'Run again: what remains is named, and is healed by the next run.',
    { fatal: true },
  ),

  HEALTH_NOT_HEALTHY: entry(
    'TruU does not say that the directory is Healthy',
    'user-action',
    'See the checks of TruU that failed.',
    { aboutHealth: true },
  ),
  HEALTH_TIMEOUT: entry('TruU did not report Healthy in time', 'service', 'Run again, or raise health.timeout.', {
    aboutHealth: true,
  }),

  REPORT_UNWRITABLE: entry(
    'The report could not be written',
    'user-action',
    'Check the disk and the files of the runner; the report is in the log.',
  ),
  INTERNAL: entry('The action failed in a way nobody foresaw', 'bug', 'Report it with the log of the run.', {
    fatal: true,
  }),
} as const satisfies Record<string, ErrorEntry>;

/** A code of the catalogue. */
export type ErrorCode = keyof typeof errorCatalog;
