import { domainMistake } from '../catalog/domain.ts';
import { characterLabel } from '../support/invisible.ts';
import type { Violation } from './diagnostic.ts';

/** The texts of a spec that Entra or TruU shows to people. */
const names = [
  ['entra', 'application', 'name'],
  ['entra', 'application', 'uniqueName'],
  ['entra', 'secret', 'description'],
  ['truu', 'directory', 'name'],
  ['truu', 'primaryUserIdentifier'],
  ['truu', 'cluster'],
] as const;

const domain = ['truu', 'directory', 'domain'] as const;

/** Reads the value at a path of a spec as written. */
type ValueAt = (...path: readonly string[]) => unknown;

/** Names that are not what their author means, and a domain that is none. */
export const nameViolations = (valueAt: ValueAt): readonly Violation[] => [
  ...names.flatMap((path) => ofText(path, valueAt(...path), nameMistake)),
  ...ofText(domain, valueAt(...domain), domainViolation),
];

type Mistake = Pick<Violation, 'message' | 'fix'>;

const ofText = (
  path: readonly string[],
  value: unknown,
  mistakeOf: (where: string, text: string) => Mistake | null,
): readonly Violation[] => {
  // An empty text is a matter of the schema.
  if (typeof value !== 'string' || value === '') return [];
  const where = path.join('.');
  const mistake = expression(where, value) ?? mistakeOf(where, value);
  return mistake === null ? [] : [{ code: 'SPEC_INVALID_VALUE', path, ...mistake }];
};

/** Nobody fills them in, so that the name would be the placeholder. */
const expression = (where: string, text: string): Mistake | null => {
  const found = /\$\{|\$\(|\{\{/.exec(text);
  return found === null
    ? null
    : {
        message: `${where} has a placeholder (${found[0]}), which nothing replaces: a spec has no variables.`,
        fix: `Write the value itself in ${where}.`,
      };
};

const nameMistake = (where: string, text: string): Mistake | null => {
  const control = /[\p{Cc}\p{Zl}\p{Zp}]/u.exec(text);
  if (control !== null)
    return {
      message: `${where} contains ${characterLabel(control[0])}.`,
      fix: `Write ${where} on one line. After | and > a text ends with a line feed.`,
    };
  const edge = /^\s|\s$/u.exec(text);
  return edge === null
    ? null
    : {
        message: `${where} ${edge.index === 0 ? 'begins' : 'ends'} with ${characterLabel(edge[0])}.`,
        fix: `Remove the white space around ${where}.`,
      };
};

const domainViolation = (where: string, text: string): Mistake | null => {
  const mistake = domainMistake(text);
  return mistake === null
    ? null
    : {
        message: `${where} is not a domain: it ${mistake}.`,
        fix: `Set ${where} to the name of one domain alone, such as contoso.com.`,
      };
};
