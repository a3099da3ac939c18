import { GithubFailure } from '../github/port.ts';

/** More pages of a hundred than any thread, commit or repository of ours has: a list that links to itself must end. */
const maxPages = 100;

/** All entries of a list. Throws GithubFailure when it does not end. */
export const listed = async <T>(
  pages: AsyncIterable<{ readonly data: readonly T[]; readonly url: string }>,
): Promise<readonly T[]> => {
  const all: T[] = [];
  const read = new Set<string>();
  for await (const { data, url } of pages) {
    if (read.has(url) || read.size === maxPages) throw new GithubFailure('end its list', endless);
    read.add(url);
    all.push(...data);
  }
  return all;
};

/** Why a list is not believed to end. */
export const endless = {
  status: 200,
  githubMessage: `It has more than ${maxPages} pages, or a page that links to itself.`,
  requestId: null,
  accepts: null,
} as const;
