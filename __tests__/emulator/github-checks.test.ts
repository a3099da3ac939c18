import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Caller } from '../support/emulator-clients.ts';
import { githubAs, repository, tokenWith } from '../support/emulator-github.ts';
import { unchangedBy } from '../support/emulator-refusals.ts';
import { startEmulator, type TestEmulator } from '../support/emulator.ts';

let emulator: TestEmulator;
let github: Caller;

const head = '1'.repeat(40);
const base = { sha: '0'.repeat(40), ref: 'main' };
const pulls = [
  { number: 7, title: 'A change', head: { sha: head, ref: 'topic', repo: 'contoso/identity' }, base },
  { number: 8, title: 'From a fork', head: { sha: head, ref: 'topic', repo: 'mona/identity' }, base },
];
const output = { title: 'Plan', summary: 'Nothing to do' };

beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.stop());
beforeEach(async () => {
  await emulator.reset({ github: { pulls } });
  github = githubAs(emulator);
});

const checks = `${repository}/check-runs`;
const make = (more: object = {}) => github<{ id: number }>('POST', checks, { name: 'plan', head_sha: head, ...more });

describe('a check run', () => {
  test('is made by the token’s app on a commit, and found by its id', async () => {
    const made = await make({ conclusion: 'success', external_id: 'fingerprint', output });
    expect([made.status, made.body]).toMatchObject([
      201,
      {
        ...{ name: 'plan', head_sha: head, status: 'completed', conclusion: 'success', external_id: 'fingerprint' },
        completed_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        output: { ...output, text: null, annotations_count: 0 },
        app: { id: 15_368, slug: 'github-actions' },
      },
    ]);
    expect((await github('GET', `${checks}/${made.body.id}`)).body).toEqual(made.body);
  });

  test('names the open pull requests of its commit, but none of a fork', async () => {
    expect((await make()).body).toMatchObject({ pull_requests: [{ number: 7, head: { sha: head } }] });
  });

  test('waits in the queue unless told otherwise, and is completed by its conclusion', async () => {
    const { body } = await make();
    expect(body).toMatchObject({ status: 'queued', conclusion: null, completed_at: null });
    const path = `${checks}/${body.id}`;
    expect((await github('PATCH', path, { status: 'in_progress' })).body).toMatchObject({ status: 'in_progress' });
    const done = await github('PATCH', path, { conclusion: 'action_required' });
    expect(done.body).toMatchObject({
      status: 'completed',
      conclusion: 'action_required',
      completed_at: expect.any(String),
    });
    const again = await github('PATCH', path, { status: 'queued' });
    expect(again.body).toMatchObject({ status: 'queued', conclusion: null, completed_at: null });
  });

  test('keeps what an update leaves out, and adds annotations to those it has', async () => {
    const note = { path: 'a.yml', start_line: 1, end_line: 1, annotation_level: 'notice', message: 'See here' };
    const { body } = await make({ output: { ...output, text: 'More', annotations: [note] } });
    const changed = await github('PATCH', `${checks}/${body.id}`, {
      output: { summary: 'Something to do', annotations: [note, note] },
    });
    expect(changed.body).toMatchObject({
      output: { title: 'Plan', summary: 'Something to do', text: 'More', annotations_count: 3 },
    });
  });

  test('is changed by no other app, and by no person', async () => {
    const { body } = await make();
    for (const [actor, words] of [
      ['another-app[bot]', 'check run can only be modified by the GitHub App that created it'],
      ['octocat', 'You must authenticate via a GitHub App.'],
    ] as const) {
      emulator.world.state.github.tokens.push({ ...tokenWith({ checks: 'write' }, actor), token: actor });
      const other = githubAs(emulator, actor);
      const answer = await unchangedBy(emulator, () =>
        other('PATCH', `${checks}/${body.id}`, { conclusion: 'success' }),
      );
      expect([answer.status, answer.body]).toMatchObject([403, { message: expect.stringContaining(words) }]);
    }
  });

  const invalid = (sentence: string) => ({ message: `Invalid request.\n\n${sentence}` });
  const tooMany = (field: string) => ({
    message: 'Validation Failed',
    errors: [{ resource: 'CheckRun', code: 'custom', field, message: `${field} exceeds a maximum bytesize of 65535` }],
  });

  test.each([
    ['no name', { name: undefined }, invalid('"name" wasn\'t supplied.')],
    [
      'neither name nor commit',
      { name: undefined, head_sha: undefined },
      invalid('"name", "head_sha" weren\'t supplied.'),
    ],
    ['a commit of nobody', { head_sha: 'f'.repeat(40) }, { message: `No commit found for SHA: ${'f'.repeat(40)}` }],
    ['completion without a conclusion', { status: 'completed' }, invalid('No subschema in "anyOf" matched.')],
    [
      'an end without a conclusion',
      { completed_at: '2026-01-01T00:00:00Z' },
      invalid('No subschema in "anyOf" matched.'),
    ],
    ['a summary without a title', { output: { summary: 'x' } }, invalid('"title" wasn\'t supplied.')],
    [
      'a summary of too many characters',
      { output: { ...output, summary: 'x'.repeat(65_536) } },
      invalid('Only 65535 characters are allowed; 65536 were supplied.'),
    ],
    ['a summary of too many bytes', { output: { ...output, summary: 'é'.repeat(32_768) } }, tooMany('summary')],
    ['a text of too many bytes', { output: { ...output, text: 'é'.repeat(32_768) } }, tooMany('text')],
    [
      'too many annotations',
      { output: { ...output, annotations: Array.from({ length: 51 }, () => ({})) } },
      invalid('No more than 50 items are allowed; 51 were supplied.'),
    ],
    [
      'an annotation of nothing',
      { output: { ...output, annotations: [{ path: 'a', start_line: 1, end_line: 1, message: 'x' }] } },
      invalid('"annotation_level" wasn\'t supplied.'),
    ],
  ])('is refused with %s', async (_what, more, expected) => {
    const { status, body } = await unchangedBy(emulator, () => make(more));
    expect([status, body]).toMatchObject([422, { ...expected, status: '422' }]);
  });

  test('is refused with a conclusion that only GitHub gives', async () => {
    const { status, body } = await unchangedBy(emulator, () => make({ conclusion: 'stale' }));
    expect([status, body]).toMatchObject([
      422,
      { message: expect.stringContaining(`"stale" is not a member of ["action_`) },
    ]);
  });

  test('of the greatest length is made', async () => {
    expect((await make({ output: { ...output, summary: 'x'.repeat(65_535) } })).status).toBe(201);
  });
});

