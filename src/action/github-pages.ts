import { GithubFailure } from '../github/port.ts';

/** More pages of a hundred than any thread, commit or repository of ours has: a list that links to itself must end. */
const maxPages = 100;

/** All entries of a list. Throws GithubFailure when it does not end. */
export const listed = async <T>(pages: AsyncIterable<{ readonly data: readonly T[] }>): Promise<readonly T[]> => {
  const all: T[] = [];
  let read = 0;
  for await (const { data } of pages) {
    all.push(...data);
    read += 1;
    if (read > maxPages) throw new GithubFailure('end its list', endless);
  }
  return all;
};

const endless = {
  status: 200,
  githubMessage: `It has more than ${maxPages} pages.`,
  requestId: null,
  accepts: null,
} as const;
