import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Caller } from '../support/emulator-clients.ts';
import { githubAs, type GithubSeed, repository } from '../support/emulator-github.ts';
import { unchangedBy } from '../support/emulator-refusals.ts';
import { startEmulator, type TestEmulator } from '../support/emulator.ts';

let emulator: TestEmulator;
let github: Caller;

beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.stop());
beforeEach(async () => {
  await emulator.reset();
  github = githubAs(emulator);
});

const issues = `${repository}/issues`;
const plant = (seed: GithubSeed): Promise<void> => emulator.reset({ github: seed });
const side = { sha: 'a'.repeat(40), ref: 'main' };

describe('an issue', () => {
  test('is made by the token’s actor at the world’s time, and found where its answer says', async () => {
    await emulator.clock.set('2027-03-01T10:00:00Z');
    const made = await github('POST', issues, { title: 'Drift', body: 'What moved', labels: ['drift'], colour: 'red' });
    expect([made.status, made.body]).toMatchObject([
      201,
      {
        ...{ number: 1, title: 'Drift', body: 'What moved', state: 'open', state_reason: null, comments: 0 },
        user: { login: 'github-actions[bot]' },
        labels: [{ name: 'drift', color: 'ededed' }],
        created_at: expect.stringMatching(/^2027-03-01T10:00:0\dZ$/),
        html_url: 'https://github.com/contoso/identity/issues/1',
      },
    ]);
    expect(made.body).not.toHaveProperty('pull_request');
    const found = await github('GET', made.headers.get('location') ?? '');
    expect([found.status, found.body]).toEqual([200, made.body]);
  });

  test('shares its numbers with pull requests', async () => {
    await plant({ pulls: [{ number: 7, title: 'A change', head: { ...side, repo: null }, base: side }] });
    expect((await github('POST', issues, { title: 'Drift' })).body).toMatchObject({ number: 8 });
  });

  test('is closed with a reason, and opened again', async () => {
    await plant({ issues: [{ number: 3, title: 'Drift' }] });
    const closed = await github('PATCH', `${issues}/3`, { state: 'closed' });
    expect(closed.body).toMatchObject({ state: 'closed', state_reason: 'completed', closed_at: expect.any(String) });
    const again = await github('PATCH', `${issues}/3`, { state: 'open' });
    expect(again.body).toMatchObject({ state: 'open', state_reason: 'reopened', closed_at: null });
    const aside = await github('PATCH', `${issues}/3`, { state: 'closed', state_reason: 'not_planned' });
    expect(aside.body).toMatchObject({ state: 'closed', state_reason: 'not_planned' });
  });

  test('keeps what an update leaves out, a reason without a change of state included', async () => {
    await plant({ issues: [{ number: 3, title: 'Drift', body: 'Then', labels: ['drift'] }] });
    const { body } = await github('PATCH', `${issues}/3`, { body: 'Now', state: 'open', state_reason: 'completed' });
    expect(body).toMatchObject({ title: 'Drift', body: 'Now', state_reason: null, labels: [{ name: 'drift' }] });
  });

  test('has its labels replaced, under the spelling that they have', async () => {
    await plant({
      issues: [{ number: 3, title: 'Drift', labels: ['old'] }],
      labels: [{ name: 'TruU', color: 'ff0000' }],
    });
    const { body } = await github('PATCH', `${issues}/3`, { labels: ['truu', { name: 'new' }] });
    expect(body).toMatchObject({ labels: [{ name: 'TruU', color: 'ff0000' }, { name: 'new' }] });
    const { body: labels } = await github<unknown[]>('GET', `${repository}/labels`);
    expect(labels).toMatchObject([{ name: 'TruU' }, { name: 'new', color: 'ededed' }]);
  });
});

const refusal = (field: string, code: string, message?: string) => ({
  message: 'Validation Failed',
  errors: [{ resource: 'Issue', field, code, ...(message === undefined ? {} : { message }) }],
  status: '422',
});

test.each([
  [{ title: ' ' }, refusal('title', 'missing_field')],
  [{ title: 'x'.repeat(257) }, refusal('title', 'custom', 'title is too long (maximum is 256 characters)')],
  [{ body: 'x'.repeat(65_537) }, refusal('body', 'custom', 'body is too long (maximum is 65536 characters)')],
  [{ labels: ['x'.repeat(51)] }, { errors: [{ resource: 'Label', field: 'name', code: 'invalid' }] }],
])('is neither made nor changed with too much or too little', async (part, expected) => {
  await plant({ issues: [{ number: 3, title: 'Drift' }] });
  await unchangedBy(emulator, async () => {
    const made = await github('POST', issues, { title: 'Drift', ...part });
    expect([made.status, made.body]).toMatchObject([422, expected]);
    const changed = await github('PATCH', `${issues}/3`, part);
    expect([changed.status, changed.body]).toMatchObject([422, expected]);
  });
});

test('a body of exactly as many characters as allowed is kept, whatever its bytes', async () => {
  const body = '🌈'.repeat(65_536);
  expect((await github('POST', issues, { title: 'Drift', body })).body).toMatchObject({ body });
});

