import { describe, expect, test } from '@jest/globals';
import type { Reply } from '../support/emulator-clients.ts';
import { githubAs, type GithubSeed, octokitOf, repository, tokenWith } from '../support/emulator-github.ts';
import { fileEmulator } from '../support/file-emulator.ts';
import { expectTranscript, transcripts } from './github-transcript.ts';

const people: GithubSeed['people'] = [
  { login: 'ann', id: 11, permission: 'admin', member: true },
  { login: 'max', id: 12, permission: 'maintain' },
  { login: 'tia', id: 13, permission: 'triage' },
  { login: 'rob', id: 14, permission: 'read' },
  { login: 'mia', id: 15, permission: 'read', member: true },
  { login: 'out', id: 16, permission: 'none' },
  { login: 'renovate[bot]', permission: 'write' },
];
const issues: GithubSeed['issues'] = [
  { number: 1, title: 'Hand-off', user: 'github-actions[bot]', labels: ['truu-hand-off'] },
  { number: 2, title: 'Another', user: 'rob', assignees: ['ann'] },
];
const comments: GithubSeed['comments'] = [{ id: 21, issue_number: 1, user: 'rob', body: 'Hello' }];
const base = { sha: '0'.repeat(40), ref: 'main' };
const seed = {
  ...{ people, issues, comments },
  pulls: [{ number: 7, title: 'A change', head: { ...base, repo: null }, base }],
};
const emulator = fileEmulator({ github: seed });

const seeds: Readonly<Record<string, GithubSeed>> = {
  here: seed,
  public: { ...seed, private: false },
  one: { ...seed, assigneeLimit: 1 },
  locked: { ...seed, issues: issues.map((one) => ({ ...one, locked: true })) },
  deleted: { ...seed, issues: issues.map((one) => ({ ...one, deleted: true })) },
  moved: { ...seed, issues: issues.map((one) => ({ ...one, transferred_to: 'repositories/7/issues/9' })) },
  weak: { ...seed, tokens: [tokenWith({ issues: 'write' }, 'rob')] },
};

test.each(
  transcripts(`
# the permission of a person is the older word, with the role | here
GET /collaborators/ann/permission => 200 { permission: admin, role_name: admin, user: { login: ann, id: 11, type: User } }
GET /collaborators/MAX/permission => 200 { permission: write, role_name: maintain }
GET /collaborators/tia/permission => 200 { permission: read, role_name: triage }
GET /collaborators/out/permission => 200 { permission: none, role_name: none }
GET /collaborators/nobody/permission => 404 message: Not Found
GET /collaborators/renovate[bot]/permission => 404 message: Not Found
# everybody reads a public repository | public
GET /collaborators/out/permission => 200 { permission: read, role_name: read }
GET /../identity => 200 { private: false, visibility: public }
# who writes can be assigned, a member who reads, and for one issue who commented on it | here
GET /assignees/ann => 204
GET /assignees/mia => 204
GET /assignees/rob => 404 message: Not Found
GET /assignees/out => 404 message: Not Found
GET /assignees/renovate[bot] => 404 message: Not Found
GET /issues/1/assignees/rob => 204
GET /issues/2/assignees/rob => 404 message: Not Found
# who cannot be assigned is dropped silently | here
POST /issues { title: New, assignees: [Ann, rob, nobody] } => 201 { assignee: { login: ann }, assignees: [{ login: ann, id: 11 }] }
PATCH /issues/1 { assignees: [rob, mia] } => 200 { assignees: [{ login: rob }, { login: mia }] }
PATCH /issues/1 { assignees: [] } => 200 { assignee: null, assignees: [] }
POST /issues/1/assignees { assignees: [max] } => 201 { assignees: [{ login: max }] }
# so is who is one too many | one
PATCH /issues/1 { assignees: [mia, ann] } => 200 { assignees: [{ login: mia }] }
# a list is filtered by assignee | here
GET /issues?assignee=ann => 200 number: [2]
GET /issues?assignee=none => 200 number: [7, 1]
# labels and assignees of who only reads are dropped silently | weak
POST /issues { title: New, labels: [a], assignees: [ann] } => 201 { labels: [], assignees: [], user: { login: rob, id: 14 } }
PATCH /issues/1 { labels: [], title: Mine } => 200 { title: Mine, labels: [{ name: truu-hand-off }] }
# nobody without write access comments on a locked issue | locked
GET /issues/1 => 200 { locked: true }
POST /issues/1/comments { body: x } => 403 message: Unable to create comment because issue is locked.
PATCH /issues/comments/21 { body: x } => 200 { body: x }
# a deleted issue is gone, and in no list | deleted
GET /issues/1 => 410 message: This issue was deleted
GET /issues/1/comments => 410 message: This issue was deleted
PATCH /issues/1 { title: x } => 410 message: This issue was deleted
GET /issues/comments/21 => 404 message: Not Found
GET /issues => 200 number: [7]
POST /issues { title: New } => 201 { number: 8 }
# a transferred issue is in no list | moved
GET /issues => 200 number: [7]
`),
)('%s', async (_name, name, ...lines) => {
  await expectTranscript(emulator, seeds[name], ...lines);
});

