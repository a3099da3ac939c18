import { describe, expect, test } from '@jest/globals';
import { reportSchema, toJson } from '../../../src/report/json/json.ts';
import { outputsOf } from '../../../src/report/json/outputs.ts';
import type { Approval, RunRecord } from '../../../src/report/run-record.ts';
import { renderSummary } from '../../../src/report/summary/summary.ts';
import { reportWith } from './report-samples.ts';

const record: RunRecord = {
  actor: 'octocat',
  triggeringActor: 'octocat',
  event: 'push',
  repository: 'contoso/identity',
  commit: 'a'.repeat(40),
  ref: 'refs/heads/main',
  pullRequest: { number: 7, headCommit: null },
  workflow: '.github/workflows/truu-apply.yml',
  runId: 9_876_543_210,
  attempt: 2,
  approvals: [],
  startedAt: '2026-11-25T10:00:00.000Z',
  endedAt: '2026-11-25T10:00:05.000Z',
  action: { version: '0.1.0', repository: 'contoso/action', ref: 'v0', digest: `sha256:${'b'.repeat(64)}` },
};
const production = { name: 'production', rule: 'default-branch' } as const;
const lastLine = (run: RunRecord): string =>
  renderSummary(reportWith({ run, environment: production }))
    .trimEnd()
    .split('\n')
    .at(-1) ?? '';
const approved = (by: string | null, more: Partial<Approval> = {}): Approval => ({
  ...{ by, state: 'approved', environments: ['Production'] },
  ...more,
});

describe('the last line of the summary', () => {
  test('says who ran what', () => {
    expect(lastLine({ ...record, approvals: [approved('mona')] })).toBe(
      `Run \`9876543210\` attempt \`2\` by \`octocat\`, commit \`aaaaaaa\`, approved by \`mona\`, action v0.1.0 \`sha256:${'b'.repeat(64)}\`.`,
    );
  });

  test.each<[string, Partial<RunRecord>, string]>([
    ['who caused a run that another started again', { triggeringActor: 'mona' }, ' by `mona`, caused by `octocat`,'],
    ['that no approval is recorded', {}, ', no recorded approval,'],
    ['each approver once', { approvals: [approved('a'), approved('b'), approved('a')] }, ', approved by `a` and `b`,'],
    ['that an account is deleted', { approvals: [approved(null)] }, ', approved by a deleted account,'],
    ['no rejection', { approvals: [approved('a', { state: 'rejected' })] }, ', no recorded approval,'],
    ['no other environment', { approvals: [approved('a', { environments: ['test'] })] }, ', no recorded approval,'],
    ['nothing of approvals that were not read', { approvals: null }, ', commit `aaaaaaa`, action '],
    ['a run in a terminal', { runId: null, actor: null, triggeringActor: null }, 'Run outside of GitHub Actions, '],
  ])('says %s', (_what, more, expected) => {
    expect(lastLine({ ...record, ...more })).toContain(expected);
  });
});

test('report.json has the whole record', () => {
  const { run } = reportSchema.parse(JSON.parse(toJson(reportWith({ run: record }))));
  expect(run).toEqual(record);
});

describe('the outputs of what was published', () => {
  const url = 'https://github.com/contoso/identity/issues/1';

  test.each([
    [null, ''],
    [true, 'true'],
    [false, 'false'],
  ])('say of the change %s: %j', (changedSinceLastRun, expected) => {
    const published = { commentUrl: null, issueUrl: url, changedSinceLastRun };
    const outputs = outputsOf(reportWith({ published, daysLeft: -1 }));
    expect(outputs).toMatchObject({ 'comment-url': '', 'issue-url': url, 'days-left': '-1' });
    expect(outputs['changed-since-last-run']).toBe(expected);
  });
});
