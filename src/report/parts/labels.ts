import type { ErrorEntry } from '../../catalog/errors.ts';
import type { Act, Change, SkipReason, StepKind, StepOutcome } from '../../plan/types.ts';

/** The sign of an act, as in a Terraform plan. */
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

const stepLabels: Readonly<Record<StepKind, string>> = {
  'create-application': 'Create the app registration',
  'update-application': 'Update the app registration',
  'create-service-principal': 'Create the service principal',
  'add-owners': 'Add owners',
  'name-application': 'Set the unique name',
  'lock-service-principal': 'Lock the credentials of the service principal',
  grant: 'Grant permissions',
  revoke: 'Revoke permissions',
  'set-secret': 'Create a client secret and set it in TruU',
  'delete-unheld-secrets': 'Delete client secrets that TruU does not hold',
  'update-directory': 'Update the TruU directory',
  'set-primary-user-identifier': 'Set the primary user identifier',
  'connect-cluster': 'Connect the cluster',
  'retire-secrets': 'Retire the previous secret',
  'hand-off': 'Ask a person to set TruU up in its Admin Console',
};

/** Every kind of step. */
export const stepKinds = Object.keys(stepLabels) as [StepKind, ...StepKind[]];

/** What a step does. */
export const stepLabel = (kind: StepOutcome['kind']): string =>
  kind === 'wait-for-healthy' ? 'Wait for Healthy' : stepLabels[kind];

/** The name that a title does not say; foreign text. Null where the title says it all. */
export const targetName = ({ target }: Change): string | null =>
  target.kind === 'permission' || target.kind === 'cluster' ? target.name : target.kind === 'owner' ? target.id : null;

const skipReasonLabels: Readonly<Record<SkipReason, string>> = {
  mode: 'mode renew',
  person: 'a person was asked: see the hand-off issue',
  'allow-removals': 'removals are off: allow-removals',
  unlisted: 'report only: entra.permissions.unlisted',
};

/** Why apply leaves a change out, by the setting that decides it. */
export const skipReasonLabel = (reason: SkipReason): string => skipReasonLabels[reason];

/** Who can mend a failure. */
export const categoryLabels: Readonly<Record<ErrorEntry['category'], string>> = {
  'user-action': 'user action',
  service: 'service',
  bug: 'bug',
};
