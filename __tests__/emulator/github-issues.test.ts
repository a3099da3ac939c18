import { test } from '@jest/globals';
import type { GithubSeed } from '../support/emulator-github.ts';
import { fileEmulator } from '../support/file-emulator.ts';
import { expectTranscript, transcripts } from './github-transcript.ts';

const emulator = fileEmulator();
const side = { sha: 'a'.repeat(40), ref: 'main' };
const pull = { number: 7, title: 'A change', head: { ...side, repo: null }, base: side };
const drift = [{ number: 3, title: 'Drift', body: 'Then', labels: ['old'] }];
const at = (day: number) => `2026-02-0${day}T00:00:00Z`;
const seeds: Readonly<Record<string, GithubSeed>> = {
  empty: {},
  drift: { issues: drift, labels: [{ name: 'TruU', color: 'ff0000' }] },
  pull: { pulls: [pull] },
  merged: { pulls: [{ ...pull, merged: true }] },
  disabled: { issues: drift, pulls: [pull], hasIssues: false },
  hidden: { issues: drift, pulls: [pull], hasIssues: false, issuesRefusal: 403 },
  list: {
    issues: [
      { number: 1, title: 'one', created_at: at(1), updated_at: at(5), labels: ['Drift', 'a'] },
      { number: 2, title: 'two', created_at: at(2), updated_at: at(2), state: 'closed', labels: ['drift'] },
      { number: 3, title: 'three', created_at: at(3), updated_at: at(4), user: 'github-actions[bot]' },
    ],
    pulls: [{ ...pull, number: 4, created_at: at(4), updated_at: at(4) }],
    comments: [{ id: 1, issue_number: 3, user: 'octocat', body: 'Seen' }],
  },
};
const x = (length: number): string => 'x'.repeat(length);
const rainbows = '🌈'.repeat(65_536);
const longTitle = 'title is too long (maximum is 256 characters)';
const longBody = 'body is too long (maximum is 65536 characters)';

