/** What is invisible or private, and spaces that are none. Variation selectors, which colour emoji, stay. */
const unseen =
  /(?![ \p{Variation_Selector}])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;

const visible = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

/** Foreign text on one line: invisible characters are escaped, long text is cut. */
export const oneLine = (text: string, most = 300): string => {
  // No character becomes shorter, so that nothing behind the cut can be shown.
  const shown = text.slice(0, most + 1).replaceAll(unseen, visible);
  return shown.length <= most ? shown : `${shown.slice(0, most - 1).replace(/\p{Cs}$/u, '')}…`;
};

/** A line for the log: it cannot contain either form of a workflow command, wherever the foreign part is. */
export const logText = (text: string, most = 1_000): string => withoutCommand(oneLine(text, most));

/**
 * A line without either form of a workflow command: a runner passes over white space before `::`, and reads `##[` anywhere
 * (actions/runner, ActionCommand.cs, read 2026-11).
 */
export const withoutCommand = (line: string): string => line.replaceAll('##[', '# #[').replace(/^(\s*)::/, '$1: :');

/** Foreign text as a code span: no mention, link, reference or markup is live in it, and it breaks no table. */
export const codeSpan = (text: string, most = 300): string => {
  // A pipe is escaped as a code point, because after a backslash of the text an escaped pipe would end a table cell.
  const shown = oneLine(text, most).replaceAll('|', visible);
  if (shown.trim() === '') return '` `';
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map((match) => match[0].length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 || /^ | $/.test(shown) ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
};
