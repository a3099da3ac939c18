import { describe, expect, test } from '@jest/globals';
import { firstToken, githubAs, octokitOf, repository, tokenWith } from '../support/emulator-github.ts';
import { fileEmulator } from '../support/file-emulator.ts';
import { expectTranscript, transcripts } from './github-transcript.ts';

const emulator = fileEmulator();
const sha = '5f0c1d2e3b4a59687766554433221100ffeeddcc';
const seeded = {
  issues: [{ number: 1, title: 'An issue' }],
  pulls: [
    { number: 2, title: 'A change', head: { sha, ref: 'a', repo: 'contoso/identity' }, base: { sha, ref: 'main' } },
  ],
  comments: [
    { id: 11, issue_number: 1, user: 'octocat', body: 'On the issue' },
    { id: 12, issue_number: 2, user: 'octocat', body: 'On the pull request' },
  ],
  checkRuns: [{ id: 21, name: 'plan', head_sha: sha }],
};
const comment = { body: 'Hello' };
const [issue, pull, either, checks] = [['issues'], ['pull_requests'], ['issues', 'pull_requests'], ['checks']] as const;

// Each route, and its permissions: each is enough on its own. A route that writes is refused with `read`.
const routes = [
  ['POST /issues', { title: 'Drift' }, issue],
  ['PATCH /issues/1', { title: 'Drift' }, issue],
  ['PATCH /issues/2', { title: 'Another' }, either],
  ['POST /issues/1/comments', comment, issue],
  ['POST /issues/2/comments', comment, either],
  ['PATCH /issues/comments/11', comment, issue],
  ['PATCH /issues/comments/12', comment, either],
  ['DELETE /issues/comments/11', undefined, issue],
  ['DELETE /issues/comments/12', undefined, either],
  ['POST /labels', { name: 'drift' }, either],
  ['POST /check-runs', { name: 'plan', head_sha: sha }, checks],
  ['PATCH /check-runs/21', { conclusion: 'failure' }, checks],
  ['GET /issues', undefined, issue],
  ['GET /issues/1', undefined, issue],
  ['GET /issues/2', undefined, issue],
  ['GET /issues/1/comments', undefined, either],
  ['GET /issues/comments/12', undefined, either],
  ['GET /labels', undefined, either],
  ['GET /pulls/2', undefined, pull],
  [`GET /commits/${sha}/pulls`, undefined, pull],
  [`GET /commits/${sha}/check-runs`, undefined, checks],
  ['GET /check-runs/21', undefined, checks],
] as const;

test.each(routes)('%s with %j requires one of %j', async (request, body, permissions) => {
  const [method = '', path = ''] = request.split(' ');
  const allowed: string[] = [];
  const refusals = new Set<number>();
  for (const name of ['contents', 'issues', 'pull_requests', 'checks'] as const) {
    for (const level of ['read', 'write'] as const) {
      await emulator.reset({ github: { ...seeded, tokens: [tokenWith({ [name]: level })] } });
      const { status } = await githubAs(emulator)(method, repository + path, body);
      if (status < 300) allowed.push(`${name}=${level}`);
      else refusals.add(status);
    }
  }
  const levels = method === 'GET' ? ['read', 'write'] : ['write'];
  expect(allowed).toEqual(permissions.flatMap((name) => levels.map((level) => `${name}=${level}`)));
  expect([...refusals]).toEqual([403]);
});

test('the token of a fork reads, and its refusal names the required permissions', async () => {
  const tokens = [tokenWith({ contents: 'read', issues: 'read', pull_requests: 'read', checks: 'read' })];
  const page = 'https://docs.github.com/rest/issues/comments#create-an-issue-comment';
  const { headers } = await expectTranscript(
    emulator,
    { ...seeded, tokens },
    'GET /issues/2/comments => 200',
    `POST /issues/2/comments { body: x } => 403 { message: Resource not accessible by integration, documentation_url: ${page} }`,
  );
  expect(headers.get('x-accepted-github-permissions')).toBe('issues=write; pull_requests=write');
});

test('a token stays out of the log, also in the older header', async () => {
  await githubAs(emulator)('GET', `${repository}/issues`);
  const headers = { authorization: `token ${firstToken(emulator)}` };
  expect((await githubAs(emulator, null)('GET', repository, undefined, headers)).status).toBe(200);
  const log = JSON.stringify(await emulator.log());
  expect(log).toContain(`${repository}/issues`);
  expect(log).not.toContain(firstToken(emulator));
});

const tokens = ['github-actions[bot]', 'octocat'].map((actor) => ({
  ...tokenWith({ issues: 'write' }, actor),
  token: actor,
}));
const wrongField = `Field 'shoeSize' doesn't exist on type 'User'`;

