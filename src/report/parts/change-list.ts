import type { PermissionSummary } from '../../catalog/permissions.ts';
import { isKnownAfterApply, valueLabel } from '../../plan/changes.ts';
import type { Change, FieldDifference, FieldValue } from '../../plan/types.ts';
import type { Range } from '../../spec/diagnostic.ts';
import { hiddenDifference } from '../../support/hidden-difference.ts';
import { codeSpan } from '../../support/text.ts';
import { signs, skipReasonLabel, targetName } from './labels.ts';

/** Shows the line of the spec that a range begins on: as a link where there is one. */
export type ShowLine = (range: Range) => string;

/** The line without a link. */
export const plainLine: ShowLine = ({ line }) => `line ${line}`;

/** A value in Markdown: foreign text as code, our own words in italics. */
const value = (one: FieldValue): string => {
  if (one === null || isKnownAfterApply(one)) return `_${valueLabel(one)}_`;
  if (typeof one === 'boolean') return valueLabel(one);
  if (typeof one === 'string') return codeSpan(one);
  const all = one as readonly string[];
  return all.length === 0 ? `_${valueLabel(null)}_` : all.map((each) => codeSpan(each)).join(' ');
};

/** One field, before and after. */
export const fieldItem = ({ path, before, after }: FieldDifference): string =>
  `${path}: ${value(before)} → ${value(after)}${hidden(before, after)}`;

/** What a reader cannot see of a difference, in parentheses; empty where he sees it. */
export const hidden = (before: FieldValue, after: FieldValue): string => {
  const difference = typeof before === 'string' && typeof after === 'string' ? hiddenDifference(before, after) : null;
  return difference === null ? '' : ` (${difference})`;
};

/** The fields of a change; where nothing was before, an arrow is noise. */
const fieldItems = ({ act, target, fields }: Change): readonly string[] =>
  fields.map((field) =>
    (act === 'create' || target.kind === 'adoption') && field.before === null
      ? `${field.path}: ${value(field.after)}`
      : fieldItem(field),
  );

const where = ({ range }: Change, show: ShowLine): string => (range === null ? '' : ` · ${show(range)}`);
const because = ({ skipReason }: Change): string =>
  skipReason === null ? '' : `<br>not applied: ${skipReasonLabel(skipReason)}`;

/** A change as one item of a list: what, its line in the spec, each field before and after, and why. */
export const changeItem = (change: Change, show: ShowLine): string => {
  if (change.target.kind === 'permission') return permissionItem(change, change.target, show);
  const name = targetName(change);
  const lines = [
    `\`${signs[change.act]}\` **${change.title}**${name === null ? '' : ` ${codeSpan(name)}`}${where(change, show)}`,
    ...fieldItems(change),
    ...(change.reason === null ? [] : [`why: ${change.reason}`]),
  ];
  return `- ${lines.join('<br>')}${because(change)}`;
};

const kindOf = ({ type, tier }: PermissionSummary): string => `${type}${tier === 0 ? ', **tier 0**' : ''}`;

/** Of a permission the name comes first, then what it allows: that is what a reviewer judges. */
const permissionItem = (change: Change, permission: PermissionSummary, show: ShowLine): string => {
  const lines = [
    `\`${signs[change.act]}\` ${codeSpan(permission.name)} (${kindOf(permission)})${where(change, show)}`,
    permission.description === null ? 'Not in the catalogue of this action.' : `Can ${permission.description}.`,
    [flips(change.fields), ...(change.reason === null ? [] : [`(${change.reason})`])].join(' ').trim(),
  ];
  return `- ${lines.filter((line) => line !== '').join('<br>')}${because(change)}`;
};

/** Fields that flip in the same way share one line. */
const flips = (fields: Change['fields']): string => {
  const [first] = fields;
  const same = fields.every(({ before, after }) => before === first?.before && after === first.after);
  if (first === undefined || !same) return fields.map(fieldItem).join(', ');
  return fieldItem({ ...first, path: fields.map(({ path }) => path).join(' and ') });
};

/** A change in a few words, for where there is no room for more. */
export const changeBrief = (change: Change): string => {
  const sign = `- \`${signs[change.act]}\``;
  if (change.target.kind === 'permission')
    return `${sign} ${codeSpan(change.target.name, 120)} (${kindOf(change.target)})`;
  const name = targetName(change);
  return name === null ? `${sign} ${change.title}` : `${sign} ${change.title} ${codeSpan(name, 120)}`;
};
