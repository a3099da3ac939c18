import { describe, expect, test } from '@jest/globals';
import { passCommentGate, type CommentVerdict } from '../../../src/truu/console/comment-gate.ts';
import { answerMarker, issueMarker } from '../../../src/truu/console/markers.ts';
import type { CallingComment, HandOffDesk } from '../../../src/truu/desk.ts';
import { guid } from '../../support/plan-samples.ts';

const fields = {
  ...{ configurationName: 'US-Denver-Production', domain: 'contoso.com', allUsersShareUpnSuffix: true },
  ...{ autoRemoveDevices: true, tenantId: guid('1'), clientId: guid('2') },
  ...{ primaryUserIdentifier: null, cluster: null },
};
const body = issueMarker({ request: { asksKey: true, keyId: null, fields }, asked: [], settled: false });
const issue: CallingComment['issue'] = {
  ...{ number: 7, url: 'https://github.example/7', open: true, ours: true, app: 'github-actions[bot]', body },
  ...{ createdAt: '2026-11-25T10:00:00Z', pull: false, labelled: true },
};
const command: CallingComment = {
  ...{ id: 21, author: { login: 'octocat', id: 1, bot: false }, ours: false, body: '/truu done AAAAAAAA', issue },
};
const mona = { login: 'mona', id: 2, bot: false };
const secret = `/truu done AAAAAAAA abc8Q~${'x'.repeat(34)}`;

/** What the verdict says to a comment, and what it writes. */
const knock = async (
  comment: CallingComment | null,
  more: {
    id?: number | null;
    writers?: readonly string[];
    deletes?: boolean;
    answered?: boolean;
    anyone?: boolean;
  } = {},
): Promise<{ readonly verdict: CommentVerdict; readonly written: readonly string[] }> => {
  const written: string[] = [];
  const answer = { ours: true, edited: false, body: answerMarker({ to: 21, receipt: null }) };
  const desk = {
    calling: () => Promise.resolve(comment),
    mayWrite: (login: string) => Promise.resolve(more.writers?.includes(login) === true),
    comments: () => Promise.resolve(more.answered ? [answer] : []),
    comment: (number: number, text: string) => Promise.resolve(void written.push(`${number}: ${text.split('\n')[1]}`)),
    deleteComment: (id: number) => {
      written.push(`delete ${id}`);
      return Promise.resolve(more.deletes ?? true);
    },
  } as unknown as HandOffDesk;
  const textOf: Parameters<typeof passCommentGate>[0]['textOf'] = (given) =>
    given.kind === 'refused' ? given.reason : `${given.kind} ${given.kind === 'leaked' ? String(given.deleted) : ''}`;
  const assignees = more.anyone ? [] : ['OctoCat'];
  return { verdict: await passCommentGate({ desk, assignees, textOf }, more.id === undefined ? 21 : more.id), written };
};

describe('a comment lets a run log in', () => {
  test.each<[string, CallingComment, Parameters<typeof knock>[1]]>([
    ['of one who is asked', command, {}],
    [
      'of one with write access where nobody is named',
      { ...command, author: mona },
      { anyone: true, writers: ['mona'] },
    ],
    ['that asks anew', { ...command, body: '/truu again' }, {}],
    ['with a secret', { ...command, body: secret }, {}],
    ['on our hand-off without its label', { ...command, issue: { ...issue, labelled: false } }, {}],
    ['on a hand-off of another app, which the run then reports', { ...command, issue: { ...issue, ours: false } }, {}],
  ])('%s', async (_what, comment, more) => {
    expect(await knock(comment, more)).toEqual({ verdict: { passes: true }, written: [] });
  });
});

describe('a comment ends a run without a word', () => {
  test.each<[string, CallingComment | null, string, Parameters<typeof knock>[1]]>([
    ['that is edited or deleted only', command, 'only a new comment is read', { id: null }],
    ['that is gone', null, 'is gone', {}],
    ['on a pull request', { ...command, issue: { ...issue, pull: true } }, 'on a pull request', {}],
    ['on another issue', { ...command, issue: { ...issue, labelled: false, ours: false } }, 'no hand-off', {}],
    ['on another issue of ours', { ...command, issue: { ...issue, labelled: false, body: 'x' } }, 'no hand-off', {}],
    ['of an app', { ...command, author: { ...mona, bot: true } }, 'no person wrote', {}],
    ['of our account', { ...command, ours: true }, 'no person wrote', {}],
    ['of a deleted account', { ...command, author: null }, 'no person wrote', {}],
    ['that is no command', { ...command, body: 'See /truu done AAAAAAAA' }, 'does not begin with /truu', {}],
    ['of another that has its answer', { ...command, author: mona }, 'not among those', { answered: true }],
    [
      'of another on an issue with the label that is not ours',
      { ...command, author: mona, issue: { ...issue, ours: false } },
      'not among those',
      {},
    ],
  ])('%s', async (_what, comment, why, more) => {
    const { verdict, written } = await knock(comment, more);
    expect(verdict).toEqual({
      passes: false,
      reason: expect.stringMatching(`^Nothing was done: .*${why}`),
      failure: null,
    });
    expect(written).toEqual([]);
  });
});

test('a command of another is answered, and passes nothing', async () => {
  const { verdict, written } = await knock({ ...command, author: mona });
  expect(verdict).toMatchObject({ passes: false, failure: null });
  expect(written).toEqual(['7: not-asked']);
});

describe('a secret in the comment of another is deleted', () => {
  const posted = { ...command, author: mona, body: secret };

  test('and is red where the author has write access', async () => {
    const { verdict, written } = await knock(posted, { writers: ['mona'] });
    expect(verdict).toMatchObject({ failure: { code: 'HANDOFF_LEAKED', evidence: [{ value: issue.url }] } });
    expect(written).toEqual(['7: leaked null', 'delete 21']);
  });

  test('and stays green where a stranger can have written anything', async () => {
    expect(await knock(posted)).toMatchObject({ verdict: { failure: null }, written: ['7: leaked null', 'delete 21'] });
  });

  test('and again where an earlier run answered it and ended before that, without a second answer', async () => {
    const { verdict, written } = await knock(posted, { writers: ['mona'], answered: true });
    expect(verdict).toMatchObject({ failure: { code: 'HANDOFF_LEAKED' } });
    expect(written).toEqual(['delete 21']);
  });

  test('or the run says that GitHub refused', async () => {
    const { verdict, written } = await knock(posted, { writers: ['mona'], deletes: false });
    expect(verdict).toMatchObject({ failure: { message: expect.stringContaining('is not deleted') } });
    expect(written).toEqual(['7: leaked null', 'delete 21']);
  });
});
