import { expect, test } from '@jest/globals';
import { type GithubSeed, tokenWith } from '../support/emulator-github.ts';
import { fileEmulator } from '../support/file-emulator.ts';
import { expectTranscript, transcripts } from './github-transcript.ts';

const emulator = fileEmulator();
const head = '1'.repeat(40);
const base = { sha: '0'.repeat(40), ref: 'main' };
const plan = { name: 'plan', head_sha: head };
const pulls = [
  { number: 7, title: 'A change', head: { sha: head, ref: 'topic', repo: 'contoso/identity' }, base },
  { number: 8, title: 'From a fork', head: { sha: head, ref: 'topic', repo: 'mona/identity' }, base },
];
const named = (actor: string) => ({ ...tokenWith({ checks: 'write' }, actor), token: actor });
const seeds: Readonly<Record<string, GithubSeed>> = {
  pulls: { pulls },
  authors: { tokens: ['github-actions[bot]', 'other[bot]', 'octocat'].map(named), checkRuns: [{ id: 21, ...plan }] },
  list: {
    pulls,
    checkRuns: [
      { id: 1, ...plan, completed_at: '2026-01-01T00:00:00Z' },
      { id: 2, ...plan, completed_at: '2026-01-03T00:00:00Z' },
      { id: 3, ...plan, completed_at: '2026-01-02T00:00:00Z' },
      { id: 4, ...plan, app: 'another-app' },
      { id: 5, ...plan, name: 'lint', status: 'in_progress', conclusion: null, completed_at: null },
      { id: 6, ...plan, head_sha: base.sha },
    ],
  },
};
const x = (length: number): string => 'x'.repeat(length);
const wide = 'é'.repeat(32_768);
const runs = `POST /check-runs { name: plan, head_sha: "${head}"`;
const text = 'title: Plan, summary: Nothing to do';
const note = '{ path: a.yml, start_line: 1, end_line: 1, message: See here, annotation_level: notice }';

test.each(
  transcripts(`
# a check run is created by the token’s app on a commit, and found at its location | pulls
${runs}, conclusion: success, external_id: fingerprint, output: { ${text} } } => 201 { name: plan, head_sha: "${head}", status: completed, conclusion: success, external_id: fingerprint, completed_at: '~^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$', output: { ${text}, text: null, annotations_count: 0 }, app: { id: 15368, slug: github-actions } }
GET @ => 200 same
# it has the open pull requests of its commit, but none of a fork | pulls
${runs} } => 201 { pull_requests: [{ number: 7, head: { sha: "${head}" } }] }
# it is queued by default, completed by its conclusion, and can be queued again | pulls
${runs} } => 201 { status: queued, conclusion: null, completed_at: null }
PATCH @ { status: in_progress } => 200 { status: in_progress }
PATCH @ { conclusion: action_required } => 200 { status: completed, conclusion: action_required, completed_at: ~. }
PATCH @ { status: queued } => 200 { status: queued, conclusion: null, completed_at: null }
# an update keeps missing fields and adds annotations | pulls
${runs}, output: { ${text}, text: More, annotations: [${note}] } } => 201
PATCH @ { output: { summary: Something, annotations: [${note}, ${note}] } } => 200 { output: { title: Plan, summary: Something, text: More, annotations_count: 3 } }
# only its app updates it, not another app or a person | authors
as other[bot] PATCH /check-runs/21 { conclusion: success } => 403 message: check run can only be modified by the GitHub App that created it
as octocat PATCH /check-runs/21 { conclusion: success } => 403 message: You must authenticate via a GitHub App.
# an invalid check run is refused | pulls
POST /check-runs { head_sha: "${head}" } => 422 invalid: "name" wasn't supplied.
POST /check-runs {} => 422 invalid: "name", "head_sha" weren't supplied.
POST /check-runs { name: plan, head_sha: ${'f'.repeat(40)} } => 422 message: No commit found for SHA: ${'f'.repeat(40)}
${runs}, status: completed } => 422 invalid: No subschema in "anyOf" matched.
${runs}, completed_at: 2026-01-01T00:00:00Z } => 422 invalid: No subschema in "anyOf" matched.
${runs}, conclusion: stale } => 422 message: "stale" is not a member of ["action_
${runs}, output: { summary: x } } => 422 invalid: "title" wasn't supplied.
${runs}, output: { title: Plan, summary: ${x(65_536)} } } => 422 invalid: Only 65535 characters are allowed; 65536 were supplied.
${runs}, output: { title: Plan, summary: ${wide} } } => 422 error: { resource: CheckRun, code: custom, field: summary, message: summary exceeds a maximum bytesize of 65535 }
${runs}, output: { ${text}, text: ${wide} } } => 422 error: { resource: CheckRun, code: custom, field: text, message: text exceeds a maximum bytesize of 65535 }
${runs}, output: { ${text}, annotations: [${'{}, '.repeat(51)}] } } => 422 invalid: No more than 50 items are allowed; 51 were supplied.
${runs}, output: { ${text}, annotations: [${note.replace(', annotation_level: notice', '')}] } } => 422 invalid: "annotation_level" wasn't supplied.
${runs}, output: { title: Plan, summary: ${x(65_535)} } } => 201
# the check runs of a commit are the latest of each name and app, filtered | list
GET /commits/${head}/check-runs => 200 { total_count: 3, check_runs: [{ id: 5 }, { id: 4 }, { id: 2 }] }
GET /commits/${head}/check-runs?filter=all => 200 { total_count: 5, check_runs: [{ id: 5 }, { id: 4 }, { id: 3 }, { id: 2 }, { id: 1 }] }
GET /commits/${head}/check-runs?check_name=plan => 200 { total_count: 2, check_runs: [{ id: 4 }, { id: 2 }] }
GET /commits/${head}/check-runs?check_name=plan&app_id=15368 => 200 { total_count: 1, check_runs: [{ id: 2 }] }
GET /commits/${head}/check-runs?status=in_progress => 200 { total_count: 1, check_runs: [{ id: 5 }] }
GET /commits/${head}/check-runs?check_name=none => 200 { total_count: 0, check_runs: [] }
# the check runs of an unknown commit are refused | list
GET /commits/nowhere/check-runs => 422 message: No commit found for SHA: nowhere
`),
)('%s', async (_name, seed, ...lines) => {
  await expectTranscript(emulator, seeds[seed], ...lines);
});

test('the check runs of a branch come in pages, counted as a whole', async () => {
  const line = 'GET /commits/topic/check-runs?per_page=2&page=2 => 200 { total_count: 3, check_runs: [{ id: 2 }] }';
  const { headers } = await expectTranscript(emulator, seeds['list'], line);
  expect(headers.get('link')).toContain('rel="prev"');
});
