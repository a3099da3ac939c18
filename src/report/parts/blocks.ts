import { bytes } from './markdown.ts';

/** A part of a comment or an issue. */
export interface Block {
  /** A heading of our own words; of a folded block the words on which one clicks. */
  readonly title: string;
  /** Whole lines, each harmless Markdown by itself. */
  readonly lines: readonly string[];
  /** The same in fewer words, to be used when there is no room; empty: the lines are cut from the end. */
  readonly brief: readonly string[];
  readonly folded: boolean;
}

/** A block that stands open. */
export const open = (title: string, lines: readonly string[], brief: readonly string[] = []): Block => ({
  title,
  lines,
  brief,
  folded: false,
});

/** A block that a reader has to click on. */
export const folded = (title: string, lines: readonly string[]): Block => ({ title, lines, brief: [], folded: true });

const render = ({ title, lines, folded: folds }: Block): readonly string[] =>
  folds
    ? ['<details>', `<summary>${title}</summary>`, '', ...lines, '', '</details>', '']
    : [`#### ${title}`, '', ...lines, ''];

/** What stands before the blocks and after them, and how many bytes there are for all. */
export interface Frame {
  readonly head: readonly string[];
  readonly tail: readonly string[];
  /** Where the rest can be read: harmless Markdown. */
  readonly elsewhere: string;
  readonly maxBytes: number;
}

/**
 * The blocks in their order within a number of bytes. What gives way first is what is folded, from the last on; then
 * open blocks are told in few words; only then are lines of them cut, and counted.
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
    (block) => ({ ...block, lines: [`_No room for it here: see ${elsewhere}._`], brief: [] }),
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

/** Takes whole lines from the end until so many bytes are gone, and says how many lines are missing. */
const cut = (block: Block, tooMany: number, elsewhere: string): Block => {
  const said = (missing: number): string => `_${missing} more: see ${elsewhere}._`;
  const around = bytes(said(block.lines.length)) + 4;
  let gone = 0;
  let kept = block.lines.length;
  while (kept > 0 && gone < tooMany + around) {
    kept -= 1;
    gone += bytes(block.lines[kept] ?? '') + 1;
  }
  const missing = block.lines.slice(kept).filter((line) => line !== '').length;
  return { ...block, lines: [...block.lines.slice(0, kept), '', said(missing)] };
};
