import { expect, test } from '@jest/globals';
import { octokitOf } from '../support/emulator-github.ts';
import { fileEmulator } from '../support/file-emulator.ts';
import { expectTranscript, transcripts } from './github-transcript.ts';

const emulator = fileEmulator();
const side = { sha: 'a'.repeat(40), ref: 'main' };
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const seed = {
  pulls: [{ number: 7, title: 'A change', head: { ...side, repo: 'contoso/identity' }, base: side }],
  issues: [{ number: 8, title: 'An issue' }],
  // Not in the order of their ids, and more than one page.
  comments: range(1, 65).map((n) => ({ id: 66 - n, issue_number: 7, user: 'octocat', body: `Comment ${66 - n}` })),
  labels: range(1, 101).map((n) => ({ name: `l${n}` })),
};
const [maximum, long] = ['x'.repeat(65_536), 'x'.repeat(65_537)];
const tooLong = 'Body is too long (maximum is 65536 characters)';
const error = 'error: { resource: IssueComment, code: unprocessable, field: data';

test.each(
  transcripts(`
# a comment on a pull request is created, read, updated and deleted | seed
clock 2027-03-01T10:00:00Z
POST /issues/7/comments { body: Plan } => 201 { body: Plan, user: { login: "github-actions[bot]", type: Bot }, created_at: ~T10:00, issue_url: ~^https://localhost:\\d+/repos/contoso/identity/issues/7$, html_url: "~^https://github.com/contoso/identity/pull/7#issuecomment-" }
GET /issues/7 => 200 { comments: 66, updated_at: ~T10:00 }
clock 2027-03-01T11:00:00Z
PATCH @ { body: Superseded } => 200 { body: Superseded, created_at: ~T10:00, updated_at: ~T11:00 }
GET @ => 200 same
GET /issues/7/comments?since=2027-03-01T11:00:00Z => 200 [{ body: Superseded }]
DELETE @ => 204
GET @ => 404
# a comment of another author is updated and keeps its author | seed
PATCH /issues/comments/5 { body: Updated } => 200 { body: Updated, user: { login: octocat, type: User } }
# a comment that is too long or blank is neither created nor updated | seed
POST /issues/7/comments { body: ${long} } => 422 ${error}, message: ${tooLong} }
PATCH /issues/comments/5 { body: ${long} } => 422 ${error}, message: ${tooLong} }
POST /issues/7/comments { body: " " } => 422 ${error}, message: Body cannot be blank }
PATCH /issues/comments/5 { body: " " } => 422 ${error}, message: Body cannot be blank }
POST /issues/7/comments { body: ${maximum} } => 201
# unknown issues and comments are not found | seed
POST /issues/99/comments { body: x } => 404
PATCH /issues/comments/99 { body: x } => 404
DELETE /issues/comments/99 => 404
# the list has only the comments of its issue | seed
POST /issues/8/comments { body: Drift } => 201
GET /issues/8/comments => 200 [{ body: Drift, html_url: "~/issues/8#" }]
GET /issues/8 => 200 { comments: 1 }
`),
)('%s', async (_name, _seed, ...lines) => {
  await expectTranscript(emulator, seed, ...lines);
});

test('the id of a deleted comment is not used a second time', async () => {
  const create = 'POST /issues/7/comments { body: Plan } => 201';
  const first = await expectTranscript(emulator, seed, create);
  const second = await expectTranscript(emulator, seed, create, 'DELETE @ => 204', create);
  expect(second.body['id']).not.toBe(first.body['id']);
});

const relations = (link: string | null): Record<string, number> =>
  Object.fromEntries(
    [...(link ?? '').matchAll(/[?&]page=(\d+)>; rel="(\w+)"/g)].map(([, page, name = '']) => [name, Number(page)]),
  );

test.each([
  ['', 1, 30, { next: 2, last: 3 }],
  ['?page=2', 31, 60, { prev: 1, next: 3, last: 3, first: 1 }],
  ['?page=3', 61, 65, { prev: 2, first: 1 }],
  ['?page=9', 1, 0, { prev: 3, first: 1 }],
  ['?per_page=100', 1, 65, {}],
  ['?per_page=1000', 1, 65, {}],
  ['?per_page=7&page=2', 8, 14, { prev: 1, next: 3, last: 10, first: 1 }],
  ['?per_page=none', 1, 30, { next: 2, last: 3 }],
])('the list with %j has %i to %i, oldest first', async (query, from, to, links) => {
  const line = `GET /issues/7/comments${query} => 200 id: ${JSON.stringify(range(from, to))}`;
  const { headers } = await expectTranscript(emulator, seed, line);
  expect(relations(headers.get('link'))).toEqual(links);
});

test('a page has at most a hundred rows', async () => {
  const { body } = await expectTranscript(emulator, seed, 'GET /labels?per_page=101 => 200');
  expect(body).toHaveLength(100);
});

test('the next page is below the repository’s id, with the query of the request', async () => {
  const { headers } = await expectTranscript(emulator, seed, 'GET /issues/7/comments?per_page=40 => 200');
  const next = `${emulator.urls.github}/repositories/702731845/issues/7/comments?per_page=40&page=2`;
  expect(headers.get('link')).toContain(`<${next}>; rel="next"`);
});

test('GitHub’s own client reads all pages', async () => {
  await emulator.reset({ github: seed });
  const { rest, paginate } = octokitOf(emulator);
  const all = await paginate(rest.issues.listComments, { owner: 'contoso', repo: 'identity', issue_number: 7 });
  expect(all.map(({ id }) => id)).toEqual(range(1, 65));
});
