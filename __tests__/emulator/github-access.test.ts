import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { firstToken, githubAs, octokitOf, repository, tokenWith } from '../support/emulator-github.ts';
import { startEmulator, type TestEmulator } from '../support/emulator.ts';

let emulator: TestEmulator;

beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.stop());
beforeEach(() => emulator.reset());

const viewer = (query: string) => githubAs(emulator)('POST', '/graphql', { query });

describe('a token', () => {
  test('is the one that the action is started with', async () => {
    const token = emulator.env['INPUT_GITHUB-TOKEN'] ?? '';
    expect((await githubAs(emulator, token)('GET', repository)).status).toBe(200);
  });

  test.each([
    [null, 'Requires authentication'],
    ['another', 'Bad credentials'],
  ])('%j is refused', async (token, message) => {
    const answer = await githubAs(emulator, token)('GET', `${repository}/issues`);
    expect([answer.status, answer.body]).toEqual([
      401,
      { message, documentation_url: expect.stringContaining('https://docs.github.com/rest'), status: '401' },
    ]);
  });

  test('may also be sent as older clients send it', async () => {
    const headers = { authorization: `token ${firstToken(emulator)}` };
    expect((await githubAs(emulator, null)('GET', repository, undefined, headers)).status).toBe(200);
  });

  test('stays out of the log', async () => {
    await githubAs(emulator)('GET', `${repository}/issues`);
    const log = JSON.stringify(await emulator.log());
    expect(log).toContain(`${repository}/issues`);
    expect(log).not.toContain(firstToken(emulator));
  });
});

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
const check = { name: 'plan', head_sha: sha };

// Each route, and all that a token needs for it: enough together with nothing else, and not enough as `read`.
const writes = [
  ['POST', '/issues', { title: 'Drift' }, ['issues']],
  ['PATCH', '/issues/1', { title: 'Drift' }, ['issues']],
  ['PATCH', '/issues/2', { title: 'Another' }, ['issues', 'pull_requests']],
  ['POST', '/issues/1/comments', comment, ['issues']],
  ['POST', '/issues/2/comments', comment, ['issues', 'pull_requests']],
  ['PATCH', '/issues/comments/11', comment, ['issues']],
  ['PATCH', '/issues/comments/12', comment, ['issues', 'pull_requests']],
  ['DELETE', '/issues/comments/11', undefined, ['issues']],
  ['DELETE', '/issues/comments/12', undefined, ['issues', 'pull_requests']],
  ['POST', '/labels', { name: 'drift' }, ['issues', 'pull_requests']],
  ['POST', '/check-runs', check, ['checks']],
  ['PATCH', '/check-runs/21', { conclusion: 'failure' }, ['checks']],
] as const;
const reads = [
  ['GET', '/issues', undefined, ['issues']],
  ['GET', '/issues/1', undefined, ['issues']],
  ['GET', '/issues/2', undefined, ['issues']],
  ['GET', '/issues/1/comments', undefined, ['issues', 'pull_requests']],
  ['GET', '/issues/comments/12', undefined, ['issues', 'pull_requests']],
  ['GET', '/labels', undefined, ['issues', 'pull_requests']],
  ['GET', '/pulls/2', undefined, ['pull_requests']],
  ['GET', `/commits/${sha}/pulls`, undefined, ['pull_requests']],
  ['GET', `/commits/${sha}/check-runs`, undefined, ['checks']],
  ['GET', '/check-runs/21', undefined, ['checks']],
] as const;
const names = ['contents', 'issues', 'pull_requests', 'checks'] as const;

describe('the rights of a token', () => {
  const statusWith = async (
    [method, path, body]: readonly [string, string, unknown, readonly string[]],
    permissions: Parameters<typeof tokenWith>[0],
  ) => {
    const github = { ...seeded, tokens: [tokenWith(permissions)] };
    await emulator.reset({ github });
    return githubAs(emulator)<{ message: string } | null>(method, repository + path, body);
  };

  test.each(writes)('%s %s with %j needs to write one of %j', async (...row) => {
    const allowed: string[] = [];
    for (const name of names) {
      expect((await statusWith(row, { [name]: 'read' })).status).toBe(403);
      if ((await statusWith(row, { [name]: 'write' })).status < 300) allowed.push(name);
    }
    expect(allowed).toEqual(row[3]);
  });

  test.each(reads)('%s %s needs to read one of the last of %j %j', async (...row) => {
    const allowed: string[] = [];
    for (const name of names) {
      if ((await statusWith(row, { [name]: 'read' })).status === 200) allowed.push(name);
    }
    expect(allowed).toEqual(row[3]);
  });

  test('a fork’s token reads, and is refused in the words that say so, with what would have been enough', async () => {
    const permissions = { contents: 'read', issues: 'read', pull_requests: 'read', checks: 'read' } as const;
    expect((await statusWith(['GET', '/issues/2/comments', undefined, []], permissions)).status).toBe(200);
    const { status, headers, body } = await statusWith(['POST', '/issues/2/comments', comment, []], permissions);
    expect([status, body]).toEqual([
      403,
      {
        message: 'Resource not accessible by integration',
        documentation_url: 'https://docs.github.com/rest/issues/comments#create-an-issue-comment',
        status: '403',
      },
    ]);
    expect(headers.get('x-accepted-github-permissions')).toBe('issues=write; pull_requests=write');
    expect((await emulator.state()).github.comments).toHaveLength(2);
  });
});

