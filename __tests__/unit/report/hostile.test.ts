import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { annotate } from '../../../src/report/log/annotations.ts';
import { commentMarker, renderComment, type CommentContext } from '../../../src/report/comment/comment.ts';
import { driftMarker, renderDriftIssue, type DriftContext } from '../../../src/report/issue/drift-issue.ts';
import { renderLog } from '../../../src/report/log/log.ts';
import { renderSummary } from '../../../src/report/summary/summary.ts';
import { hostilePieces, hostileText } from '../../support/arbitraries.ts';
import { hostileReport } from './hostile-report.ts';
import { harmIn, treeOf } from './markdown-tree.ts';
import { reportWith } from './report-samples.ts';

const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/u;
const bytes = (text: string): number => Buffer.byteLength(text, 'utf8');
const countOf = (text: string, piece: string): number => text.split(piece).length - 1;

const place = fc.record({
  repositoryUrl: fc.constantFrom(null, 'https://github.com/contoso/identity'),
  commit: fc.oneof(fc.constantFrom(null, 'a'.repeat(40)), hostileText),
  runUrl: fc.constantFrom(null, 'https://github.com/contoso/identity/actions/runs/1'),
});
const context: fc.Arbitrary<CommentContext> = fc
  .tuple(
    place,
    fc.oneof(
      fc.constant({ kind: 'current' } as const),
      fc.constant({ kind: 'merged' } as const),
      hostileText.map((by) => ({ kind: 'superseded', by }) as const),
    ),
  )
  .map(([where, freshness]) => ({ ...where, freshness }));
const scheduled: fc.Arbitrary<DriftContext> = fc
  .tuple(place, hostileText)
  .map(([where, now]) => ({ ...where, now, before: null }));

describe('hostile text in a report', () => {
  test('becomes nothing but code in the summary', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        expect(harmIn(renderSummary(report))).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });

  test('becomes nothing but code in the comment, which begins with its one marker and keeps its limit', () => {
    fc.assert(
      fc.property(hostileReport, context, (report, where) => {
        const text = renderComment(report, where);
        const marker = commentMarker(report.specFile);
        expect(harmIn(text)).toEqual([]);
        expect([text.indexOf(marker), countOf(text, '<!-- truu-entra-directory'), bytes(text) <= 60_000]).toEqual([
          0,
          1,
          true,
        ]);
      }),
      { numRuns: 80 },
    );
  });

  test('becomes nothing but code in the issue of a drift, and a dot in its title', () => {
    fc.assert(
      fc.property(hostileReport, scheduled, (found, where) => {
        const report = { ...found, mode: 'drift', red: true, result: 'drift' } as const;
        const issue = renderDriftIssue(report, where);
        const { title, body } = issue.kind === 'open' ? issue : { title: '', body: '' };
        expect([...harmIn(body), ...harmIn(title), ...treeOf(title).filter(({ type }) => type === 'link')]).toEqual([]);
        expect([title.length <= 256, bytes(body) <= 60_000, unseen.test(title)]).toEqual([true, true, false]);
        const markers = issue.kind === 'open' ? [0, 1] : [-1, 0];
        expect([body.indexOf(driftMarker(report.specFile)), countOf(body, '<!-- truu-entra-directory')]).toEqual(
          markers,
        );
      }),
      { numRuns: 80 },
    );
  });

  test('is no command in the log', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        const lines = renderLog(report).flatMap(({ title, lines: all }) => [title, ...all]);
        const commands = lines.filter((line) => line.trimStart().startsWith('::') || line.includes('##['));
        expect([commands, lines.filter((line) => unseen.test(line))]).toEqual([[], []]);
      }),
      { numRuns: 80 },
    );
  });

  test('stays on one line of an annotation, within what a runner keeps', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        const bad = annotate(report).filter(
          ({ title, message }) => unseen.test(title) || unseen.test(message) || message.length > 4_096,
        );
        expect(bad).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });

  test.each(hostilePieces.map((piece) => [piece]))('is shown as code in the summary: %j', (piece) => {
    const spans = treeOf(renderSummary(reportWith({ specFile: `x${piece}x` }))).filter(
      ({ type }) => type === 'inlineCode',
    );
    expect(spans.map(({ value }) => value)).toContainEqual(expect.stringMatching(/^x.*x$/));
  });

  test.each([
    ['a mention', 'by @user', 'live text'],
    ['a link', '[a](https://evil.example)', 'a link'],
    ['an address', 'see https://evil.example', 'a link'],
    ['a reference', 'see #12', 'live text'],
    ['a commit', 'see 0123abc', 'live text'],
    ['HTML', '<script>alert(1)</script>', 'HTML'],
    ['an open fold', '<details>\n', 'details'],
    ['a footnote', '[^1]\n\n[^1]: x', 'a node'],
    ['a fence', '```\nx', 'a node'],
    ['an unseen character', 'a\u202eb', 'an unseen'],
    ['a table whose rows differ', '| a |\n| --- |\n| `b|c` | d |', 'widths'],
  ])('would be told of, were it %s', (_what, markdown, expected) => {
    expect(harmIn(markdown).join()).toContain(expected);
  });
});
