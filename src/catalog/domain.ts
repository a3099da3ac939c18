import { domainToASCII } from 'node:url';

const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/** What people write instead of a domain, the most telling first. */
const mistakes: readonly (readonly [pattern: RegExp, is: string])[] = [
  [/^\s|\s$/u, 'has white space before or after it'],
  [/:\/\//, 'is a web address, with a scheme'],
  [/@/, 'has an at-sign, as an address of a user has'],
  [/[,;|]/, 'names more than one domain'],
  [/\s/u, 'has white space in it'],
  [/\*/, 'has a wildcard'],
  [/[/?#\\]/, 'has a path'],
  [/:/, 'has a port'],
  [/\.$/, 'ends with a dot'],
  [/^\./, 'begins with a dot'],
];

/**
 * Why a text is not the name of a domain, as the end of a sentence; null when it is one. A name has at least two labels of
 * letters, digits and hyphens, in any script that IDNA can write in ASCII (RFC 1123, RFC 5891, UTS 46).
 */
export const domainMistake = (text: string): string | null => {
  const mistake = mistakes.find(([pattern]) => pattern.test(text));
  if (mistake !== undefined) return mistake[1];
  const foreign = /[^A-Za-z0-9.-]/.exec(text.replaceAll(/\P{ASCII}/gu, ''));
  if (foreign !== null) return `has the character ${foreign[0]}, which no domain has`;
  if (/^(?:\d+|0x[0-9a-f]*)$/i.test(text.split('.').at(-1) ?? '')) return 'is an IP address or ends with a number';
  const ascii = domainToASCII(text);
  if (ascii === '' || ascii.length > 253) return 'is not a name that a domain can have';
  const labels = ascii.split('.');
  if (labels.length < 2) return 'has no dot';
  return labels.every((one) => label.test(one)) ? null : 'has an empty, too long or misplaced part between its dots';
};

/** The one form of a domain, in which two are compared: ASCII in lower case. Text that is no domain stays as it is. */
export const canonicalDomain = (text: string): string => (domainMistake(text) === null ? domainToASCII(text) : text);
