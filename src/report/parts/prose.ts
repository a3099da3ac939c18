import { codeSpan, oneLine } from '../../support/text.ts';

/** A word that GitHub shows as it stands: no mention, link, reference, markup or emoji can begin in it. */
const harmless = /^["'(]*[A-Za-z0-9](?:[A-Za-z0-9.,;:'"()/-]*[A-Za-z0-9.,;:?!'")])?$/;
/** What would be live though it is made of harmless characters: addresses, references, commits, emoji, commands. */
const live = /:\/\/|www\.|::|:\w+:|[a-z]-\d|\b[0-9a-f]{7,}\b/i;

/** A sentence that may quote foreign text: what could be live is shown as code, the rest as text. */
export const prose = (text: string, most = 600): string => {
  const tokens: string[] = [];
  let quoted: string[] = [];
  const flush = (): void => {
    if (quoted.length > 0) tokens.push(quote(quoted.join(' ')));
    quoted = [];
  };
  for (const token of oneLine(text, most).split(' ')) {
    if (token === '') continue;
    if (!harmless.test(token) || live.test(token)) {
      quoted.push(token);
      continue;
    }
    flush();
    tokens.push(token);
  }
  flush();
  return tokens.join(' ');
};

/** The full stop goes after the code, not into it. */
const quote = (text: string): string => {
  const [, inner = '', stop = ''] = /^(.*[^.,;:?!])([.,;:?!])$/.exec(text) ?? [];
  return inner === '' ? codeSpan(text, 1_000) : `${codeSpan(inner, 1_000)}${stop}`;
};

/**
 * Foreign text for a title or the name of a check run, where code spans do not work: letters of every language stay, and
 * what could be live becomes a dot. GitHub makes links of ASCII alone.
 */
export const titleText = (text: string, most = 100): string =>
  oneLine(text, most)
    .replaceAll(/[^\p{L}\p{M}\p{Nd} ._/-]|\p{Variation_Selector}/gu, '·')
    .replaceAll(/www\./gi, 'www·')
    .replaceAll(/([a-z])-(?=\d)/gi, '$1·')
    // A commit would be a link.
    .replaceAll(/([0-9a-f]{6})(?=[0-9a-f])/gi, '$1·')
    .trim();

/** A link of our own; only its text when the address is not a plain web address. */
export const ownLink = (text: string, address: string | null): string => {
  const url = address === null ? null : URL.parse(address);
  if (url === null || !['https:', 'http:'].includes(url.protocol) || url.username !== '') return text;
  const target = url.href.replaceAll(/[()|<>\\`*_~@'"[\]]/g, (one) => `%${one.charCodeAt(0).toString(16)}`);
  return `[${text}](${target})`;
};
