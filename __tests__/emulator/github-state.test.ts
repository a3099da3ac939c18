import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { githubAs, repository, tokenWith } from '../support/emulator-github.ts';
import { environmentOf } from '../../emulator/environment.ts';
import { World } from '../../emulator/world.ts';
import { startEmulator, type TestEmulator } from '../support/emulator.ts';

let emulator: TestEmulator;

beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.stop());
beforeEach(() => emulator.reset());

const issues = `${repository}/issues`;
const head = { sha: '1'.repeat(40), ref: 'topic', repo: 'contoso/identity' };
const base = { sha: '0'.repeat(40), ref: 'main' };

describe('the state', () => {
  test('has what was written, and is a seed that goes on from there', async () => {
    const github = githubAs(emulator);
    await github('POST', issues, { title: 'Drift', labels: ['truu'] });
    await github('POST', `${issues}/1/comments`, { body: 'Seen' });
    await github('POST', `${repository}/check-runs`, { name: 'plan', head_sha: emulator.env['GITHUB_SHA'] });
    const state = await emulator.state();
    expect(state.github).toMatchObject({
      issues: [{ number: 1, title: 'Drift', labels: ['truu'] }],
      comments: [{ issue_number: 1, body: 'Seen' }],
      labels: [{ name: 'truu' }],
      checkRuns: [{ name: 'plan', status: 'queued', app: 'github-actions' }],
    });
    await emulator.reset(state);
    expect(await emulator.state()).toEqual(state);
    expect((await github('POST', issues, { title: 'Next' })).body).toMatchObject({ number: 2 });
  });

  test('fills in what a seed’s rows leave out', async () => {
    const pull = { number: 7, title: 'A change', head, base, merged: true, merge_commit_sha: base.sha };
    await emulator.reset({ github: { pulls: [pull], issues: [{ number: 8, title: 'Old', state: 'closed' }] } });
    const { github } = await emulator.state();
    expect(github.pulls).toMatchObject([
      { state: 'closed', merged_at: expect.any(String), closed_at: expect.any(String) },
    ]);
    expect(github.issues).toMatchObject([
      { body: null, labels: [], closed_at: expect.any(String), state_reason: null },
    ]);
  });

  test.each([
    [{ pulls: [{ number: 7, title: 'A change', base }] }, "'github.pulls[0].head' is missing"],
    [{ issues: [{ number: 7, title: 'Drift', colour: 'red' }] }, "unknown key 'github.issues[0].colour'"],
    [{ comments: ['Hello'] }, "'github.comments[0]' must be an object, not a string"],
    [{ labels: 'none' }, "'github.labels' must be a list, not a string"],
    [
      { tokens: [{ ...tokenWith({}), permissions: { 'pull-requests': 'write' } }] },
      "unknown key 'github.tokens[0].permissions.pull-requests'",
    ],
    [
      { tokens: [{ ...tokenWith({}), permissions: { issues: 'admin' } }] },
      "'github.tokens[0].permissions.issues' must be read or write",
    ],
  ])('refuses the seed %j', (github, message) => {
    expect(() => new World({ github })).toThrow(message);
  });
});

describe('the environment', () => {
  test('has the first token, and none when the world has none', () => {
    const [first, second] = [tokenWith({}), { ...tokenWith({}), token: 'another' }];
    const github = { tokens: [first, second] };
    expect(environmentOf(new World({ github }), 'ca')['INPUT_GITHUB-TOKEN']).toBe(first.token);
    expect(environmentOf(new World({ github: { tokens: [] } }), 'ca')).not.toHaveProperty('INPUT_GITHUB-TOKEN');
  });
});

describe('the log', () => {
  test('tells what was committed from what was not', async () => {
    const github = githubAs(emulator);
    await github('POST', issues, { title: 'Drift' });
    await github('POST', issues, { title: '' });
    await github('GET', issues);
    const rows = (await emulator.log()).map(({ service, status, committed }) => [service, status, committed]);
    expect(rows).toEqual([
      ['github', 201, true],
      ['github', 422, false],
      ['github', 200, false],
    ]);
  });
});

describe('a fault', () => {
  const write = () => githubAs(emulator)('POST', issues, { title: 'Drift' });

  test('before the commit leaves nothing behind, after it the issue that nobody heard of', async () => {
    await emulator.faults.add({ service: 'github', method: 'POST', path: 'issues', when: 'before', do: 'close' });
    await expect(write()).rejects.toThrow('fetch failed');
    expect((await emulator.state()).github.issues).toEqual([]);
    await emulator.faults.add({ service: 'github', method: 'POST', path: 'issues', when: 'after', do: 'close' });
    await expect(write()).rejects.toThrow('fetch failed');
    expect((await emulator.state()).github.issues).toMatchObject([{ title: 'Drift' }]);
  });

  test('answers in GitHub’s place', async () => {
    const body = { message: 'You have exceeded a secondary rate limit.' };
    const headers = { 'retry-after': '60' };
    await emulator.faults.add({ service: 'github', when: 'before', do: { answer: { status: 403, headers, body } } });
    const answer = await write();
    expect([answer.status, answer.body, answer.headers.get('retry-after')]).toEqual([403, body, '60']);
  });
});
