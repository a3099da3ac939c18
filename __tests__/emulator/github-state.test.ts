import { expect, test } from '@jest/globals';
import { environmentOf } from '../../emulator/environment.ts';
import { World } from '../../emulator/world.ts';
import { githubAs, repository, tokenWith } from '../support/emulator-github.ts';
import { fileEmulator } from '../support/file-emulator.ts';

const emulator = fileEmulator();
const issues = `${repository}/issues`;
const base = { sha: '0'.repeat(40), ref: 'main' };
const create = (title = 'Drift') => githubAs(emulator)('POST', issues, { title, labels: ['truu'] });

test('the state contains the changes and is a valid seed', async () => {
  const github = githubAs(emulator);
  await create();
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
  expect((await create()).body).toMatchObject({ number: 2 });
});

test('rows of a seed get defaults for missing keys', () => {
  const head = { sha: '1'.repeat(40), ref: 'topic', repo: 'contoso/identity' };
  const pull = { number: 7, title: 'A change', head, base, merged: true, merge_commit_sha: base.sha };
  const { github } = new World({ github: { pulls: [pull], issues: [{ number: 8, title: 'Old', state: 'closed' }] } })
    .state;
  const closed_at = expect.any(String);
  expect(github.pulls).toMatchObject([{ state: 'closed', merged_at: expect.any(String), closed_at }]);
  expect(github.issues).toMatchObject([{ body: null, labels: [], closed_at, state_reason: null }]);
});

const token = (permissions: object) => ({ tokens: [{ ...tokenWith({}), permissions }] });

test.each([
  [{ pulls: [{ number: 7, title: 'A change', base }] }, "'github.pulls[0].head' is missing"],
  [{ issues: [{ number: 7, title: 'Drift', colour: 'red' }] }, "unknown key 'github.issues[0].colour'"],
  [{ comments: ['Hello'] }, "'github.comments[0]' must be an object, not a string"],
  [{ labels: 'none' }, "'github.labels' must be a list, not a string"],
  [token({ 'pull-requests': 'write' }), "unknown key 'github.tokens[0].permissions.pull-requests'"],
  [token({ issues: 'admin' }), "'github.tokens[0].permissions.issues' must be read or write"],
])('the seed %j is refused', (github, message) => {
  expect(() => new World({ github })).toThrow(message);
});

test('the environment has the first token, and none without tokens', () => {
  const github = { tokens: [tokenWith({}), { ...tokenWith({}), token: 'another' }] };
  expect(environmentOf(new World({ github }), 'ca')['INPUT_GITHUB-TOKEN']).toBe(github.tokens[0]?.token);
  expect(environmentOf(new World({ github: { tokens: [] } }), 'ca')).not.toHaveProperty('INPUT_GITHUB-TOKEN');
});

test('the log marks only committed requests', async () => {
  await create();
  await create('');
  await githubAs(emulator)('GET', issues);
  expect(await emulator.log()).toMatchObject([
    { service: 'github', status: 201, committed: true },
    { service: 'github', status: 422, committed: false },
    { service: 'github', status: 200, committed: false },
  ]);
});
