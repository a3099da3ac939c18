import { bytes } from './markdown.ts';

/** A part of a comment or an issue. */
export interface Block {
  /** A heading of our own text; of a folded block the text to click on. */
  readonly title: string;
  /** Whole lines, each of them safe Markdown. */
  readonly lines: readonly string[];
  /** The same in fewer words, for when there is no room; empty: the lines are cut from the end. */
  readonly brief: readonly string[];
  readonly folded: boolean;
}

/** A block that is open. */
export const open = (title: string, lines: readonly string[], brief: readonly string[] = []): Block => ({
  title,
  lines,
  brief,
  folded: false,
});

/** A block that opens on a click. */
export const folded = (title: string, lines: readonly string[]): Block => ({ title, lines, brief: [], folded: true });

const render = ({ title, lines, folded: folds }: Block): readonly string[] =>
  folds
    ? ['<details>', `<summary>${title}</summary>`, '', ...lines, '', '</details>', '']
    : [`#### ${title}`, '', ...lines, ''];

/** The text before and after the blocks, and the limit of all in bytes. */
export interface Frame {
  readonly head: readonly string[];
  readonly tail: readonly string[];
  /** Where the rest can be read: safe Markdown. */
  readonly elsewhere: string;
  readonly maxBytes: number;
}

/**
 * The blocks in their order within a number of bytes. Folded blocks give way first, from the last on; then open blocks
 * use their brief lines; only then are lines cut, and counted.
 */
export const assemble = ({ head, tail, elsewhere, maxBytes }: Frame, all: readonly Block[]): string => {
  const blocks = all.filter((block) => block.lines.length > 0);
  const text = (shown: readonly Block[]): string =>
    `${[...head, ...shown.flatMap(render), ...tail].join('\n').trimEnd()}\n`;
  const fits = (shown: readonly Block[]): boolean => bytes(text(shown)) <= maxBytes;
  let shown = blocks;
  const giveWay = (which: (block: Block) => boolean, how: (block: Block) => Block): void => {
    for (let at = shown.length - 1; at >= 0 && !fits(shown); at -= 1)
      shown = shown.map((block, index) => (index === at && which(block) ? how(block) : block));
  };
  giveWay(
    (block) => block.folded,
    (block) => ({ ...block, lines: [`_Omitted for length: see ${elsewhere}._`], brief: [] }),
  );
  giveWay(
    (block) => block.brief.length > 0,
    (block) => ({ ...block, lines: block.brief }),
  );
  giveWay(
    (block) => !block.folded,
    (block) => cut(block, bytes(text(shown)) - maxBytes, elsewhere),
  );
  return text(shown);
};

/** Cuts whole lines from the end until enough bytes are gone, and says how many lines are missing. */
const cut = (block: Block, tooMany: number, elsewhere: string): Block => {
  const notice = (missing: number): string => `_${missing} more: see ${elsewhere}._`;
  const around = bytes(notice(block.lines.length)) + 4;
  let gone = 0;
  let kept = block.lines.length;
  while (kept > 0 && gone < tooMany + around) {
    kept -= 1;
    gone += bytes(block.lines[kept] ?? '') + 1;
  }
  const missing = block.lines.slice(kept).filter((line) => line !== '').length;
  return { ...block, lines: [...block.lines.slice(0, kept), '', notice(missing)] };
};
