import type { GithubSurface } from '../report/surfaces.ts';
import { ActionError } from '../support/errors.ts';
import { accessAdvice, isForbidden } from './access-advice.ts';
import { GithubFailure, IssuesOff } from './port.ts';
import type { TokenKind } from './token-kind.ts';

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
const issuesOff =
  'Issues are switched off in this repository. Switch them on in its settings (Settings, General, Features), or set "drift-issue: false".';

/** The warning for a failure of a surface. It does not change the result of the run. */
export const publishWarning = (surface: GithubSurface, thrown: unknown, kind: TokenKind): PublishWarning => {
  const title = titles[surface];
  const warning = (message: string): PublishWarning => ({ title, message, severity: 'warning' });
  if (thrown instanceof ActionError) return warning(`${thrown.code}: ${thrown.message} ${thrown.fix}`);
  if (thrown instanceof IssuesOff) return warning(issuesOff);
  if (!(thrown instanceof GithubFailure))
    return warning('The action failed with an unexpected error; report it with the log.');
  const { status, githubMessage, message } = thrown;
  const answered =
    status === null
      ? 'There was no response.'
      : `Status ${status}${githubMessage === null ? '' : `: ${githubMessage}`}.`;
  const fix = accessAdvice(surface, thrown, kind) ?? 'The next run tries again.';
  const severity = surface === 'check' && isForbidden(thrown) ? 'notice' : 'warning';
  return { title, message: `${message} ${answered} ${fix}`, severity };
};