describe('who is asking', () => {
  test('a workflow’s token is the bot’s, by GraphQL and by what it writes', async () => {
    const { body } = await viewer('query { viewer { login databaseId } }');
    expect(body).toEqual({ data: { viewer: { login: 'github-actions[bot]', databaseId: 41_898_282 } } });
    const issue = await githubAs(emulator)<{ user: unknown }>('POST', `${repository}/issues`, { title: 'Drift' });
    expect(issue.body.user).toMatchObject({ login: 'github-actions[bot]', id: 41_898_282, type: 'Bot' });
  });

  test('a workflow’s token may not ask for its user, a person’s may', async () => {
    expect((await githubAs(emulator)('GET', '/user')).body).toMatchObject({
      message: 'Resource not accessible by integration',
      status: '403',
    });
    await emulator.reset({ github: { tokens: [tokenWith({}, 'octocat')] } });
    expect((await githubAs(emulator)('GET', '/user')).body).toMatchObject({ login: 'octocat', type: 'User' });
    expect((await viewer('{ viewer { login } }')).body).toEqual({ data: { viewer: { login: 'octocat' } } });
  });

  test.each([
    ['query { viewer { login shoeSize } }', "Field 'shoeSize' doesn't exist on type 'User'"],
    ['mutation { addStar }', 'This emulator answers queries of viewer only.'],
  ])('%s is an error of a successful answer, as GraphQL has it', async (query, message) => {
    const { status, body } = await viewer(query);
    expect([status, body]).toMatchObject([200, { errors: [{ message }] }]);
  });

  test('GitHub’s own client gets the viewer, and throws on GraphQL’s errors', async () => {
    const octokit = octokitOf(emulator);
    expect(await octokit.graphql('query { viewer { login } }')).toEqual({ viewer: { login: 'github-actions[bot]' } });
    await expect(octokit.graphql('query { viewer { shoeSize } }')).rejects.toThrow('shoeSize');
  });
});

describe('every answer', () => {
  test('has a request id of its own and says what is left of the hour', async () => {
    const github = githubAs(emulator);
    const [first, second] = [await github('GET', repository), await github('GET', `${repository}/nothing`)];
    expect(first.headers.get('x-github-request-id')).toMatch(/^[0-9A-F]+(:[0-9A-F]+){4}$/);
    expect(second.headers.get('x-github-request-id')).not.toBe(first.headers.get('x-github-request-id'));
    expect(first.headers.get('x-ratelimit-limit')).toBe('1000');
    expect(first.headers.get('x-ratelimit-remaining')).toBe('999');
    expect(first.headers.get('x-ratelimit-resource')).toBe('core');
  });

  test('is a refusal once the hour is used up, until the next one', async () => {
    await emulator.reset({ github: { rateLimit: 2 } });
    const github = githubAs(emulator);
    await github('GET', repository);
    await github('GET', repository);
    const { status, headers, body } = await github('GET', repository);
    expect([status, body]).toMatchObject([403, { message: expect.stringContaining('API rate limit exceeded') }]);
    expect(headers.get('x-ratelimit-remaining')).toBe('0');
    expect((await viewer('{ viewer { login } }')).status).toBe(200);
    await emulator.clock.set(new Date(Number(headers.get('x-ratelimit-reset')) * 1000).toISOString());
    expect((await github('GET', repository)).status).toBe(200);
  });

  test.each([
    ['another repository', '/repos/contoso/other/issues', {}, 404, 'Not Found'],
    ['a path that is none', `${repository}/issues/`, {}, 404, 'Not Found'],
    ['an issue that is none', `${repository}/issues/77`, {}, 404, 'Not Found'],
    ['a version that is none', repository, { 'x-github-api-version': '1999-01-01' }, 400, 'is not a supported version'],
    ['a client without a name', repository, { 'user-agent': '' }, 403, 'User-Agent'],
  ])('to %s is a refusal', async (_what, path, headers, status, message) => {
    const answer = await githubAs(emulator)('GET', path, undefined, headers);
    expect([answer.status, answer.body]).toMatchObject([status, { message: expect.stringContaining(message) }]);
  });

  test.each([
    ['{"title"', 400, 'Problems parsing JSON'],
    ['[]', 400, 'Body should be a JSON object'],
    ['{}', 422, 'Invalid request.\n\n"title" wasn\'t supplied.'],
    ['{"title":["a"]}', 422, 'Invalid request.\n\nFor \'properties/title\', ["a"] is not a string.'],
  ])('to the body %s is a refusal', async (body, status, message) => {
    const answer = await githubAs(emulator)('POST', `${repository}/issues`, body);
    expect([answer.status, answer.body]).toMatchObject([status, { message }]);
    expect((await emulator.state()).github.issues).toEqual([]);
  });
});
