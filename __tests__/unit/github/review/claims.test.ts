import { expect, test } from '@jest/globals';
import { planAudience } from '../../../../src/github/review/audience.ts';
import { claimProblem, workflowFiles, type Expected } from '../../../../src/github/review/claims.ts';
import type { Claims } from '../../../../src/github/review/signature.ts';

const sha = (digit: string): string => digit.repeat(40);
const workflow = '.github/workflows/truu-plan.yml';
const onPull: Expected = {
  ...{ issuer: 'https://issuer.example', repositoryId: '42', branch: 'main', workflow, audience: 'truu-plan:7' },
  ...{ mergedAt: '2026-11-24T10:00:00Z', pull: 5, group: null },
};
const ofPull = {
  ...{ iss: 'https://issuer.example', aud: 'truu-plan:7', repository_id: '42', repository: 'contoso/identity' },
  ...{ event_name: 'pull_request', ref: 'refs/pull/5/merge', base_ref: 'main', sha: sha('e'), workflow_sha: sha('e') },
  workflow_ref: `contoso/identity/${workflow}@refs/pull/5/merge`,
  job_workflow_ref: `contoso/identity/${workflow}@refs/pull/5/merge`,
  ...{ jti: '1', iat: Date.parse('2026-11-24T09:59:59Z') / 1_000, exp: 0 },
};
const queueRef = `refs/heads/gh-readonly-queue/main/pr-5-${sha('0')}`;
const inQueue: Expected = { ...onPull, group: sha('9') };
const ofQueue = {
  ...ofPull,
  ...{ event_name: 'merge_group', ref: queueRef, base_ref: '', sha: sha('9'), workflow_sha: sha('9') },
  ...{ workflow_ref: `contoso/identity/${workflow}@${queueRef}`, job_workflow_ref: undefined },
};
const elsewhere = 'contoso/identity/.github/workflows/called.yml@refs/heads/topic';

test.each<[string, Claims, Expected, string | null]>([
  ['its own plan, however long ago it expired', ofPull, onPull, null],
  ['its own plan, of another name of the repository', renamed(ofPull), onPull, null],
  ['the plan of its group in the queue', ofQueue, inQueue, null],
  ['another issuer', { ...ofPull, iss: 'https://issuer.example/' }, onPull, 'another issuer'],
  ['no issuer', { ...ofPull, iss: undefined }, onPull, 'another issuer'],
  ['another audience', { ...ofPull, aud: 'api://AzureADTokenExchange' }, onPull, 'another purpose'],
  ['a list of audiences', { ...ofPull, aud: ['truu-plan:7'] }, onPull, 'another purpose'],
  ['no audience, as the credential of a runner', { ...ofPull, aud: undefined }, onPull, 'another purpose'],
  ['no id', { ...ofPull, jti: undefined }, onPull, 'its token has no id'],
  ['another repository', { ...ofPull, repository_id: '43' }, onPull, 'another repository'],
  ['another pull request', { ...ofPull, ref: 'refs/pull/6/merge' }, onPull, 'it was made on refs/pull/6/merge'],
  ['a pull request that was closed', { ...ofPull, ref: 'refs/heads/main' }, onPull, 'it was made on refs/heads/main'],
  ['a push', { ...ofPull, event_name: 'push' }, onPull, 'the event "push" made it'],
  ['pull_request_target', { ...ofPull, event_name: 'pull_request_target' }, onPull, 'made it, not a pull request'],
  ['another target branch', { ...ofPull, base_ref: 'topic' }, onPull, 'another target branch'],
  ['another workflow', { ...ofPull, workflow_ref: elsewhere }, onPull, 'another workflow made it'],
  [
    'the same workflow on another ref',
    { ...ofPull, workflow_ref: `contoso/identity/${workflow}@refs/heads/topic` },
    onPull,
    'another workflow made it',
  ],
  ['a workflow of another commit', { ...ofPull, workflow_sha: sha('d') }, onPull, 'does not tell the commit'],
  ['no commit', { ...ofPull, sha: 'main' }, onPull, 'does not tell the commit'],
  [
    'a called workflow of another repository',
    { ...ofPull, job_workflow_ref: elsewhere.replace('contoso', 'mona'), job_workflow_sha: sha('1') },
    onPull,
    'a workflow of another repository',
  ],
  ['a called workflow of no commit', { ...ofPull, job_workflow_ref: elsewhere }, onPull, 'of another repository'],
  ['the second of the merge', { ...ofPull, iat: ofPull.iat + 1 }, onPull, 'after the merge'],
  ['no time', { ...ofPull, iat: undefined }, onPull, 'after the merge'],
  ['a pull request, where a group is needed', ofPull, inQueue, 'made it, not a merge queue'],
  ['a group, where a pull request is needed', ofQueue, onPull, 'made it, not a pull request'],
  ['the group of another entry', { ...ofQueue, ref: queueRef.replace('pr-5', 'pr-55') }, inQueue, 'it was made on'],
  ['the queue of another branch', { ...ofQueue, ref: queueRef.replace('main', 'dev') }, inQueue, 'it was made on'],
  ['a branch that only begins so', { ...ofQueue, ref: `${queueRef}/more` }, inQueue, 'it was made on'],
  ['another commit of the queue', { ...ofQueue, sha: sha('8') }, inQueue, 'another commit of the queue'],
])('a token of %s', (_what, claims, expected, problem) => {
  const found = claimProblem(claims, expected);
  expect(found === null ? null : found.includes(problem ?? '-')).toBe(problem === null ? null : true);
});

function renamed(claims: typeof ofPull): Claims {
  return JSON.parse(JSON.stringify(claims).replaceAll('contoso/identity', 'fabrikam/iam')) as Claims;
}

test('the files that ran are the workflow’s, and those of a workflow that it called', () => {
  expect(workflowFiles(ofPull, workflow)).toEqual([{ path: workflow, commit: sha('e') }]);
  const called = { ...ofPull, job_workflow_ref: elsewhere, job_workflow_sha: sha('1') };
  expect(claimProblem(called, onPull)).toBeNull();
  expect(workflowFiles(called, workflow)).toEqual([
    { path: workflow, commit: sha('e') },
    { path: '.github/workflows/called.yml', commit: sha('1') },
  ]);
});

test('an audience is of one pull request, head, workflow and list of plans, in any order', () => {
  const subject = {
    pull: 5,
    head: sha('1'),
    workflow: sha('2'),
    plans: [
      ['a.yml', 'x'],
      ['b.yml', 'y'],
    ] as const,
  };
  const audience = planAudience(subject);
  expect(audience).toMatch(/^truu-plan:[0-9a-f]{64}$/);
  expect(planAudience({ ...subject, plans: subject.plans.toReversed() })).toBe(audience);
  const others = [
    { ...subject, pull: 6 },
    { ...subject, head: sha('3') },
    { ...subject, workflow: sha('3') },
    { ...subject, plans: [['a.yml', 'x']] as const },
    {
      ...subject,
      plans: [
        ['a.yml', 'y'],
        ['b.yml', 'x'],
      ] as const,
    },
  ].map(planAudience);
  expect(new Set([audience, ...others]).size).toBe(6);
});
