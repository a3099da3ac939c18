import type { World } from '../world.ts';
import { GithubRefusal, notFound } from './errors.ts';
import type { Issue, Pull, Thread } from './records.ts';

/** The addresses of the repository in the API and on the website. */
export const addressesOf = ({ state, urls }: World): { api: string; html: string } => ({
  api: `${urls.github}/repos/${state.github.repository}`,
  html: `https://github.com/${state.github.repository}`,
});

/** Throws 404 for every other repository: they are not visible to a token of this one. */
export const checkRepository = ({ state }: World, owner: string, name: string): void => {
  if (`${owner}/${name}`.toLowerCase() !== state.github.repository.toLowerCase()) throw notFound();
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
