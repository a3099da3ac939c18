import type { GithubSurface } from '../report/surfaces.ts';
import { ActionError } from '../support/errors.ts';
import { GithubFailure } from './port.ts';

/** What could not be published, and what to do. */
export interface PublishWarning {
  readonly title: string;
  /** Can quote foreign text. */
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
  comment: 'Add "pull-requests: write" to the permissions of the job, or set "comment: never".',
  check:
    'Add "checks: write", "contents: read" and "id-token: write" to the permissions of the job if apply uses "require-pull-request-plan".',
  issue: 'Add "issues: write" to the permissions of the job, or set "drift-issue: false".',
};

const hasMoved =
  'The repository was renamed or transferred, and redirects are not followed: start the workflow again, so that it gets the new name.';

/** The warning for a failure of a surface. It does not change the result of the run. */
export const publishWarning = (surface: GithubSurface, thrown: unknown): PublishWarning => {
  const title = titles[surface];
  if (thrown instanceof ActionError)
    return { title, message: `${thrown.code}: ${thrown.message} ${thrown.fix}`, severity: 'warning' };
  if (!(thrown instanceof GithubFailure))
    return {
      title,
      message: 'The action failed with an unexpected error; report it with the log.',
      severity: 'warning',
    };
  const { status, githubMessage, message } = thrown;
  const answered =
    status === null
      ? 'There was no response.'
      : `Status ${status}${githubMessage === null ? '' : `: ${githubMessage}`}.`;
  const forbidden = status === 401 || status === 403 || status === 404;
  const moved = status !== null && status >= 300 && status < 400;
  const fix = forbidden ? rights[surface] : moved ? hasMoved : 'The next run tries again.';
  const severity = surface === 'check' && forbidden ? 'notice' : 'warning';
  return { title, message: `${message} ${answered} ${fix}`, severity };
};
