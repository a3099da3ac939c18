import { errorCatalog } from '../catalog/errors.ts';
import type { GithubSurface } from '../report/surfaces.ts';
import type { GithubFailure } from './port.ts';
import type { TokenKind } from './token-kind.ts';

/** What needs rights on GitHub: one of the surfaces, the reads of the review gate, those of a fork's spec, or hand-offs. */
export type GithubUse = GithubSurface | 'review' | 'fork' | 'handOff';

interface Access {
  /** The fix for a token of the job. */
  readonly job: string;
  /** Repository permissions of a fine-grained personal access token; null: no such token can do it. */
  readonly fineGrained: string | null;
  /** Whether a token with scopes can do it. */
  readonly classic: boolean;
  /** The input that makes it unnecessary. */
  readonly without: string | null;
}

const access: Readonly<Record<GithubUse, Access>> = {
  comment: {
    job: 'Add "pull-requests: write" to the permissions of the job, or set "comment: never".',
    fineGrained: '"Pull requests: Read and write"',
    classic: true,
    without: 'set "comment: never"',
  },
  // Only apps write check runs (GitHub docs, "REST API endpoints for check runs", read 2026-11).
  check: {
    job: 'Add "checks: write", "contents: read" and "id-token: write" to the permissions of the job if apply uses "require-pull-request-plan".',
    fineGrained: null,
    classic: false,
    without: null,
  },
  issue: {
    job: 'Add "issues: write" to the permissions of the job, or set "drift-issue: false".',
    fineGrained: '"Issues: Read and write"',
    classic: true,
    without: 'set "drift-issue: false"',
  },
  handOff: {
    job: errorCatalog.HANDOFF_UNREADABLE.fix,
    fineGrained: '"Issues: Read and write"',
    classic: true,
    without: null,
  },
  review: { job: errorCatalog.PLAN_REVIEW_UNREADABLE.fix, fineGrained: null, classic: true, without: null },
  fork: {
    job: 'Add "contents: read" and "pull-requests: write" to the permissions of the job.',
    fineGrained: '"Contents: Read-only" and "Pull requests: Read and write"',
    classic: true,
    without: null,
  },
};

const jobToken = 'set "github-token: ${{ github.token }}", and the permissions of the job';

/** What gives a token the rights that it lacks: those of a personal access token are not in the workflow. */
const moreRights = (use: GithubUse, kind: TokenKind): string => {
  const { job, fineGrained, classic, without } = access[use];
  if (kind === 'installation') return job;
  const otherwise = without === null ? '' : `, or ${without}`;
  const isOurs = 'The input "github-token" is a personal access token, so the permissions of the job do not count';
  if (kind === 'fine-grained' && fineGrained !== null)
    return `${isOurs}: give the token the repository permission ${fineGrained} for this repository; or ${jobToken}${otherwise}.`;
  if (kind === 'classic' && classic)
    return `${isOurs}: give the token the scope "repo", and authorize it for the organization where that requires single sign-on; or ${jobToken}${otherwise}.`;
  return `The input "github-token" is a personal access token, which GitHub does not accept for this: ${jobToken}. ${job}`;
};

const hasMoved =
  'The repository was renamed or transferred, and redirects are not followed: start the workflow again, so that it gets the new name.';
const isLimited =
  'A rate limit of GitHub refused it for longer than a run waits. Run again later, and less often at the same time.';
const badToken =
  'GitHub does not accept the token of the input "github-token": it has expired, was revoked or is incomplete. Set "github-token: ${{ github.token }}".';

/** Whether GitHub refused because of who asks. It hides with 404 what a token may not see. */
export const isForbidden = ({ status, limited }: GithubFailure): boolean =>
  !limited && (status === 401 || status === 403 || status === 404);

/** Whether GitHub redirected the request: the repository has another name or owner. */
export const isMoved = ({ status }: GithubFailure): boolean => status !== null && status >= 300 && status < 400;

/** What to do about a refusal of GitHub; null: its cause does not tell. */
export const accessAdvice = (use: GithubUse, failure: GithubFailure, kind: TokenKind): string | null => {
  const { status, limited, githubMessage } = failure;
  if (isMoved(failure)) return hasMoved;
  if (limited) return isLimited;
  if (status === 401) return badToken;
  if (!isForbidden(failure)) return null;
  // GitHub knows better than the form of the token.
  const isPersonal =
    kind === 'installation' && /personal access token|authenticate via a GitHub App/i.test(githubMessage ?? '');
  return moreRights(use, isPersonal ? 'fine-grained' : kind);
};
