import type { GithubSurface } from '../report/surfaces.ts';
import { GithubFailure } from './port.ts';

/** A sentence on what could not be shown, and what to do. */
export interface PublishWarning {
  readonly title: string;
  /** May quote foreign text. */
  readonly message: string;
  /** A notice where most workflows do not need what is missing. */
  readonly severity: 'warning' | 'notice';
}

const titles: Readonly<Record<GithubSurface, string>> = {
  comment: 'The comment on the pull request was not written',
  check: 'The plan was not recorded as a check run',
  issue: 'The drift issue was not written',
};
const rights: Readonly<Record<GithubSurface, string>> = {
  comment: 'Give the job "pull-requests: write", or set "comment: never".',
  check: 'Only "require-reviewed-plan" needs it: give the job "checks: write" when apply uses that.',
  issue: 'Give the job "issues: write", or set "drift-issue: false".',
};

/** Words for a failure of a surface. The run is judged without it: showing a plan is not the plan. */
export const publishWarning = (surface: GithubSurface, thrown: unknown): PublishWarning => {
  const title = titles[surface];
  if (!(thrown instanceof GithubFailure))
    return {
      title,
      message: 'The action failed in a way nobody foresaw; report it with the log.',
      severity: 'warning',
    };
  const { status, said, message } = thrown;
  const answered = status === null ? 'It did not answer.' : `It answered ${status}${said === null ? '' : `: ${said}`}.`;
  const forbidden = status === 401 || status === 403 || status === 404;
  const fix = forbidden ? rights[surface] : 'The next run tries again.';
  const severity = surface === 'check' && forbidden ? 'notice' : 'warning';
  return { title, message: `${message} ${answered} ${fix}`, severity };
};