test('a transferred issue redirects to an address that the token cannot see', async () => {
  await emulator.reset({ github: seeds['moved'] });
  const github = githubAs(emulator);
  const answer = await github('GET', `${repository}/issues/1`);
  expect(answer.status).toBe(404);
  expect((await emulator.log()).map(({ path, status }) => [path, status])).toEqual([
    [`${repository}/issues/1`, 301],
    ['/repositories/7/issues/9', 404],
  ]);
});

const control = async (method: string, path: string, body?: unknown) => {
  const { status, body: answer } = await emulator.call(method, `/github${path}`, body);
  return { status, body: answer as { id: number; nodeId: string; login: string; error?: string } };
};
const write = (body: Record<string, unknown> = {}) =>
  control('POST', '/comments', { issue: 1, login: 'ann', body: '/truu done ABCDEFGH', ...body });
const commentOf = (id: number): Promise<Reply> => githubAs(emulator)('GET', `${repository}/issues/comments/${id}`);

describe('a person', () => {
  test('comments, with timestamps that can differ by a second, and is shown with the id of then', async () => {
    await emulator.clock.set('2027-03-01T10:00:00Z');
    const { id } = (await write()).body;
    await control('POST', '/people', { login: 'ann', id: 99 });
    const other = (await write()).body.id;
    const [first, second] = await Promise.all([commentOf(id), commentOf(other)]);
    expect(first.body).toMatchObject({
      ...{ user: { login: 'ann', id: 11 }, body: '/truu done ABCDEFGH' },
      ...{ created_at: '2027-03-01T10:00:00Z', updated_at: '2027-03-01T10:00:01Z' },
    });
    expect(second.body).toMatchObject({ user: { login: 'ann', id: 99 } });
  });

  test('edits and deletes a comment of its own, and with write access that of another', async () => {
    const { id } = (await write({ login: 'rob' })).body;
    expect((await control('PATCH', `/comments/${id}`, { body: 'Later' })).status).toBe(200);
    expect((await control('PATCH', `/comments/${id}`, { body: 'By mia', by: 'mia' })).body.error).toContain('write');
    await control('PATCH', `/comments/${id}`, { body: 'By max', by: 'max' });
    expect((await commentOf(id)).body).toMatchObject({ body: 'By max', user: { login: 'rob' } });
    expect((await control('DELETE', `/comments/${id}`, { by: 'tia' })).status).toBe(400);
    expect((await control('DELETE', `/comments/${id}`)).status).toBe(200);
    expect((await commentOf(id)).status).toBe(404);
  });

  test('closes, relabels, locks, transfers and deletes an issue as far as the role allows', async () => {
    const change = (body: Record<string, unknown>) => control('PATCH', '/issues/1', body);
    expect((await change({ by: 'rob', state: 'closed' })).body.error).toContain('triage');
    await change({ by: 'tia', state: 'closed', labels: [] });
    const github = githubAs(emulator);
    expect((await github('GET', `${repository}/issues/1`)).body).toMatchObject({ state: 'closed', labels: [] });
    await change({ by: 'max', locked: true });
    expect((await write({ login: 'rob' })).body.error).toContain('locked');
    expect((await change({ by: 'max', deleted: true })).body.error).toContain('admin');
    await change({ by: 'max', transferredTo: 'contoso/other#5' });
    const moved = await emulator.fetch(`${emulator.urls.github}${repository}/issues/1`, {
      ...{ redirect: 'manual', headers: { 'user-agent': 'a test', authorization: `Bearer ${tokenOf()}` } },
    });
    const location = expect.stringMatching(/\/repositories\/\d+\/issues\/5$/);
    expect([moved.status, moved.headers.get('location')]).toEqual([301, location]);
    expect(await moved.json()).toMatchObject({ message: 'Moved Permanently', url: location });
    await control('PATCH', '/issues/2', { by: 'ann', deleted: true });
    expect((await github('GET', `${repository}/issues/2`)).status).toBe(410);
  });

  test('the repository is made public, and its issues are switched off', async () => {
    expect((await write({ login: 'out' })).body.error).toContain('read');
    await control('PATCH', '/repository', { private: false });
    expect((await write({ login: 'out' })).status).toBe(200);
    await control('PATCH', '/repository', { hasIssues: false });
    expect((await githubAs(emulator)('GET', `${repository}/issues`)).status).toBe(410);
  });

  test.each<[method: string, path: string, body: Record<string, unknown>, message: string]>([
    ['POST', '/comments', { issue: 1, login: 'nobody', body: 'x' }, 'POST /github/people'],
    ['POST', '/comments', { issue: 77, login: 'ann', body: 'x' }, 'issue 77'],
    ['POST', '/comments', { issue: 1, login: 'ann', body: 'x', mail: true }, 'mail'],
    ['POST', '/people', { login: 'a[bot]', type: 'User' }, 'type'],
    ['POST', '/people', { login: 'a', permission: 'owner' }, 'permission'],
    ['PATCH', '/issues/7', { by: 'ann', deleted: true }, 'pull request'],
    ['PATCH', '/issues/1', { by: 'ann', color: 'red' }, 'color'],
    ['PATCH', '/repository', { public: true }, 'public'],
    ['PATCH', '/comments/x', { body: 'x' }, 'id'],
  ])('%s %s with %j is refused', async (method, path, body, message) => {
    const before = await emulator.state();
    expect(await control(method, path, body)).toEqual({
      status: 400,
      body: { error: expect.stringContaining(message) },
    });
    expect(await emulator.state()).toEqual(before);
  });
});

