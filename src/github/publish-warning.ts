import { GithubFailure } from './port.ts';

/** What could not be shown on GitHub. */
export type Surface = 'comment' | 'check' | 'issue';

/** A sentence on what could not be shown, and what to do. */
export interface PublishWarning {
  readonly title: string;
  /** May quote foreign text. */
  readonly message: string;
  /** False where most workflows do not need what is missing. */
  readonly isLoud: boolean;
}

const titles: Readonly<Record<Surface, string>> = {
  comment: 'The comment on the pull request was not written',
  check: 'The plan was not recorded as a check run',
  issue: 'The drift issue was not written',
};
const rights: Readonly<Record<Surface, string>> = {
  comment: 'Give the job "pull-requests: write", or set "comment: never".',
  check: 'Only "require-reviewed-plan" needs it: give the job "checks: write" when apply uses that.',
  issue: 'Give the job "issues: write", or set "drift-issue: false".',
};

/** Words for a failure of a surface. The run is judged without it: showing a plan is not the plan. */
export const publishWarning = (surface: Surface, thrown: unknown): PublishWarning => {
  const title = titles[surface];
  if (!(thrown instanceof GithubFailure))
    return { title, message: 'The action failed in a way nobody foresaw; report it with the log.', isLoud: true };
  const { status, said, message } = thrown;
  const answered = status === null ? 'It did not answer.' : `It answered ${status}${said === null ? '' : `: ${said}`}.`;
  const forbidden = status === 401 || status === 403 || status === 404;
  const fix = forbidden ? rights[surface] : 'The next run tries again.';
  return { title, message: `${message} ${answered} ${fix}`, isLoud: surface !== 'check' || !forbidden };
};
