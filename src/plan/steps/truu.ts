import type { TruuChanges } from '../../truu/connection.ts';
import type { DirectorySettings } from '../../truu/model.ts';
import type { PlanInput } from '../input.ts';
import type { TargetKind } from '../target.ts';
import type { Change, Step } from '../types.ts';
import type { DirectoryMatch } from '../which-directory.ts';
import { addressesOf, idsOf } from './ids.ts';
import { isSetWithSecret } from './secret.ts';

/** The steps on TruU's side that follow the secret, as that side lays them out. */
export const truuSteps = (
  { truu }: PlanInput,
  match: DirectoryMatch,
  wanted: readonly Change[],
  before: readonly Step[],
): readonly Step[] => {
  if (match.kind === 'ambiguous') return [];
  const ofKind = (kind: TargetKind): readonly Change[] => wanted.filter(({ target }) => target.kind === kind);
  const identifier = ofKind('primary-user-identifier');
  const { primaryUserIdentifier } = truu.desired;
  const cluster = ofKind('cluster');
  const steps = truu.rules.toSteps({
    observed: truu.observed,
    directory: match.kind === 'ours' ? match.directory : null,
    settings: settingsOf(ofKind('directory-setting')),
    primaryUserIdentifier:
      identifier.length > 0 && primaryUserIdentifier !== null
        ? { value: primaryUserIdentifier, changes: addressesOf(identifier) }
        : null,
    cluster: cluster.length > 0 ? { changes: addressesOf(cluster) } : null,
    secret: truu.rules.setsSecrets ? null : secretOf(wanted),
    secretSteps: idsOf(before.filter((step) => step.kind === 'set-secret')),
    entraSteps: idsOf(before.filter((step) => step.kind !== 'set-secret')),
  });
  return steps.map((step) => ({ ...step, permissions: [] }));
};

/** What a person does together with the secret. */
const secretOf = (wanted: readonly Change[]): TruuChanges['secret'] => {
  const served = wanted.filter(({ target }) => isSetWithSecret(target));
  return served.length === 0 ? null : { changes: addressesOf(served) };
};

const settingsOf = (changes: readonly Change[]): TruuChanges['settings'] => {
  if (changes.length === 0) return null;
  const fields = changes.flatMap((change) => change.fields.map((one) => [one.path, one.after]));
  return { patch: Object.fromEntries(fields) as Partial<DirectorySettings>, changes: addressesOf(changes) };
};
