import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Caller } from '../support/emulator-clients.ts';
import { githubAs, octokitOf, repository } from '../support/emulator-github.ts';
import { unchangedBy } from '../support/emulator-refusals.ts';
import { startEmulator, type TestEmulator } from '../support/emulator.ts';

let emulator: TestEmulator;
let github: Caller;

const side = { sha: 'a'.repeat(40), ref: 'main' };
const old = (id: number) => ({ id, issue_number: 7, user: 'octocat', body: `Comment ${id}` });

beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.stop());
beforeEach(async () => {
  const pulls = [{ number: 7, title: 'A change', head: { ...side, repo: 'contoso/identity' }, base: side }];
  // Neither in the order of their ids nor all on one page.
  const comments = Array.from({ length: 65 }, (_, index) => old(65 - index));
  await emulator.reset({ github: { pulls, issues: [{ number: 8, title: 'An issue' }], comments } });
  github = githubAs(emulator);
});

const comments = `${repository}/issues/7/comments`;
const one = `${repository}/issues/comments`;

describe('a comment', () => {
  test('on a pull request is made, found, edited and deleted', async () => {
    const made = await github('POST', comments, { body: 'Plan' });
    expect([made.status, made.body]).toMatchObject([
      201,
      {
        body: 'Plan',
        user: { login: 'github-actions[bot]', type: 'Bot' },
        issue_url: `${emulator.urls.github}${repository}/issues/7`,
        html_url: expect.stringMatching(/^https:\/\/github\.com\/contoso\/identity\/pull\/7#issuecomment-\d+$/),
      },
    ]);
    const address = made.headers.get('location') ?? '';
    await emulator.clock.advance('PT1H');
    const { created_at: createdAt } = made.body;
    const edited = await github('PATCH', address, { body: 'Superseded' });
    expect(edited.body).toMatchObject({ body: 'Superseded', created_at: createdAt });
    expect(edited.body['updated_at']).not.toBe(createdAt);
    expect((await github('GET', address)).body).toEqual(edited.body);
    expect((await github('DELETE', address)).status).toBe(204);
    expect((await github('GET', address)).status).toBe(404);
    expect((await github('POST', comments, { body: 'Next' })).headers.get('location')).not.toBe(address);
  });

  test('of somebody else is edited too, and stays theirs', async () => {
    const { status, body } = await github('PATCH', `${one}/5`, { body: 'Not what they wrote' });
    expect([status, body]).toMatchObject([
      200,
      { body: 'Not what they wrote', user: { login: 'octocat', type: 'User' } },
    ]);
  });

  test('moves the time of what it is on', async () => {
    await emulator.clock.set('2027-03-01T10:00:00Z');
    await github('POST', comments, { body: 'Plan' });
    const [pull] = (await emulator.state()).github.pulls;
    expect(pull?.updated_at).toMatch(/^2027-03-01T10:00/);
  });

  test.each([
    ['too long', 'x'.repeat(65_537), 'Body is too long (maximum is 65536 characters)'],
    ['blank', ' \n', 'Body cannot be blank'],
  ])('is neither made nor edited when %s', async (_what, body, message) => {
    const errors = [{ resource: 'IssueComment', code: 'unprocessable', field: 'data', message }];
    await unchangedBy(emulator, async () => {
      const made = await github('POST', comments, { body });
      expect([made.status, made.body]).toMatchObject([422, { message: 'Validation Failed', errors }]);
      const edited = await github('PATCH', `${one}/5`, { body });
      expect([edited.status, edited.body]).toMatchObject([422, { message: 'Validation Failed', errors }]);
    });
  });

  test('of the greatest length is made', async () => {
    expect((await github('POST', comments, { body: 'x'.repeat(65_536) })).status).toBe(201);
  });

  test.each([
    ['POST', `${repository}/issues/99/comments`],
    ['PATCH', `${one}/99`],
    ['DELETE', `${one}/99`],
  ])('%s %s finds nothing', async (method, path) => {
    const { status } = await unchangedBy(emulator, () => github(method, path, { body: 'x' }));
    expect(status).toBe(404);
  });
});

describe('the list', () => {
  const ids = async (query: string) => {
    const answer = await github<{ id: number }[]>('GET', comments + query);
    return { ids: answer.body.map(({ id }) => id), link: answer.headers.get('link') };
  };
  const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const relations = (link: string | null): Record<string, string> =>
    Object.fromEntries(
      [...(link ?? '').matchAll(/[?&]page=(\d+)>; rel="(\w+)"/g)].map(([, page = '', name = '']) => [name, page]),
    );

  test.each([
    ['', 1, 30, { next: '2', last: '3' }],
    ['?page=2', 31, 60, { prev: '1', next: '3', last: '3', first: '1' }],
    ['?page=3', 61, 65, { prev: '2', first: '1' }],
    ['?per_page=100', 1, 65, {}],
    ['?per_page=1000', 1, 65, {}],
    ['?per_page=7&page=2', 8, 14, { prev: '1', next: '3', last: '10', first: '1' }],
    ['?per_page=none', 1, 30, { next: '2', last: '3' }],
  ])('with %j has %i to %i, the oldest first', async (query, from, to, links) => {
    const page = await ids(query);
    expect(page.ids).toEqual(range(from, to));
    expect(relations(page.link)).toEqual(links);
  });

  test('has a hundred at most on a page', async () => {
    const { state } = emulator.world;
    state.github.labels.push(...range(1, 101).map((n) => ({ name: `l${n}`, color: 'ededed', description: null })));
    const { body } = await github<unknown[]>('GET', `${repository}/labels?per_page=101`);
    expect(body).toHaveLength(100);
  });

  test('beyond its end is empty and leads back', async () => {
    const page = await ids('?page=9');
    expect(page.ids).toEqual([]);
    expect(relations(page.link)).toEqual({ prev: '3', first: '1' });
  });

  test('leads on by the repository’s id, with the query that was asked', async () => {
    const { link } = await ids('?per_page=40');
    const next = /<([^>]+)>; rel="next"/.exec(link ?? '')?.[1] ?? '';
    expect(next).toBe(`${emulator.urls.github}/repositories/702731845/issues/7/comments?per_page=40&page=2`);
    const second = await github<{ id: number }[]>('GET', next);
    expect(second.body.map(({ id }) => id)).toEqual(range(41, 65));
  });

  test('is read to its end by GitHub’s own client', async () => {
    const octokit = octokitOf(emulator);
    const target = { owner: 'contoso', repo: 'identity', issue_number: 7 };
    const all = await octokit.paginate(octokit.rest.issues.listComments, target);
    expect(all.map(({ id }) => id)).toEqual(range(1, 65));
  });

  test('begins at an instant', async () => {
    await emulator.clock.set('2027-03-01T10:00:00Z');
    await github('PATCH', `${one}/5`, { body: 'Later' });
    expect((await ids('?since=2027-03-01T10:00:00Z')).ids).toEqual([5]);
  });

  test('has only those of its own issue', async () => {
    await github('POST', `${repository}/issues/8/comments`, { body: 'Drift' });
    const { body } = await github<{ body: string }[]>('GET', `${repository}/issues/8/comments`);
    expect(body).toMatchObject([{ body: 'Drift', html_url: expect.stringContaining('/issues/8#') }]);
    expect((await github('GET', `${repository}/issues/8`)).body).toMatchObject({ comments: 1 });
  });
});
