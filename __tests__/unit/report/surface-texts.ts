import type { Limit } from '../../../src/report/parts/limits.ts';
import type { Report } from '../../../src/report/report.ts';
import {
  surfaces,
  type Surface,
  type SurfaceContents,
  type SurfaceContext,
  type SurfaceKind,
  type SurfaceRow,
} from '../../../src/report/surfaces.ts';
import { harmIn, treeOf } from './markdown-tree.ts';

/** What cannot be seen, or would look like the end of a line. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/u;

interface Test<Content> {
  /** The texts that the limit of the surface holds for. */
  readonly texts: (content: Content) => readonly string[];
  /** What foreign text could do in one of them; empty when it is harmless. */
  readonly harm: (text: string) => readonly string[];
}

const oneLine = (text: string): readonly string[] => (unseen.test(text) ? [`an unseen character in ${text}`] : []);

const parsed = (text: string): readonly string[] => {
  try {
    JSON.parse(text);
    return text.isWellFormed() ? [] : ['half a character'];
  } catch {
    return ['no JSON'];
  }
};

const readBack = (text: string): readonly string[] => {
  const types = treeOf(text).map(({ type }) => type);
  return [
    ...(/^[\x20-\x7e\n]*$/.test(text) ? [] : ['more than ASCII']),
    ...(/^root paragraph text( code)?$/.test(types.join(' ')) ? [] : [`nodes ${types.join(' ')}`]),
  ];
};

const tests: { readonly [K in SurfaceKind]: Test<SurfaceContents[K]> } = {
  markdown: { texts: (text) => [text], harm: harmIn },
  data: { texts: (text) => [text], harm: readBack },
  title: {
    texts: (text) => [text],
    harm: (text) => [...oneLine(text), ...harmIn(text), ...treeOf(text).flatMap(({ url }) => url ?? [])],
  },
  json: { texts: (text) => [text], harm: parsed },
  log: {
    texts: (blocks) => blocks.flatMap(({ title, lines }) => [title, ...lines]),
    harm: (line) => [...oneLine(line), ...(/^\s*::|##\[/.test(line) ? [`the command ${line}`] : [])],
  },
  annotations: { texts: (all) => all.flatMap(({ title, message }) => [title, message]), harm: oneLine },
  outputs: { texts: (values) => Object.values(values), harm: oneLine },
};

const sizes: Readonly<Record<Limit['unit'], (text: string) => number>> = {
  bytes: (text) => Buffer.byteLength(text, 'utf8'),
  characters: (text) => text.length,
};

/** How far each text that is too long lies beyond a limit. */
export const beyondLimit = (limit: Limit | null, texts: readonly string[]): readonly number[] =>
  limit === null ? [] : texts.map((text) => sizes[limit.unit](text) - limit.max).filter((beyond) => beyond > 0);

const textsOf = <K extends SurfaceKind>(row: SurfaceRow<K>, report: Report, context: SurfaceContext) => {
  const content = row.render(report, context);
  return content === null ? [] : tests[row.kind].texts(content);
};

/** The texts that a surface shows of a report; none where it does not show it. */
export const textsOn = (surface: Surface, report: Report, context: SurfaceContext): readonly string[] =>
  textsOf(surfaces[surface] as SurfaceRow, report, context);

/** What foreign text could do in the texts of a surface; empty when they are harmless. */
export const harmOn = (surface: Surface, texts: readonly string[]): readonly string[] =>
  texts.flatMap((text) => tests[surfaces[surface].kind].harm(text));
