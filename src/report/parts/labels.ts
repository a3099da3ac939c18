import { findPermission, type Permission } from '../../catalog/permissions.ts';
import { clusterAt, permissionAt } from '../../plan/address.ts';
import type { Act, Change, FieldDifference, FieldValue, StepOutcome } from '../../plan/types.ts';
import type { ReportedPlan } from '../report.ts';

/** The sign of an act, as terraform's readers know it. */
export const signs: Readonly<Record<Act, string>> = {
  create: '+',
  grant: '+',
  update: '~',
  adopt: '~',
  rotate: '~',
  revoke: '-',
  remove: '-',
  retire: '-',
};

const stepLabels: Readonly<Record<StepOutcome['kind'], string>> = {
  'create-application': 'Create the app registration',
  'update-application': 'Change the app registration',
  'create-service-principal': 'Create the service principal',
  grant: 'Grant permissions',
  revoke: 'Revoke permissions',
  'set-secret': 'Make a secret and hand it to TruU',
  'delete-unheld-secrets': 'Remove secrets that TruU does not hold',
  'update-directory': 'Change the TruU directory',
  'set-primary-user-identifier': 'Set the primary user identifier',
  'connect-cluster': 'Connect the cluster',
  'retire-secrets': 'Retire the previous secret',
  'wait-for-healthy': 'Wait for Healthy',
};

/** What a step was to do, in words. */
export const stepLabel = (kind: StepOutcome['kind']): string => stepLabels[kind];

/** A value in words; the caller wraps it for its sink. */
export const valueLabel = (value: FieldValue): string => {
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : value.join(' ');
};

/** What a difference is about in the words of the remotes. */
export const fieldWord = ({ path }: FieldDifference): string => path;

/** A change in words: our own, the foreign name it is about, and our own again. The name is the caller's to wrap. */
export interface Headline {
  readonly title: string;
  readonly name: string | null;
  readonly tail: string;
  /** The permission that it is about, when the catalogue knows it. */
  readonly permission: Permission | null;
}

/** What a change is about; of a permission also its type, its tier when that is 0, and what it lets its holder do. */
export const headline = ({ title, address }: Change): Headline => {
  const permission = permissionAt(address);
  if (permission === null) return { title, name: clusterAt(address), tail: '', permission: null };
  const known = findPermission(permission.type, permission.name);
  const tier = known?.tier === 0 ? ', **tier 0**' : '';
  return {
    title,
    name: permission.name,
    tail: ` (${permission.type}${tier})${known ? `: may ${known.description}` : ''}`,
    permission: known ?? null,
  };
};

/** Why a change is kept back, in words that say how to let it go. */
export const skipReasonLabel = (change: Change): string => {
  if (change.skipReason === 'mode') return 'mode renew carries out only what is due for renewal';
  if (change.skipReason === 'allow-removals') return 'the input allow-removals is not true';
  return 'entra.permissions.unlisted is report';
};

/** The changes of a plan, parted by what becomes of them. */
export const splitByOutcome = (
  plan: ReportedPlan,
): { readonly wanted: readonly Change[]; readonly skipped: readonly Change[] } => ({
  wanted: plan.changes.filter((change) => change.skipReason === null),
  skipped: plan.changes.filter((change) => change.skipReason !== null),
});
