import type { ErrorCode } from './errors.ts';

/** The version of this build, which is the one of package.json; its release has the tag `v` and this version. */
export const actionVersion = '0.1.0';

/** Where the action is released, for a run whose runner does not tell: the placeholder of the examples. */
export const fallbackRepository = 'OWNER/truu-entra-directory-action';

/** An owner and a name as GitHub allows them; anything else is no repository, and no part of a link. */
const repositoryName = /^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+$/;

/**
 * The section of a code in docs/errors.md, as of the version that runs.
 *
 * @param repository Owner and name of the running action, by GITHUB_ACTION_REPOSITORY, which a runner sets for an action of
 * another repository only (GitHub docs, "Variables reference", read 2026-11); null or no such name: the fallback.
 */
export const errorPage = (repository: string | null, code: ErrorCode): string => {
  const known = repository !== null && repositoryName.test(repository) ? repository : fallbackRepository;
  return `https://github.com/${known}/blob/v${actionVersion}/docs/errors.md#${code.toLowerCase()}`;
};
