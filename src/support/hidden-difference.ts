import { codePointOf, isInvisible } from './invisible.ts';

/** Letters of other scripts that look like those of the same index in `latin` (Unicode confusables, the usual ones). */
const lookalikes = 'аеорсухіјѕһԁԛԝгАВЕКМНОРСТУХІЈЅЗαινορυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ';
const latin = 'aeopcyxijshdqwrABEKMHOPCTYXIJS3aivopuABEZHIKMNOPTYX';
/** Dashes and quotation marks that only a careful eye tells apart. */
const folded: Readonly<Record<string, string>> = {
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '−': '-',
  '’': "'",
  '‘': "'",
};

const looksLike = (character: string): string => {
  const at = lookalikes.indexOf(character);
  if (at >= 0) return latin[at] ?? character;
  if (/^\s$/u.test(character)) return ' ';
  return isInvisible(character) ? '' : (folded[character] ?? character);
};

/** What a reader sees of a text. */
const seen = (text: string): string =>
  [...text.normalize('NFKC')].map(looksLike).join('').replaceAll(/ +/g, ' ').trim();

/**
 * The first difference of two texts that look alike, e.g. `character 5: U+00A0 → none`: white space, what is invisible,
 * letters of another script, another composition of the same letter. Null for texts that are equal or look different.
 */
export const hiddenDifference = (before: string, after: string): string | null => {
  if (before === after || seen(before) !== seen(after)) return null;
  const [old, now] = [[...before], [...after]];
  const at = Array.from({ length: Math.max(old.length, now.length) }).findIndex(
    (_, index) => old[index] !== now[index],
  );
  const label = (character: string | undefined): string => (character === undefined ? 'none' : codePointOf(character));
  return `character ${at + 1}: ${label(old[at])} → ${label(now[at])}`;
};
