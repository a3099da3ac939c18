import { expect, test } from '@jest/globals';
import type { HandOffDesk } from '../../../../src/truu/desk.ts';
import type { HandOffComment } from '../../../../src/truu/hand-off.ts';
import { giveAnswer } from '../../../../src/truu/console/give-answer.ts';
import { answerMarker } from '../../../../src/truu/console/markers.ts';

const answer = { issue: 1, commentId: 5, login: 'octocat', kind: 'again', keyId: null } as const;
const body = `${answerMarker({ to: 5, again: null, receipt: null })}\nagain`;

/** What another run answered to the same comment, before this run or after it. */
const deletedBeside = async (id: number, other: Partial<HandOffComment> = {}): Promise<readonly number[]> => {
  const deleted: number[] = [];
  const there: Partial<HandOffComment>[] = [{ id, ours: true, edited: false, body, ...other }];
  const desk = {
    comment: (_issue: number, text: string) =>
      Promise.resolve(void there.push({ id: 20, ours: true, edited: false, body: text })),
    comments: () => Promise.resolve(there.toSorted((a, b) => (a.id ?? 0) - (b.id ?? 0))),
    deleteComment: (one: number) => Promise.resolve(deleted.push(one) > 0),
  } as unknown as HandOffDesk;
  await giveAnswer(desk, answer, ({ kind }) => kind);
  return deleted;
};

test.each<readonly [string, number, Partial<HandOffComment>, readonly number[]]>([
  ['the same answer was there', 10, {}, [20]],
  ['the same answer came after it', 30, {}, [30]],
  ['another comment was answered', 10, { body: body.replace('again', 'other') }, []],
  ['a person wrote it', 10, { ours: false }, []],
  ['it was edited since', 10, { edited: true }, []],
])('of two runs that answer one comment at once, one answer stays: %s', async (_, id, other, deleted) => {
  expect(await deletedBeside(id, other)).toEqual(deleted);
});
