import { changeOf } from '../changes.ts';
import { rangeOf, type PlanInput } from '../input.ts';
import type { SecretAssessment } from '../secret/assess.ts';
import type { Renewal } from '../secret/renewal.ts';
import { knownAfterApply, type Change } from '../types.ts';

/** The changes that concern secrets: by key id, never by value. */
export const compareSecrets = (input: PlanInput, assessment: SecretAssessment): readonly Change[] => {
  const { renewal, unheld, retiring } = assessment;
  return [
    ...(renewal === null ? [] : [rotation(input, assessment, renewal)]),
    ...[...unheld.before, ...unheld.after].map((keyId) => removal(input, assessment, keyId)),
    ...retiring.map((keyId) => retirement(input, assessment, keyId)),
  ];
};

const titles = {
  create: 'Create a client secret and set it in TruU',
  rotate: 'Rotate the client secret',
  adopt: 'Replace the manually entered secret with a managed one',
} as const;

const titlesWithPerson = {
  create: 'Create a client secret and ask a person to set it in TruU',
  rotate: 'Rotate the client secret and ask a person to set it in TruU',
  adopt: 'Rotate the client secret and ask a person to set it in TruU',
} as const;

const titlesForPerson = {
  create: 'Ask a person to add a client secret and set it in TruU',
  rotate: 'Ask a person to replace the client secret in TruU',
  adopt: 'Ask a person to replace the client secret in TruU',
} as const;

const titlesOf = ({ truu: { rules } }: PlanInput): Readonly<Record<Renewal['act'], string>> => {
  if (rules.setsSecrets) return titles;
  return rules.createsSecrets ? titlesWithPerson : titlesForPerson;
};

const rotation = (input: PlanInput, { match }: SecretAssessment, renewal: Renewal): Change =>
  changeOf({
    target: { kind: 'secret', keyId: null },
    act: renewal.act,
    title: titlesOf(input)[renewal.act],
    fields: [
      {
        path: 'secretKeyId',
        before: match.kind === 'ours' ? match.directory.credential.secretKeyId : null,
        after: knownAfterApply,
      },
    ],
    range: rangeOf(input, 'entra', 'secret'),
    danger: 'secret',
    reason: renewal.reason,
    dueByTime: renewal.dueByTime,
    renews: renewal.renewable,
  });

const removal = (input: PlanInput, { match, secrets }: SecretAssessment, keyId: string): Change =>
  changeOf({
    target: { kind: 'secret', keyId },
    act: 'remove',
    title: 'Delete a client secret that TruU does not hold',
    fields: [{ path: 'secretKeyId', before: keyId, after: null }],
    range: rangeOf(input, 'entra', 'secret'),
    danger: 'secret',
    reason: secrets.some((one) => one.keyId === keyId && (one.role === 'overlap' || one.role === 'postponed'))
      ? 'newer secrets are in their overlap, and at most one is kept'
      : 'it is orphaned by an interrupted run, or past its overlap',
    dueByTime: true,
    // Mode renew creates no directory, and without one there is nothing to fence.
    renews: match.kind !== 'none',
    settling: isYoung(input, secrets, keyId),
  });

/** A run that is under way may still set it in TruU. */
const settlesMs = 60 * 60_000;

const isYoung = ({ entra }: PlanInput, secrets: SecretAssessment['secrets'], keyId: string): boolean => {
  const found = secrets.find((one) => one.keyId === keyId && one.role === 'orphaned');
  return found !== undefined && entra.observed.now.getTime() - Date.parse(found.startsOn) < settlesMs;
};

const retirement = (input: PlanInput, { secrets, renewal }: SecretAssessment, keyId: string): Change => {
  const expired = secrets.some((one) => one.keyId === keyId && one.role === 'expired');
  const compromised = renewal?.compromised === true || input.policy.rotate === keyId;
  return changeOf({
    target: { kind: 'secret', keyId },
    act: 'retire',
    title: expired ? 'Delete an expired secret' : 'Retire the previous secret',
    fields: [{ path: 'secretKeyId', before: keyId, after: null }],
    range: rangeOf(input, 'entra', 'secret', 'overlap'),
    danger: 'secret',
    reason: expired ? 'it has expired' : compromised ? 'it is compromised' : 'its overlap has passed',
    dueByTime: true,
    renews: true,
    // It opens no door, and can wait for the next apply.
    settling: expired,
  });
};
