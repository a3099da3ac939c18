import { describe, expect, test } from '@jest/globals';
import { reports } from '../../../samples/reports.ts';
import {
  driftLabels,
  driftMarker,
  readDriftMemory,
  renderDriftIssue,
  type DriftContext,
  type DriftIssue,
} from '../../../src/report/issue/drift-issue.ts';
import type { Planned } from '../../../src/plan/make-plan.ts';
import type { Report } from '../../../src/report/report.ts';
import { guid, ids, nothing, type Differences } from '../../support/plan-samples.ts';
import { directoryWith, holding, older, planOf, withSecrets, younger } from '../../support/worlds.ts';
import { failure, reportWith } from './report-samples.ts';

const context: DriftContext = {
  repositoryUrl: 'https://github.com/contoso/identity',
  commit: 'a'.repeat(40),
  runUrl: 'https://github.com/contoso/identity/actions/runs/1',
  now: '2026-11-24T10:00:00.000Z',
  before: null,
};
type OpenIssue = Extract<DriftIssue, { readonly kind: 'open' }>;
const issue = (report: Report, more: Partial<DriftContext> = {}): OpenIssue => {
  const made = renderDriftIssue(report, { ...context, ...more });
  if (made.kind !== 'open') throw new Error(`The issue is ${made.kind}.`);
  return made;
};
const spec = '.github/truu-directory.yml';

describe('the issue of a drift', () => {
  test.each<[keyof typeof reports, string, readonly string[]]>([
    ['drift', `TruU directory: not Healthy, 2 differences (${spec})`, ['truu-not-healthy', 'truu-drift']],
    [
      'drift-findings',
      `TruU directory: 1 unlisted permission granted, 3 findings (${spec})`,
      ['truu-drift', 'truu-finding'],
    ],
    ['drift-renewal-due', `TruU directory: secret renewal due (${spec})`, ['truu-renewal-due']],
    ['drift-unreadable', `TruU directory: could not be checked (${spec})`, ['truu-unreadable']],
  ])('of %s names its reasons in the title and as labels', (name, title, labels) => {
    expect(issue(reports[name])).toMatchObject({ title, labels: ['truu-directory', ...labels] });
    expect(driftLabels).toEqual(expect.arrayContaining([...labels]));
  });

  const secretOf = (plan: Planned['plan']) => ({
    ...plan,
    changes: plan.changes.filter(({ target }) => target.kind === 'secret'),
  });

  test.each<[string, Differences, string]>([
    ['a first secret', nothing, '1 difference'],
    ['an adoption', holding(null), '1 difference'],
    ['another tenant', directoryWith({ tenantId: guid('8') }), '1 difference'],
    ['a rotation', { policy: { rotate: ids.heldKey } }, 'secret renewal due'],
    ['a retirement', withSecrets(older), 'previous secret to retire'],
    ['an orphaned secret', withSecrets(younger), 'orphaned secret to delete'],
  ])('is titled after what mode renew does of %s', (_what, world, title) => {
    const plan = secretOf(planOf(world));
    const drift = reportWith({ mode: 'drift', red: true, result: 'drift', plan });
    expect(issue(drift).title).toBe(`TruU directory: ${title} (${drift.specFile})`);
  });

  test('shows what drifted, what the spec says, and what to do', () => {
    const { body } = issue(reports.drift);
    expect(body).toContain('domain: `fabrikam.com` → `contoso.com`');
    expect(body).toContain('The application permission Group.Read.All is not granted.');
    expect(body).toContain('Run apply to revert manual changes');
  });

  test('says who did it when the audit log was read', () => {
    const auditEvents = [
      { at: '2026-11-23T16:42:07Z', actor: 'jo@contoso.com', activity: 'Remove app role assignment' },
    ];
    expect(issue({ ...reports.drift, auditEvents }).body).toContain('2026-11-23 16:42:07Z `jo@contoso.com`');
    for (const unknown of [null, []])
      expect(issue({ ...reports.drift, auditEvents: unknown }).body).not.toContain('audit log');
  });

  test('is not written anew since somebody did something more', () => {
    const auditEvents = [{ at: '2026-11-24T09:00:00Z', actor: 'jo@contoso.com', activity: 'Update application' }];
    expect(issue({ ...reports.drift, auditEvents }).memory.hash).toBe(issue(reports.drift).memory.hash);
  });

  test('is left alone by modes that look for no drift, and by a run that was cancelled', () => {
    const kinds = [
      reports['plan-from-nothing'],
      reports.cancelled,
      reportWith({ mode: 'drift', red: true, result: 'cancelled', failures: [failure('APPLY_CANCELLED')] }),
    ].map((report) => renderDriftIssue(report, context).kind);
    expect(kinds).toEqual(['leave', 'leave', 'leave']);
  });

  test('is closed in sync and Healthy, and not while health is unknown', () => {
    expect(renderDriftIssue(reports['in-sync'], context)).toMatchObject({
      kind: 'close',
      comment: expect.stringMatching(/^In sync and Healthy again/),
    });
    expect(renderDriftIssue({ ...reports['in-sync'], health: 'unknown' }, context)).toEqual({ kind: 'leave' });
  });

  test('closes after a renewal too', () => {
    expect(renderDriftIssue(reports.renewed, context).kind).toBe('close');
  });
});

describe('the memory of an issue', () => {
  const first = issue(reports.drift);

  test('stands in its body, and is read back', () => {
    expect(readDriftMemory(first.body, spec)).toEqual(first.memory);
    expect(readDriftMemory(first.body.replaceAll('\n', '\r\n'), spec)).toEqual(first.memory);
  });

  test('stays equal when nothing changed but the time and the run', () => {
    const next = issue(reports.drift, {
      now: '2026-11-25T10:00:00.000Z',
      runUrl: 'https://github.com/contoso/identity/actions/runs/2',
      before: first.memory,
    });
    expect(next.memory).toEqual(first.memory);
    expect(next.body).toContain('seen since 2026-11-24 10:00:00Z');
  });

  test('changes with a value, and dates only what is new', () => {
    const plan = reports.drift.plan;
    if (plan === null) throw new Error('The sample has no plan.');
    const [old, ...rest] = plan.changes;
    if (old === undefined) throw new Error('The sample has no change.');
    const added = { ...old, address: `${old.address}.More` };
    const next = issue(
      { ...reports.drift, plan: { ...plan, changes: [old, added, ...rest] } },
      { now: '2026-11-25T10:00:00.000Z', before: first.memory },
    );
    expect(next.memory.hash).not.toBe(first.memory.hash);
    expect(Object.values(next.memory.since).toSorted()).toEqual([
      '2026-11-24T10:00:00.000Z',
      '2026-11-24T10:00:00.000Z',
      '2026-11-25T10:00:00.000Z',
    ]);
  });

  test('does not change with the id of a request', () => {
    const [one] = reports['drift-unreadable'].failures;
    if (one === undefined) throw new Error('The sample has no failure.');
    const other = { ...reports['drift-unreadable'], failures: [{ ...one, requestId: 'another' }] };
    expect(issue(other).memory.hash).toBe(issue(reports['drift-unreadable']).memory.hash);
  });

  test.each([
    ['a body without a marker', 'Hello'],
    ['the marker of another spec', `${driftMarker('other.yml')}\n<!-- seen:${'a'.repeat(16)} -->`],
    ['a marker alone', driftMarker(spec)],
    ['what somebody edited', `${driftMarker(spec)}\n<!-- seen:${'a'.repeat(16)} x=--> -->`],
  ])('is null for %s', (_what, body) => {
    expect(readDriftMemory(body, spec)).toBeNull();
  });
});