test.each(
  transcripts(`
# a request without a valid token is refused
as none GET /issues => 401 { message: Requires authentication, documentation_url: ~/rest }
as another GET /issues => 401 { message: Bad credentials, documentation_url: ~/rest }
# an unknown path is refused
GET /../other/issues => 404 message: Not Found
GET /issues/ => 404 message: Not Found
GET /issues/77 => 404 message: Not Found
# a body that is not a JSON object is refused
POST /issues '{"title"' => 400 message: Problems parsing JSON
POST /issues '[]' => 400 message: Body should be a JSON object
# only a person’s token has a user
GET /../../../user => 403 message: Resource not accessible by integration
as octocat GET /../../../user => 200 { login: octocat, type: User }
# a token has a viewer, with the errors of GraphQL
POST /../../../graphql { query: "query { viewer { login databaseId } }" } => 200 { data: { viewer: { login: "github-actions[bot]", databaseId: 41898282 } } }
as octocat POST /../../../graphql { query: "{ viewer { login } }" } => 200 { data: { viewer: { login: octocat } } }
POST /../../../graphql { query: "query { viewer { login shoeSize } }" } => 200 { errors: [{ message: "${wrongField}" }] }
POST /../../../graphql { query: "mutation { addStar }" } => 200 { errors: [{ message: This emulator answers queries only. }] }
`),
)('%s', async (_name, _seed, ...lines) => {
  await expectTranscript(emulator, { tokens }, ...lines);
});

test.each([
  [{ 'x-github-api-version': '1999-01-01' }, 400, '"1999-01-01" is not a supported version'],
  [{ 'user-agent': '' }, 403, 'User-Agent'],
])('the header %j is answered with %i', async (headers, status, message) => {
  const answer = await githubAs(emulator)('GET', repository, undefined, headers);
  expect([answer.status, answer.body]).toMatchObject([status, { message: expect.stringContaining(message) }]);
});

test('GitHub’s own client reads the viewer, and throws on errors of GraphQL', async () => {
  const octokit = octokitOf(emulator);
  expect(await octokit.graphql('query { viewer { login } }')).toEqual({ viewer: { login: 'github-actions[bot]' } });
  await expect(octokit.graphql('query { viewer { shoeSize } }')).rejects.toThrow('shoeSize');
});

describe('every answer', () => {
  test('has its own request id and the remaining requests of the hour', async () => {
    const github = githubAs(emulator);
    const [first, second] = [await github('GET', repository), await github('GET', `${repository}/nothing`)];
    expect(first.headers.get('x-github-request-id')).toMatch(/^[0-9A-F]+(:[0-9A-F]+){4}$/);
    expect(second.headers.get('x-github-request-id')).not.toBe(first.headers.get('x-github-request-id'));
    const limits = ['limit', 'remaining', 'resource'].map((name) => first.headers.get(`x-ratelimit-${name}`));
    expect(limits).toEqual(['1000', '999', 'core']);
  });

  test('is a refusal when the hour has no requests left, until the next one', async () => {
    const refusal = 'GET /issues => 403 message: API rate limit exceeded';
    const used = 'GET /issues => 200';
    const { headers } = await expectTranscript(emulator, { rateLimit: 2 }, used, used, refusal);
    expect(headers.get('x-ratelimit-remaining')).toBe('0');
    const github = githubAs(emulator);
    expect((await github('POST', '/graphql', { query: '{ viewer { login } }' })).status).toBe(200);
    await emulator.clock.set(new Date(Number(headers.get('x-ratelimit-reset')) * 1000).toISOString());
    expect((await github('GET', repository)).status).toBe(200);
  });
});

describe('what GitHub does not do for a token', () => {
  test('is content beyond its minute, which says how long to wait', async () => {
    const secondaryLimit = { contentPerMinute: 1, status: 429, retryAfter: true } as const;
    const [write, refusal] = ['POST /labels { name: a }', 'POST /labels { name: b } => 429 message: secondary rate'];
    const { headers } = await expectTranscript(
      emulator,
      { secondaryLimit },
      `${write} => 201`,
      'GET /labels => 200',
      refusal,
    );
    const seconds = Number(headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(50);
    await emulator.clock.advance(`PT${seconds}S`);
    expect((await githubAs(emulator)('POST', `${repository}/labels`, { name: 'b' })).status).toBe(201);
  });

  test('is a request to a former name of the repository, which is redirected to its id', async () => {
    await emulator.reset({ github: { repository: 'contoso/directory', formerNames: ['contoso/identity'] } });
    const headers = { 'user-agent': 'a test', authorization: `Bearer ${firstToken(emulator)}` };
    const send = (method: string, path: string) =>
      emulator.fetch(emulator.urls.github + path, { method, headers, redirect: 'manual' });
    const read = await send('GET', `${repository}/labels?per_page=5`);
    expect([read.status, await read.json()]).toMatchObject([301, { message: 'Moved Permanently' }]);
    expect((await send('POST', `${repository}/labels`)).status).toBe(307);
    const location = read.headers.get('location') ?? '';
    expect(location).toMatch(/\/repositories\/\d+\/labels\?per_page=5$/);
    expect((await githubAs(emulator)('GET', location)).status).toBe(200);
    expect((await send('GET', '/repos/contoso/other/labels')).status).toBe(404);
  });
});
