import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { modes, traitsOf } from '../../../src/catalog/modes.ts';
import { commentMarker } from '../../../src/report/comment/comment.ts';
import { driftMarker } from '../../../src/report/issue/drift-issue.ts';
import type { Report } from '../../../src/report/report.ts';
import { renderSummary } from '../../../src/report/summary/summary.ts';
import { surfaceNames, surfaces, type Surface, type SurfaceContext } from '../../../src/report/surfaces.ts';
import { hostilePieces, hostileText } from '../../support/arbitraries.ts';
import { hostileReport } from './hostile-report.ts';
import { harmIn, treeOf } from './markdown-tree.ts';
import { reportWith } from './report-samples.ts';
import { beyondLimit, harmOn, textsOn } from './surface-texts.ts';

const countOf = (text: string, piece: string): number => text.split(piece).length - 1;

const context: fc.Arbitrary<SurfaceContext> = fc.record({
  repositoryUrl: fc.constantFrom(null, 'https://github.com/contoso/identity'),
  commit: fc.oneof(fc.constantFrom(null, 'a'.repeat(40)), hostileText),
  runUrl: fc.constantFrom(null, 'https://github.com/contoso/identity/actions/runs/1'),
  freshness: fc.oneof(
    fc.constant({ kind: 'current' } as const),
    fc.constant({ kind: 'merged' } as const),
    hostileText.map((by) => ({ kind: 'superseded', by }) as const),
  ),
  actionRepository: fc.oneof(
    fc.constantFrom(null, 'contoso/truu-entra-directory-action'),
    // The name of another repository would be a link to it, and rightly so.
    hostileText.filter((text) => !/^[\w.-]+\/[\w.-]+$/.test(text)),
  ),
  now: hostileText,
  before: fc.constant(null),
  signed: fc.constant(null),
});

/** On GitHub only some modes are shown. */
const shownOn = (surface: Surface): fc.Arbitrary<Report> => {
  const { on } = surfaces[surface];
  const shown = modes.filter((mode) => on === 'run' || traitsOf(mode).publishes.includes(on));
  return fc.tuple(hostileReport, fc.constantFrom(...shown, ...(on === 'run' ? [null] : []))).map(([report, mode]) => ({
    ...report,
    mode,
  }));
};

describe('hostile text in a report', () => {
  test.each(surfaceNames)('does no harm on the surface %s, which keeps its limit', (surface) => {
    fc.assert(
      fc.property(shownOn(surface), context, (report, where) => {
        const texts = textsOn(surface, report, where);
        fc.pre(texts.length > 0);
        expect(harmOn(surface, texts)).toEqual([]);
        expect(beyondLimit(surfaces[surface].limit, texts)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test.each([
    ['comment', 'comment', commentMarker],
    ['issue', 'issue-body', driftMarker],
  ] as const)('leaves the %s its one marker, and at its beginning', (_what, surface, markerOf) => {
    fc.assert(
      fc.property(shownOn(surface), context, (report, where) => {
        const [text] = textsOn(surface, report, where);
        fc.pre(text !== undefined);
        const marker = markerOf(report.specFile);
        expect([text?.indexOf(marker), countOf(text ?? '', '<!-- truu-entra-directory')]).toEqual([0, 1]);
      }),
      { numRuns: 40 },
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