describe('the check runs of a commit', () => {
  const run = (id: number, name: string, more: object = {}) => ({ id, name, head_sha: head, ...more });
  beforeEach(() =>
    emulator.reset({
      github: {
        pulls,
        checkRuns: [
          run(1, 'plan', { completed_at: '2026-01-01T00:00:00Z' }),
          run(2, 'plan', { completed_at: '2026-01-03T00:00:00Z' }),
          run(3, 'plan', { completed_at: '2026-01-02T00:00:00Z' }),
          run(4, 'plan', { app: 'another-app' }),
          run(5, 'lint', { status: 'in_progress', conclusion: null, completed_at: null }),
          run(6, 'plan', { head_sha: base.sha }),
        ],
      },
    }),
  );

  test.each([
    ['', [5, 4, 2]],
    ['?filter=all', [5, 4, 3, 2, 1]],
    ['?check_name=plan', [4, 2]],
    ['?check_name=plan&app_id=15368', [2]],
    ['?status=in_progress', [5]],
    ['?check_name=none', []],
  ])('with %j are %j', async (query, ids) => {
    const { body } = await github<{ total_count: number; check_runs: { id: number }[] }>(
      'GET',
      `${repository}/commits/${head}/check-runs${query}`,
    );
    expect([body.total_count, body.check_runs.map(({ id }) => id)]).toEqual([ids.length, ids]);
  });

  test('come by pages, counted as a whole', async () => {
    const path = `${repository}/commits/topic/check-runs?per_page=2&page=2`;
    const { headers, body } = await github('GET', path);
    expect(body).toMatchObject({ total_count: 3, check_runs: [{ id: 2 }] });
    expect(headers.get('link')).toContain('rel="prev"');
  });

  test('cannot be had of a commit that nobody knows', async () => {
    const { status, body } = await github('GET', `${repository}/commits/nowhere/check-runs`);
    expect([status, body]).toMatchObject([422, { message: 'No commit found for SHA: nowhere' }]);
  });
});
