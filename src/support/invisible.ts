/**
 * A character that shows nothing, or that looks like an ordinary space and is none: controls, format characters (zero
 * width, bidirectional), other spaces, separators, fillers. Variation selectors are none: they colour emoji. Not a space,
 * tab or line end.
 */
export const isInvisible = (character: string): boolean => invisible.test(character);
const invisible =
  /^(?![ \t\n\r\p{Variation_Selector}])[\p{Cc}\p{Cf}\p{Cs}\p{Zs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]$/u;

/** What people meet most often (Unicode 16, NamesList). */
const names: Readonly<Record<number, string>> = {
  0x09: 'tab',
  0x0a: 'line feed',
  0x0d: 'carriage return',
  0x20: 'space',
  0x85: 'next line',
  0xa0: 'no-break space',
  0xad: 'soft hyphen',
  0x200b: 'zero-width space',
  0x200c: 'zero-width non-joiner',
  0x200d: 'zero-width joiner',
  0x200e: 'left-to-right mark',
  0x200f: 'right-to-left mark',
  0x2007: 'figure space',
  0x2009: 'thin space',
  0x2011: 'no-break hyphen',
  0x2028: 'line separator',
  0x2029: 'paragraph separator',
  0x202f: 'narrow no-break space',
  0x2060: 'word joiner',
  0x3000: 'ideographic space',
  0xfeff: 'byte order mark, or zero-width no-break space',
};

/** The code point of the first character of a text, e.g. `U+00A0`. */
export const codePointOf = (text: string): string =>
  `U+${(text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** A character in words that everybody can see: `U+00A0 (no-break space)`, `"–" (U+2013)`. */
export const characterLabel = (character: string): string => {
  const name = names[character.codePointAt(0) ?? 0];
  if (name !== undefined) return `${codePointOf(character)} (${name})`;
  return isInvisible(character) ? codePointOf(character) : `"${character}" (${codePointOf(character)})`;
};