const tokenOf = (): string => emulator.world.state.github.tokens[0]?.token ?? '';

test('the state with people is a seed, and the event of a comment has GitHub’s own ids', async () => {
  const { id } = (await write({ viaEmail: true })).body;
  const event = await control('GET', `/comments/${id}/event`);
  expect(event.body).toMatchObject({
    ...{ action: 'created', sender: { login: 'ann', id: 11 }, comment: { id }, issue: { number: 1 } },
    repository: { full_name: 'contoso/identity' },
  });
  const state = await emulator.state();
  await emulator.reset(state);
  expect(await emulator.state()).toEqual(state);
});

describe('GraphQL', () => {
  const ask = async (query: string, variables: Record<string, unknown> = {}) =>
    (
      await githubAs(emulator)<{ data?: unknown; errors?: { message: string }[] }>('POST', '/graphql', {
        query,
        variables,
      })
    ).body;
  const oneComment = `query($id: ID!) { node(id: $id) { __typename ... on IssueComment {
    databaseId lastEditedAt createdViaEmail
    author { login __typename ... on User { databaseId } } editor { login } } } }`;

  test('tells when a comment was edited, and by whom, whether it came by mail, and who wrote it', async () => {
    await emulator.clock.set('2027-03-01T10:00:00Z');
    const { id, nodeId } = (await write({ login: 'rob', viaEmail: true })).body;
    const author = { login: 'rob', __typename: 'User', databaseId: 14 };
    const node = { __typename: 'IssueComment', databaseId: id, createdViaEmail: true, author };
    expect(await ask(oneComment, { id: nodeId })).toEqual({
      data: { node: { ...node, lastEditedAt: null, editor: null } },
    });
    await control('PATCH', `/comments/${id}`, { body: 'Later', by: 'ann' });
    expect(await ask(oneComment, { id: nodeId })).toEqual({
      data: { node: { ...node, lastEditedAt: expect.stringMatching('^2027-03-01T10:0'), editor: { login: 'ann' } } },
    });
  });

  test('shows the comments of an issue in pages; an app has no [bot] in its login', async () => {
    const octokit = octokitOf(emulator);
    const [owner, repo] = ['contoso', 'identity'];
    await octokit.rest.issues.createComment({ owner, repo, issue_number: 1, body: 'Receipt' });
    const query = `query($n: Int!, $after: String) { repository(owner: "contoso", name: "identity") {
      issue(number: $n) { comments(first: 1, after: $after) {
        totalCount pageInfo { hasNextPage endCursor } nodes { body author { login __typename } } } } } }`;
    interface Page {
      repository: { issue: { comments: { pageInfo: { hasNextPage: boolean; endCursor: string }; nodes: unknown[] } } };
    }
    const first = (await octokit.graphql<Page>(query, { n: 1 })).repository.issue.comments;
    expect(first).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true }, nodes: [{ body: 'Hello' }] });
    const next = (await octokit.graphql<Page>(query, { n: 1, after: first.pageInfo.endCursor })).repository.issue;
    expect(next.comments).toMatchObject({
      ...{ pageInfo: { hasNextPage: false } },
      nodes: [{ body: 'Receipt', author: { login: 'github-actions', __typename: 'Bot' } }],
    });
  });

  test.each([
    ['{ node(id: "x") { id } }', { data: { node: null }, errors: [{ type: 'NOT_FOUND', path: ['node'] }] }],
    ['{ rateLimit { cost } }', { errors: [{ message: "Field 'rateLimit' doesn't exist on type 'Query'" }] }],
    ['{ node { id } }', { errors: [{ extensions: { code: 'missingRequiredArguments' } }] }],
    ['{ node(id: "x", at: 1) { id } }', { errors: [{ extensions: { code: 'argumentNotAccepted' } }] }],
    ['{ node(id: $id) { id } }', { errors: [{ extensions: { code: 'variableNotDefined' } }] }],
    ['query($id: ID!) { node(id: $id) { id } }', { errors: [{ message: 'Variable $id was provided invalid value' }] }],
    ['{ node(id: "x") { ... on Commit { oid } } }', { errors: [{ extensions: { code: 'undefinedType' } }] }],
    ['{ viewer }', { errors: [{ extensions: { code: 'selectionMismatch' } }] }],
    ['{ viewer { login { x } } }', { errors: [{ extensions: { code: 'selectionMismatch' } }] }],
    ['{ viewer { login }', { errors: [{ message: 'Unexpected end of document' }] }],
    ['{ viewer { login } } &', { errors: [{ message: 'Parse error on "&"' }] }],
    [
      '{ repository(owner: "contoso", name: "identity") { issue(number: 1) { comments { totalCount } } } }',
      { errors: [{ type: 'MISSING_PAGINATION_BOUNDARIES' }] },
    ],
    ['{ repository(owner: "contoso", name: "x") { isPrivate } }', { errors: [{ type: 'NOT_FOUND' }] }],
  ])('answers %s with its own errors', async (query, expected) => {
    expect(await ask(query)).toMatchObject(expected);
  });

  test('refuses a token without permission', async () => {
    await emulator.reset({ github: { ...seed, tokens: [tokenWith({ checks: 'write' })] } });
    const query = '{ repository(owner: "contoso", name: "identity") { issue(number: 1) { title } } }';
    expect(await ask(query)).toMatchObject({ data: { repository: { issue: null } }, errors: [{ type: 'FORBIDDEN' }] });
  });
});
