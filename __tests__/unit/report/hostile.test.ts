import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { annotate } from '../../../src/report/annotations.ts';
import { renderLog } from '../../../src/report/log.ts';
import { renderSummary } from '../../../src/report/summary.ts';
import { hostilePieces, nodesOf, type MarkdownNode } from '../../support/arbitraries.ts';
import { hostileReport } from './hostile-report.ts';
import { reportWith } from './report-samples.ts';

const parse = (markdown: string): readonly MarkdownNode[] =>
  nodesOf(unified().use(remarkParse).use(remarkGfm).parse(markdown));

/** The kinds of node that the renderer itself writes. */
const written = new Set([
  'root',
  'heading',
  'paragraph',
  'text',
  'strong',
  'emphasis',
  'blockquote',
  'inlineCode',
  'list',
  'listItem',
  'table',
  'tableRow',
  'tableCell',
  'html',
]);

const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/u;
/** What no words of our own contain. */
const foreign = /https?:|www\.|@\w|#\d|<|\]\(|::|GH-\d|\|/;

describe('hostile text in a report', () => {
  test('becomes nothing but code in the summary', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        const nodes = parse(renderSummary(report));
        expect(nodes.filter(({ type }) => !written.has(type))).toEqual([]);
        expect(nodes.filter(({ type, value }) => type === 'html' && value !== '<br>')).toEqual([]);
        const texts = nodes.filter(({ type }) => type === 'text').map(({ value }) => value ?? '');
        expect(texts.filter((text) => foreign.test(text.replace(/^\[!(TIP|NOTE|CAUTION)\]/, '')))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('neither adds cells to a table nor takes any away', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        const widths = parse(renderSummary(report))
          .filter(({ type }) => type === 'table')
          .map((table) => new Set((table.children ?? []).map((row) => row.children?.length)).size);
        expect(widths).toEqual(widths.map(() => 1));
      }),
      { numRuns: 200 },
    );
  });

  test('adds no line to the summary, and nothing that cannot be seen', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        const lines = renderSummary(report).split('\n');
        expect(lines.filter((line) => unseen.test(line))).toEqual([]);
        const starts = /^(#{2,3} |> |\*\*|\||- |_Cut|_|`|$)/;
        expect(lines.filter((line) => !starts.test(line))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('is no command in the log', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        const lines = renderLog(report).flatMap(({ title, lines: all }) => [title, ...all]);
        const commands = lines.filter((line) => line.trimStart().startsWith('::') || line.includes('##['));
        expect([commands, lines.filter((line) => unseen.test(line))]).toEqual([[], []]);
      }),
      { numRuns: 200 },
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
      { numRuns: 200 },
    );
  });

  test.each(hostilePieces.map((piece) => [piece]))('is shown as code in the summary: %j', (piece) => {
    const spans = parse(renderSummary(reportWith({ specFile: `x${piece}x` }))).filter(
      ({ type }) => type === 'inlineCode',
    );
    expect(spans.map(({ value }) => value)).toContainEqual(expect.stringMatching(/^x.*x$/));
  });
});
