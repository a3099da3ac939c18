import { describe, expect, test } from '@jest/globals';
import { actionVersion } from '../../../src/catalog/release.ts';
import { annotate } from '../../../src/report/log/annotations.ts';
import { renderLog } from '../../../src/report/log/log.ts';
import type { Report } from '../../../src/report/report.ts';
import { nowhere, surfaces } from '../../../src/report/surfaces.ts';
import { renderSummary } from '../../../src/report/summary/summary.ts';
import { nothing } from '../../support/plan-samples.ts';
import { planOf } from '../../support/worlds.ts';
import { diagnostic, failure, reportWith } from './report-samples.ts';

const where = { ...nowhere, actionRepository: 'contoso/truu-entra-directory-action' };
const page = `https://github.com/contoso/truu-entra-directory-action/blob/v${actionVersion}/docs/errors.md`;
const { range } = diagnostic(7);
const red = (...failures: Report['failures']): Report => reportWith({ mode: 'drift', red: true, failures });

describe('the annotation of a failure', () => {
  const full = failure('PLAN_CEILING', {
    evidence: [
      { name: 'Permission', value: 'AuditLog.Read.All' },
      { name: 'Where', value: 'spec.yml:7:3', range },
    ],
    requestId: 'req-1',
    leftBehind: ['A secret.'],
  });

  test('has the evidence, the request, what was left behind, the line of the spec, and the page', () => {
    const [found] = annotate(red(full), where);
    expect(found?.range).toEqual(range);
    for (const part of ['Permission: AuditLog.Read.All', 'Request id: req-1', 'Left behind: A secret.'])
      expect(found?.message).toContain(part);
    expect(found?.message.endsWith(`See ${page}#plan_ceiling`)).toBe(true);
  });

  test('keeps its page, however long the evidence is', () => {
    const evidence = [{ name: 'Long', value: 'x'.repeat(10_000) }];
    const [found] = annotate(red(failure('PLAN_CEILING', { evidence })), where);
    expect(found?.message.endsWith(`See ${page}#plan_ceiling`)).toBe(true);
    expect(found?.message.length).toBeLessThanOrEqual(4_096);
  });

  test.each(['PLAN_DRIFT', 'APPLY_NOT_CONVERGED'] as const)('names the changes that %s speaks of', (code) => {
    const plan = planOf(nothing);
    const [found] = annotate({ ...red(failure(code)), plan }, where);
    expect(found?.message).toContain(`Changes: grant ${plan.changes[0]?.address ?? '?'}`);
  });

  test('names no changes of a failure that is not about them', () => {
    expect(annotate({ ...red(full), plan: planOf(nothing) }, where)[0]?.message).not.toContain('Changes:');
  });
});

describe('what expires soon', () => {
  const plan = planOf({ policy: { warnBefore: 'P2Y' } });
  const [expiring] = plan.notes.filter(({ target }) => target.kind === 'expiry');

  test('is a warning of a scheduled run, which stays green', () => {
    expect(annotate(reportWith({ mode: 'drift', plan }))).toEqual([
      expect.objectContaining({ level: 'warning', title: 'Expires soon', range: null }),
    ]);
    expect(annotate(reportWith({ mode: 'drift', plan }))[0]?.message).toContain(expiring?.message);
  });

  test('is a note of the summary alone in the others', () => {
    expect(annotate(reportWith({ mode: 'plan', plan }))).toEqual([]);
    expect(renderSummary(reportWith({ mode: 'plan', plan }))).toContain('expires at `2027-10-24T10:00:00.000Z`');
  });
});

test('a fix is shown whole, also one with a sentence for each of many findings', () => {
  const fix = `${'Remove what the finding says. '.repeat(40)}Then run apply.`;
  expect(renderSummary(red(failure('PLAN_DRIFT', { fix })))).toContain('Then run apply.');
});

describe('the page of a code', () => {
  const report: Report = { ...red(failure('ENTRA_FORBIDDEN')), diagnostics: [diagnostic(7)] };

  test.each(['summary', 'comment', 'check-summary', 'issue-body'] as const)('is linked in the %s', (surface) => {
    const text = surfaces[surface].render(report, where);
    for (const code of ['ENTRA_FORBIDDEN', 'SPEC_UNKNOWN_KEY'])
      expect(text).toContain(`[\`${code}\`](${page}#${code.toLowerCase()})`);
  });

  test('is in the log', () => {
    const lines = renderLog(report, where).flatMap((block) => block.lines);
    expect(lines).toContain(`  See ${page}#entra_forbidden`);
  });

  test('is also there where the runner does not tell which action runs', () => {
    expect(renderSummary(report)).toContain(`/blob/v${actionVersion}/docs/errors.md#entra_forbidden`);
  });
});
