import { describe, expect, test } from '@jest/globals';
import { reports } from '../../../samples/reports.ts';
import { makePlan } from '../../../src/plan/make-plan.ts';
import { finding, note } from '../../../src/plan/changes.ts';
import type { Note } from '../../../src/plan/types.ts';
import { annotate } from '../../../src/report/log/annotations.ts';
import { modes, type Mode } from '../../../src/catalog/modes.ts';
import type { Report } from '../../../src/report/report.ts';
import { renderSummary } from '../../../src/report/summary/summary.ts';
import { nowhere, surfaceNames, surfaces } from '../../../src/report/surfaces.ts';
import { planInput } from '../../support/plan-samples.ts';
import { diagnostic, failure, reportWith } from './report-samples.ts';
import { beyondLimit, textsOn } from './surface-texts.ts';

const mib = 1_048_576;
const bytes = (text: string): number => Buffer.byteLength(text, 'utf8');
const count = (length: number): readonly number[] => Array.from({ length }, (_, index) => index + 1);
const noted = (level: Note['level'], length: number) => ({
  ...makePlan(planInput()).plan,
  notes: count(length).map((n): Note =>
    (level === 'finding' ? finding : note)({ kind: 'owner', id: String(n) }, 'A way in', `way ${n}`),
  ),
});

describe('annotations', () => {
  test.each([0, 1, 9, 10])('are all there when there are %d', (length) => {
    const found = annotate(reportWith({ red: true, diagnostics: count(length).map((line) => diagnostic(line)) }));
    expect(found.map(({ range }) => range?.line)).toEqual(count(length));
    expect(found.filter(({ message }) => message.includes('more'))).toEqual([]);
  });

  test.each([11, 500])('are ten when there are %d, and the tenth says how many more', (length) => {
    const found = annotate(reportWith({ red: true, diagnostics: count(length).map((line) => diagnostic(line)) }));
    expect(found).toHaveLength(10);
    expect(found[9]?.message).toBe(`Problem 10. Remove it. (and ${length - 10} more; see the summary)`);
  });

  test('say how many more there are also after a very long message', () => {
    const diagnostics = count(12).map((line) => diagnostic(line, { message: 'x'.repeat(10_000) }));
    const last = annotate(reportWith({ red: true, diagnostics })).at(-1);
    expect(last?.message.endsWith('(and 2 more; see the summary)')).toBe(true);
    expect(last?.message.length).toBeLessThanOrEqual(4_096);
  });

  test('count each level for itself', () => {
    const failures = count(12).map(() => failure('ENTRA_FORBIDDEN'));
    const found = annotate(reportWith({ mode: 'drift', red: true, failures, plan: noted('finding', 12) }));
    const levels = ['error', 'warning', 'notice'].map((level) => found.filter((one) => one.level === level).length);
    expect(levels).toEqual([10, 10, 0]);
  });

  test.each<[Mode, number]>([
    ['plan', 0],
    ['apply', 0],
    ['drift', 1],
    ['renew', 1],
  ])('of mode %s include %d of one finding', (mode, length) => {
    expect(annotate(reportWith({ mode, plan: noted('finding', 1) }))).toHaveLength(length);
  });

  test('leave notes out', () => {
    expect(annotate(reportWith({ mode: 'drift', plan: noted('note', 3) }))).toEqual([]);
  });

  test('name the code, what happened and what to do', () => {
    expect(annotate(reportWith({ red: true, failures: [failure('ENTRA_THROTTLED')] }))).toMatchObject([
      {
        level: 'error',
        title: 'ENTRA_THROTTLED: Microsoft Graph throttled the requests',
        message: expect.stringMatching(/^The sentence of ENTRA_THROTTLED\. Run again later/),
        range: null,
      },
    ]);
  });
});

describe('the summary', () => {
  const rows = count(20_000).map((n) => diagnostic(n, { message: `${n} ${'é'.repeat(250)}` }));

  test('stays below one MiB, and says how many lines are missing', () => {
    const summary = renderSummary(reportWith({ red: true, diagnostics: rows }));
    expect(bytes(summary)).toBeLessThan(mib);
    expect(summary).toMatch(/_Truncated: .* \d+ lines are missing\._/);
  });

  test('stays below one MiB with very many failures, each under a heading', () => {
    const failures = count(20_000).map(() => failure('TRUU_SECRET_UNCERTAIN', { message: 'x', fix: 'x' }));
    expect(bytes(renderSummary(reportWith({ red: true, failures })))).toBeLessThan(mib);
  });

  test('stays below one MiB with very many characters of four bytes', () => {
    const failures = count(2_000).map(() => failure('TRUU_REFUSED', { message: '😀'.repeat(5_000) }));
    expect(bytes(renderSummary(reportWith({ red: true, failures })))).toBeLessThan(mib);
  });

  test('begins with the verdict, whatever is cut', () => {
    const [heading, blank, alert, verdict] = renderSummary(reportWith({ red: true, diagnostics: rows })).split('\n');
    expect([heading, blank, alert, verdict]).toEqual([
      '## TruU Entra directory · plan',
      '',
      '> [!CAUTION]',
      '> **The spec has 20000 problems. No API calls were made.**',
    ]);
  });

  test('of a plain report is not cut', () => {
    expect(renderSummary(reportWith())).not.toContain('Truncated');
  });
});

describe('every surface', () => {
  const long = '😀'.repeat(500);
  const specFile = `${'é'.repeat(20_000)}.yml`;
  const { plan } = reports['plan-from-nothing'];
  const [change] = plan?.changes ?? [];
  const changes = count(400).flatMap((n) => (change ? [{ ...change, address: `truu/cluster/${n}${long}` }] : []));
  const huge: Readonly<Record<string, Partial<Report>>> = {
    problems: { red: true, diagnostics: count(400).map((n) => diagnostic(n, { message: long })) },
    failures: {
      red: true,
      failures: count(60).map(() => failure('TRUU_REFUSED', { message: long, leftBehind: [long] })),
    },
    changes: {
      red: true,
      result: 'drift',
      plan: plan && { ...plan, changes },
      remaining: plan && { ...plan, changes },
    },
    findings: { red: true, result: 'drift', plan: noted('finding', 1_000) },
    ids: { clientId: long.repeat(500), secretExpiresOn: long, directoryName: long },
  };

  test.each(surfaceNames.flatMap((surface) => Object.keys(huge).map((description) => [surface, description] as const)))(
    '(%s) keeps its limit with very many %s',
    (surface, description) => {
      for (const mode of modes) {
        const report = reportWith({ mode, specFile, ...huge[description] });
        expect(beyondLimit(surfaces[surface].limit, textsOn(surface, report, nowhere))).toEqual([]);
      }
    },
  );

  test('would be told of, were a text of it too long', () => {
    const texts = ['éééééé', 'é'];
    expect(beyondLimit({ max: 10, unit: 'bytes' }, texts)).toEqual([2]);
    expect(beyondLimit({ max: 5, unit: 'characters' }, texts)).toEqual([1]);
    expect(beyondLimit(null, texts)).toEqual([]);
  });
});