test.each(
  transcripts(`
# an issue is created by the token’s actor at the time of the world, and found at its location | empty
clock 2027-03-01T10:00:00Z
POST /issues { title: Drift, body: What moved, labels: [drift], colour: red } => 201 { number: 1, title: Drift, body: What moved, state: open, state_reason: null, comments: 0, user: { login: "github-actions[bot]", type: Bot }, labels: [{ name: drift, color: ededed }], created_at: "~^2027-03-01T10:00:0\\\\dZ$", html_url: https://github.com/contoso/identity/issues/1 }
GET @ => 200 same
# issues share their numbers with pull requests | pull
POST /issues { title: Drift } => 201 { number: 8 }
# an issue is closed with a reason and reopened | drift
PATCH /issues/3 { state: closed } => 200 { state: closed, state_reason: completed, closed_at: ~. }
PATCH /issues/3 { state: open } => 200 { state: open, state_reason: reopened, closed_at: null }
PATCH /issues/3 { state: closed, state_reason: not_planned } => 200 { state: closed, state_reason: not_planned }
# an update keeps missing fields, and ignores a reason without a change of state | drift
PATCH /issues/3 { body: Now, state: open, state_reason: completed } => 200 { title: Drift, body: Now, state_reason: null, labels: [{ name: old }] }
# labels are replaced, under their stored spelling | drift
PATCH /issues/3 { labels: [truu, { name: new }] } => 200 { labels: [{ name: TruU, color: ff0000 }, { name: new }] }
GET /labels => 200 [{ name: TruU }, { name: new, color: ededed }]
# a body of the maximum number of characters is kept, regardless of its bytes | empty
POST /issues { title: Drift, body: ${rainbows} } => 201 { body: ${rainbows} }
# an issue with too much or too little is neither created nor updated | drift
POST /issues { title: " " } => 422 error: { resource: Issue, field: title, code: missing_field }
PATCH /issues/3 { title: " " } => 422 error: { resource: Issue, field: title, code: missing_field }
POST /issues { title: ${x(257)} } => 422 error: { resource: Issue, field: title, code: custom, message: ${longTitle} }
PATCH /issues/3 { title: ${x(257)} } => 422 error: { resource: Issue, field: title, code: custom, message: ${longTitle} }
POST /issues { title: Drift, body: ${x(65_537)} } => 422 error: { resource: Issue, field: body, code: custom, message: ${longBody} }
PATCH /issues/3 { body: ${x(65_537)} } => 422 error: { resource: Issue, field: body, code: custom, message: ${longBody} }
POST /issues { title: Drift, labels: [${x(51)}] } => 422 error: { resource: Label, field: name, code: invalid }
PATCH /issues/3 { labels: [${x(51)}] } => 422 error: { resource: Label, field: name, code: invalid }
# a body that breaks the schema is refused | drift
PATCH /issues/3 { state: ajar } => 422 invalid: For 'properties/state', "ajar" is not a member of ["open", "closed"].
PATCH /issues/3 { labels: drift } => 422 invalid: For 'properties/labels', "drift" is not an array.
PATCH /issues/3 { body: 7 } => 422 invalid: For 'properties/body', 7 is not a string.
POST /issues { title: [a] } => 422 invalid: For 'properties/title', ["a"] is not a string.
POST /issues {} => 422 invalid: "title" wasn't supplied.
# a merged pull request is not reopened | merged
PATCH /issues/7 { state: open, labels: [new] } => 422 error: { resource: PullRequest, field: state, code: custom }
# with disabled issues, only pull requests have comments | disabled
POST /issues { title: Drift } => 410 message: Issues are disabled for this repo
GET /issues => 410 message: Issues are disabled for this repo
GET /issues/3 => 410 message: Issues are disabled for this repo
PATCH /issues/3 { body: Now } => 410 message: Issues are disabled for this repo
POST /issues/7/comments { body: Plan } => 201
# with disabled issues, a token can be refused as if it lacked the permission | hidden
POST /issues { title: Drift } => 403 message: Resource not accessible by integration
GET /issues => 403 message: Resource not accessible by integration
POST /issues/7/comments { body: Plan } => 201
# a label is created once, regardless of case | empty
POST /labels { name: TruU, color: AA00bb, description: Ours } => 201 { name: TruU, color: AA00bb, description: Ours }
POST /labels { name: truu } => 422 error: { resource: Label, field: name, code: already_exists }
# a label with too much is refused | empty
POST /labels { name: ${x(51)} } => 422 error: { resource: Label, field: name }
POST /labels { name: a, color: "#ff0000" } => 422 error: { resource: Label, field: color }
POST /labels { name: a, description: ${x(101)} } => 422 error: { resource: Label, field: description }
# the list is filtered and sorted | list
GET /issues => 200 number: [4, 3, 1]
GET /issues?state=closed => 200 number: [2]
GET /issues?state=all => 200 number: [4, 3, 2, 1]
GET /issues?state=all&direction=asc => 200 number: [1, 2, 3, 4]
GET /issues?labels=drift => 200 number: [1]
GET /issues?labels=drift,a&state=all => 200 number: [1]
GET /issues?state=all&labels=drift => 200 number: [2, 1]
GET /issues?sort=updated => 200 number: [1, 4, 3]
GET /issues?sort=comments => 200 number: [3, 4, 1]
GET /issues?since=2026-02-05T00:00:00Z => 200 number: [1]
GET /issues?creator=github-actions[bot] => 200 number: [3]
# the list marks a pull request by its key | list
GET /issues => 200 [{ pull_request: {} }, { pull_request: !absent }, { pull_request: !absent }]
# the list refuses an invalid parameter | list
GET /issues?state=ajar => 422 error: { resource: Issue, code: invalid, field: state, value: ajar }
GET /issues?sort=size => 422 error: { resource: Issue, code: invalid, field: sort, value: size }
GET /issues?direction=up => 422 error: { resource: Issue, code: invalid, field: direction, value: up }
GET /issues?since=yesterday => 422 error: { resource: Issue, code: invalid, field: since, value: yesterday }
`),
)('%s', async (_name, seed, ...lines) => {
  await expectTranscript(emulator, seeds[seed], ...lines);
});