test.each([
  [{ state: 'ajar' }, `For 'properties/state', "ajar" is not a member of ["open", "closed"].`],
  [{ labels: 'drift' }, `For 'properties/labels', "drift" is not an array.`],
  [{ body: 7 }, `For 'properties/body', 7 is not a string.`],
])('an update with %j breaks the schema', async (part, sentence) => {
  await plant({ issues: [{ number: 3, title: 'Drift' }] });
  const { status, body } = await unchangedBy(emulator, () => github('PATCH', `${issues}/3`, part));
  expect([status, body]).toMatchObject([422, { message: `Invalid request.\n\n${sentence}` }]);
});

test('a merged pull request is not opened again', async () => {
  await plant({ pulls: [{ number: 7, title: 'A change', merged: true, head: { ...side, repo: null }, base: side }] });
  const answer = await unchangedBy(emulator, () => github('PATCH', `${issues}/7`, { state: 'open', labels: ['new'] }));
  expect(answer.body).toMatchObject({ errors: [{ resource: 'PullRequest', field: 'state', code: 'custom' }] });
});

test('a repository without issues has none to give and takes none, but comments on its pull requests', async () => {
  await plant({
    hasIssues: false,
    issues: [{ number: 3, title: 'Drift' }],
    pulls: [{ number: 7, title: 'A change', head: { ...side, repo: null }, base: side }],
  });
  const gone = { message: 'Issues are disabled for this repo', status: '410' };
  expect((await github('POST', issues, { title: 'Drift' })).body).toMatchObject(gone);
  expect((await github('GET', issues)).body).toMatchObject(gone);
  expect((await github('GET', `${issues}/3`)).body).toMatchObject(gone);
  expect((await github('PATCH', `${issues}/3`, { body: 'Now' })).body).toMatchObject(gone);
  expect((await github('POST', `${issues}/7/comments`, { body: 'Plan' })).status).toBe(201);
});

describe('the list', () => {
  const at = (day: number) => `2026-02-0${day}T00:00:00Z`;
  beforeEach(() =>
    plant({
      issues: [
        { number: 1, title: 'one', created_at: at(1), updated_at: at(5), labels: ['Drift', 'a'] },
        { number: 2, title: 'two', created_at: at(2), updated_at: at(2), state: 'closed', labels: ['drift'] },
        { number: 3, title: 'three', created_at: at(3), updated_at: at(4), user: 'github-actions[bot]' },
      ],
      pulls: [
        { number: 4, title: 'four', created_at: at(4), updated_at: at(4), head: { ...side, repo: null }, base: side },
      ],
      comments: [{ id: 1, issue_number: 3, user: 'octocat', body: 'Seen' }],
    }),
  );

  test.each([
    ['', [4, 3, 1]],
    ['?state=closed', [2]],
    ['?state=all', [4, 3, 2, 1]],
    ['?state=all&direction=asc', [1, 2, 3, 4]],
    ['?labels=drift', [1]],
    ['?labels=drift,a&state=all', [1]],
    ['?state=all&labels=drift', [2, 1]],
    ['?sort=updated', [1, 4, 3]],
    ['?sort=comments', [3, 4, 1]],
    ['?since=2026-02-05T00:00:00Z', [1]],
    ['?creator=github-actions[bot]', [3]],
  ])('with %j has %j', async (query, numbers) => {
    const { body } = await github<{ number: number }[]>('GET', issues + query);
    expect(body.map(({ number }) => number)).toEqual(numbers);
  });

  test('tells a pull request by its key', async () => {
    const { body } = await github<{ pull_request?: unknown }[]>('GET', issues);
    expect(body.map((row) => row.pull_request !== undefined)).toEqual([true, false, false]);
  });

  test.each(['state=ajar', 'sort=size', 'direction=up', 'since=yesterday'])('refuses %s', async (query) => {
    const { status, body } = await github('GET', `${issues}?${query}`);
    const [field, value] = query.split('=');
    expect([status, body]).toMatchObject([422, { errors: [{ resource: 'Issue', code: 'invalid', field, value }] }]);
  });
});

describe('a label', () => {
  test('is made once, whatever its case', async () => {
    const made = await github('POST', `${repository}/labels`, { name: 'TruU', color: 'AA00bb', description: 'Ours' });
    expect([made.status, made.body]).toMatchObject([201, { name: 'TruU', color: 'AA00bb', description: 'Ours' }]);
    const again = await unchangedBy(emulator, () => github('POST', `${repository}/labels`, { name: 'truu' }));
    expect([again.status, again.body]).toMatchObject([
      422,
      { message: 'Validation Failed', errors: [{ resource: 'Label', code: 'already_exists', field: 'name' }] },
    ]);
  });

  test.each([
    [{ name: 'x'.repeat(51) }, 'name'],
    [{ name: 'a', color: '#ff0000' }, 'color'],
    [{ name: 'a', description: 'x'.repeat(101) }, 'description'],
  ])('is refused as %j', async (label, field) => {
    const { status, body } = await unchangedBy(emulator, () => github('POST', `${repository}/labels`, label));
    expect([status, body]).toMatchObject([422, { errors: [{ resource: 'Label', field }] }]);
  });
});
