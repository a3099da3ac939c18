/** A heading and its lines; an empty section is left out. */
export interface Section {
  readonly title: string;
  /** Lines that can be cut from the end. */
  readonly lines: readonly string[];
}

/** A section of the report. */
export const section = (title: string, lines: readonly string[]): Section => ({ title, lines });

/** A table of cells that are Markdown already; no rows, no table. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] =>
  rows.length === 0
    ? []
    : [
        `| ${head.join(' | ')} |`,
        `|${head.map(() => ' --- |').join('')}`,
        ...rows.map((row) => `| ${row.join(' | ')} |`),
      ];

/** A list of items that are Markdown already. */
export const list = (items: readonly string[]): readonly string[] => items.map((item) => `- ${item}`);

/** How many bytes a text is in UTF-8. */
export const bytes = (text: string): number => Buffer.byteLength(text, 'utf8');

/** The most bytes around the lines of a section: its heading mark, blank lines, and the note that it is cut. */
const aroundSection = 120;

/** Puts sections under a head within a number of bytes, cutting whole lines and saying how many are missing. */
export const fit = (head: string, sections: readonly Section[], maxBytes: number): string => {
  const notice = "Truncated: the report exceeds GitHub's size limit.";
  let left = maxBytes - bytes(head) - 1_000;
  const out: string[] = [head];
  for (const { title, lines } of sections.filter((one) => one.lines.length > 0)) {
    const kept: string[] = [];
    left -= bytes(title) + aroundSection;
    for (const line of lines) {
      left -= bytes(line) + 1;
      if (left < 0) break;
      kept.push(line);
    }
    const missing = lines.length - kept.length;
    const tail = missing > 0 ? ['', `_${notice} ${missing} lines are missing._`] : [];
    if (left < 0 && kept.length === 0) {
      out.push(`_${notice}_`);
      break;
    }
    out.push(`### ${title}`, '', ...kept, ...tail, '');
  }
  return `${out.join('\n').trimEnd()}\n`;
};
