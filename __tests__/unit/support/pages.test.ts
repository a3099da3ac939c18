import { describe, expect, test } from '@jest/globals';
import { collectPages, type ListPage } from '../../../src/support/pages.ts';

/** Reads a list whose pages are named by their place; counts the requests. */
const reading = (
  next: (page: number) => number | null,
  entriesOf: (page: number) => readonly number[] = (page) => [page],
) => {
  let requests = 0;
  const read = async (at: string): Promise<ListPage<number>> => {
    requests += 1;
    const follows = next(Number(at));
    return { entries: entriesOf(Number(at)), next: follows === null ? null : String(follows) };
  };
  return { all: collectPages('1', read, () => new Error('endless')), requests: () => requests };
};

describe('a list in pages', () => {
  test('is read to its last page', async () => {
    await expect(reading((page) => (page < 3 ? page + 1 : null)).all).resolves.toEqual([1, 2, 3]);
  });

  test.each<[string, (page: number) => number, number]>([
    ['links to its first page again', (page) => (page === 1 ? 2 : 1), 2],
    ['links to itself', (page) => page, 1],
    ['always has one more page', (page) => page + 1, 500],
  ])('is given up when it %s', async (_how, next, requests) => {
    const list = reading(next);
    await expect(list.all).rejects.toThrow('endless');
    expect(list.requests()).toBe(requests);
  });

  test('is given up when it has more entries than any list, however few pages they come in', async () => {
    const many = Array<number>(150_000).fill(0);
    await expect(
      reading(
        (page) => (page < 2 ? page + 1 : null),
        () => many,
      ).all,
    ).rejects.toThrow('endless');
    await expect(
      reading(
        () => null,
        () => many,
      ).all,
    ).resolves.toHaveLength(150_000);
  });
});
