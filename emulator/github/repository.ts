import type { World } from '../world.ts';
import { GithubRedirect, GithubRefusal, notFound } from './errors.ts';
import type { Issue, Pull, Thread } from './records.ts';

/** The addresses of the repository in the API and on the website. */
export const addressesOf = ({ state, urls }: World): { api: string; html: string } => ({
  api: `${urls.github}/repos/${state.github.repository}`,
  html: `https://github.com/${state.github.repository}`,
});

/**
 * Throws a redirect for a former name of the repository, as GitHub answers after a rename or a transfer: reads with 301,
 * writes with 307, to the address by the repository's id (GitHub's changelog of 2015-07-21; google/go-github#184,
 * matrix-org/go-neb#141). Throws 404 for every other repository: they are not visible to a token of this one.
 */
export const checkRepository = ({ state, urls }: World, method: string, url: URL): void => {
  const { repository, repositoryId, formerNames } = state.github;
  const [, asked = '', rest = ''] = /^\/repos\/([^/]+\/[^/]+)(.*)$/.exec(url.pathname) ?? [];
  const name = decodeURIComponent(asked).toLowerCase();
  // The address by the id has no name, and reaches the repository as it is called now.
  if (asked === '' || name === repository.toLowerCase()) return;
  if (!formerNames.some((former) => former.toLowerCase() === name)) throw notFound();
  const location = `${urls.github}/repositories/${repositoryId}${rest}${url.search}`;
  throw new GithubRedirect(method === 'GET' ? 301 : 307, location);
};

/** Whether a thread is a pull request. */
export const isPull = (thread: Issue | Pull): thread is Pull => 'head' in thread;

/** The issue or pull request of a number. Throws 404; for a deleted issue 410, and for a transferred one 301. */
export const findThread = ({ state, urls }: World, number: string): Issue | Pull => {
  const { issues, pulls } = state.github;
  const found = [...issues, ...pulls].find((one) => String(one.number) === number);
  if (!found) throw notFound();
  if (isGone(found)) throw goneFrom(urls.github, found);
  return found;
};

/** Whether an issue left the repository; its number is not used a second time. */
export const isGone = (thread: Issue | Pull): thread is Issue =>
  !isPull(thread) && (thread.deleted || thread.transferred_to !== null);

/** GitHub docs, REST, "Get an issue". */
const goneFrom = (api: string, { transferred_to: to }: Issue): GithubRefusal =>
  to === null
    ? new GithubRefusal(410, 'This issue was deleted')
    : new GithubRefusal(301, 'Moved Permanently', null, undefined, `${api}/${to}`);

/** The id of an issue. A pull request has this id when it is shown as an issue, and another one otherwise. */
export const issueIdOf = ({ number }: Thread): number => 2_700_000_000 + number;

/** The next free number of issues and pull requests. */
export const nextNumber = ({ state }: World): number =>
  Math.max(0, ...[...state.github.issues, ...state.github.pulls].map(({ number }) => number)) + 1;

/** A new id. Ids of deleted objects are not used a second time. */
export const nextId = (world: World, kind: string, used: readonly { id: number }[]): number => {
  const counter = world.memory(`github ${kind}`, () => ({ last: 3_000_000_000 }));
  counter.last = Math.max(counter.last, ...used.map(({ id }) => id)) + 1;
  return counter.last;
};
