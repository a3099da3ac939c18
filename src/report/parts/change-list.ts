import { permissionAt } from '../../plan/address.ts';
import type { Change, FieldDifference, FieldValue } from '../../plan/types.ts';
import type { Range } from '../../spec/diagnostic.ts';
import { codeSpan } from '../../support/text.ts';
import { headline, skipReasonLabel, signs } from './labels.ts';

/** Shows the line of the spec that a range begins on: as a link where there is an address for it. */
export type ShowLine = (range: Range) => string;

/** The line without a link, for surfaces that know no address. */
export const plainLine: ShowLine = ({ line }) => `line ${line}`;

/** A value in Markdown; what is not there is no code, so that nobody takes it for the text "nothing". */
const value = (one: FieldValue): string => {
  if (one === null) return '_nothing_';
  if (typeof one === 'boolean') return one ? 'yes' : 'no';
  if (typeof one === 'string') return codeSpan(one);
  return one.length === 0 ? '_nothing_' : one.map((each) => codeSpan(each)).join(' ');
};

/** What a plan says of ids that nobody knows yet: our own words, and no value. */
const notYet = new Set(['a new key', 'of the new directory', 'of the new registration']);

const after = (one: FieldValue): string => (typeof one === 'string' && notYet.has(one) ? `_${one}_` : value(one));

/** One field, before and after. */
export const fieldItem = (field: FieldDifference): string =>
  `${field.path}: ${value(field.before)} → ${after(field.after)}`;

/** The fields of a change; where nothing was before, an arrow would only be noise. */
const fieldItems = ({ act, fields }: Change): readonly string[] =>
  fields.map((field) =>
    act === 'create' && field.before === null ? `${field.path}: ${after(field.after)}` : fieldItem(field),
  );

const where = (change: Change, show: ShowLine): string => (change.range === null ? '' : ` · ${show(change.range)}`);
const because = (change: Change): string =>
  change.skipReason === null ? '' : `<br>kept back since ${skipReasonLabel(change)}`;

/** What the fields of a change say already. */
const saidByFields = new Set(['it differs from the spec', 'neither requested nor granted']);

/** A change as one item of a list: what, its line in the spec, each field before and after, and why. */
export const changeItem = (change: Change, show: ShowLine): string => {
  const { title, name, tail } = headline(change);
  if (permissionAt(change.address) !== null) return permissionItem(change, show);
  const lines = [
    `\`${signs[change.act]}\` **${title}**${name === null ? '' : ` ${codeSpan(name)}`}${tail}${where(change, show)}`,
    ...fieldItems(change),
    ...(saidByFields.has(change.reason) ? [] : [`why: ${change.reason}`]),
  ];
  return `- ${lines.join('<br>')}${because(change)}`;
};

/** Of a permission the name comes first, then what it allows: that is what a reviewer judges. */
const permissionItem = (change: Change, show: ShowLine): string => {
  const { name, type, tier, message } = permissionOf(change);
  const kind = `${type}${tier === 0 ? ', **tier 0**' : ''}`;
  const lines = [
    `\`${signs[change.act]}\` ${codeSpan(name)} (${kind})${where(change, show)}`,
    message === null ? 'What it allows is not known to this action.' : `May ${message}.`,
    [flips(change.fields), saidByFields.has(change.reason) ? '' : `(${change.reason})`].join(' ').trim(),
  ];
  return `- ${lines.filter((line) => line !== '').join('<br>')}${because(change)}`;
};

/** What flips in the same way is said once. */
const flips = (fields: Change['fields']): string => {
  const [first] = fields;
  const same = fields.every(({ before, after: then }) => before === first?.before && then === first.after);
  if (first === undefined || !same) return fields.map(fieldItem).join(', ');
  return fieldItem({ ...first, path: fields.map(({ path }) => path).join(' and ') });
};

const permissionOf = (change: Change) => {
  const { name, type } = permissionAt(change.address) ?? { name: '', type: 'application' as const };
  const known = headline(change).permission;
  return { name, type, tier: known?.tier ?? null, message: known?.description ?? null };
};

/** A change in a few words, for where there is no room for more. */
export const changeBrief = (change: Change): string => {
  const { title, name } = headline(change);
  const sign = `- \`${signs[change.act]}\``;
  if (permissionAt(change.address) === null)
    return name === null ? `${sign} ${title}` : `${sign} ${title} ${codeSpan(name, 120)}`;
  const permission = permissionOf(change);
  return `${sign} ${codeSpan(permission.name, 120)} (${permission.type}${permission.tier === 0 ? ', **tier 0**' : ''})`;
};
