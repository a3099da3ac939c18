import { expect, test } from '@jest/globals';
import type { HandOffDesk } from '../../../../src/truu/desk.ts';
import type { HandOffComment } from '../../../../src/truu/hand-off.ts';
import { giveAnswer } from '../../../../src/truu/console/give-answer.ts';
import { answerMarker } from '../../../../src/truu/console/markers.ts';

const given = { issue: 1, commentId: 5, login: 'octocat', kind: 'again' } as const;
const answering = (to: number, again: string | null = null): string =>
  `${answerMarker({ to, again, receipt: null })}\nIt is over.`;
const [one, other] = ['0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a', '0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b'];

/** What another run answered to the same comment, before this run or after it. */
const deletedBeside = async (
  id: number,
  { keyId = null, ...beside }: Partial<HandOffComment> & { readonly keyId?: string | null },
): Promise<readonly number[]> => {
  const deleted: number[] = [];
  const there: Partial<HandOffComment>[] = [{ id, ours: true, edited: false, body: answering(5), ...beside }];
  const desk = {
    comment: (_issue: number, text: string) =>
      Promise.resolve(void there.push({ id: 20, ours: true, edited: false, body: text })),
    comments: () => Promise.resolve(there.toSorted((a, b) => (a.id ?? 0) - (b.id ?? 0))),
    deleteComment: (one: number) => Promise.resolve(deleted.push(one) > 0),
  } as unknown as HandOffDesk;
  await giveAnswer(desk, { ...given, keyId }, ({ kind }) => kind);
  return deleted;
};

test.each<readonly [string, number, Parameters<typeof deletedBeside>[1], readonly number[]]>([
  ['an answer was there', 10, {}, [20]],
  ['an answer came after it', 30, {}, [30]],
  ['one that records nothing was there', 10, { keyId: one }, [10]],
  ['one that records something came after it', 30, { body: answering(5, one) }, [20]],
  ['both record the same', 10, { body: answering(5, one), keyId: one }, [20]],
  ['they record different things', 10, { body: answering(5, one), keyId: other }, []],
  ['another comment was answered', 10, { body: answering(6) }, []],
  ['a person wrote it', 10, { ours: false }, []],
  ['it was edited since', 10, { edited: true }, []],
])('of two runs that answer one comment at once, one answer stays: %s', async (_, id, beside, deleted) => {
  expect(await deletedBeside(id, beside)).toEqual(deleted);
});
