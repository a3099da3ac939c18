import { expect, test } from '@jest/globals';
import { handOffOf } from '../../../src/action/github-hand-off.ts';

/** The comments of an issue, where GraphQL answers every page so. */
const commentsOf = (issue: unknown): Promise<readonly unknown[]> => {
  const octokit = { rest: {}, paginate: {}, graphql: () => Promise.resolve({ repository: { issue } }) };
  const reading = <T>(_operation: string, read: () => Promise<T>): Promise<T> => read();
  const repository = { owner: 'contoso', repo: 'identity' };
  return handOffOf(octokit as unknown as Parameters<typeof handOffOf>[0], repository, reading).threadComments(1);
};
const page = (hasNextPage: boolean) => ({ comments: { nodes: [], pageInfo: { hasNextPage, endCursor: 'same' } } });

test('comments are read as none only where GitHub says so', async () => {
  expect(await commentsOf(page(false))).toEqual([]);
  await expect(commentsOf(null)).rejects.toMatchObject({ name: 'GithubFailure' });
  await expect(commentsOf(page(true))).rejects.toMatchObject({ name: 'GithubFailure' });
});
