import { isTagged } from '../../entra/model.ts';
import { durationMs } from '../../support/duration.ts';
import { changeOf } from '../changes.ts';
import { rangeOf, type PlanInput } from '../input.ts';
import type { ClassifiedSecret } from '../secret/classify.ts';
import type { Renewal } from '../secret/renewal.ts';
import { knownAfterApply, type Change } from '../types.ts';
import type { DirectoryMatch } from '../which-directory.ts';

/** What is known of the secrets, before it becomes changes. */
export interface SecretAssessment {
  readonly match: DirectoryMatch;
  readonly renewal: Renewal | null;
  readonly secrets: readonly ClassifiedSecret[];
  /** Of ours, what started after this instant (RFC 3339) and is not held was never set in TruU. */
  readonly orphanedSince: string;
}

/** Key ids that this run retires once it has seen Healthy: due already, or due at once because no overlap is kept. */
export const retiring = (input: PlanInput, { match, renewal, secrets }: SecretAssessment): readonly string[] => {
  const { adoptSecrets } = input.policy;
  if (renewal === null) return secrets.filter((one) => one.role === 'due').map((one) => one.keyId);
  const noOverlap = durationMs(input.entra.desired.secret.overlap) === 0;
  if (match.kind !== 'ours' || !(renewal.compromised || noOverlap)) return [];
  const leaves = (one: ClassifiedSecret): boolean =>
    one.role === 'overlap' ? noOverlap : one.role === 'held' && (isTagged(one) || adoptSecrets.has(one.keyId));
  return secrets.filter(leaves).map((one) => one.keyId);
};

/** Key ids to delete because TruU does not hold them: before a new secret is created, or once TruU has that one. */
export interface UnheldSecrets {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Orphaned secrets, and those that are past their overlap or one too many when a new secret is created. */
export const unheldSecrets = (assessment: SecretAssessment): UnheldSecrets => {
  const { match, renewal, secrets } = assessment;
  const excess = renewal === null ? [] : excessSecrets(assessment);
  const leaves = secrets.filter(
    (one) => one.role === 'orphaned' || (renewal !== null && one.role === 'due') || excess.includes(one),
  );
  if (match.kind !== 'none') return { before: leaves.map((one) => one.keyId), after: [] };
  // Without a directory there is nothing to fence, and the newest may be one that another run is setting in TruU now.
  const keyIds = leaves.toSorted(byStart).map((one) => one.keyId);
  return { before: keyIds.slice(0, -1), after: keyIds.slice(-1) };
};

/** So many secrets of ours stay for their overlap beside the held one and the new one: secrets may not pile up. */
const maxInOverlap = 1;

/** The oldest of ours for which there is no room; none while TruU cannot name the secret that it holds. */
const excessSecrets = ({ secrets }: SecretAssessment): readonly ClassifiedSecret[] => {
  if (!secrets.some((one) => one.role === 'held')) return [];
  const kept = secrets.filter((one) => one.role === 'overlap' && isTagged(one)).toSorted(byStart);
  return kept.slice(0, Math.max(0, kept.length - maxInOverlap));
};

const byStart = (a: ClassifiedSecret, b: ClassifiedSecret): number => Date.parse(a.startsOn) - Date.parse(b.startsOn);

/** The changes that concern secrets: by key id, never by value. */
export const compareSecrets = (input: PlanInput, assessment: SecretAssessment): readonly Change[] => {
  const { renewal } = assessment;
  const { before, after } = unheldSecrets(assessment);
  return [
    ...(renewal === null ? [] : [rotation(input, assessment, renewal)]),
    ...[...before, ...after].map((keyId) => removal(input, assessment, keyId)),
    ...retiring(input, assessment).map((keyId) => retirement(input, keyId, renewal)),
  ];
};

const titles = {
  create: 'Create a client secret and set it in TruU',
  rotate: 'Rotate the client secret',
  adopt: 'Replace the manually entered secret with a managed one',
} as const;

const rotation = (input: PlanInput, { match }: SecretAssessment, renewal: Renewal): Change =>
  changeOf({
    target: { kind: 'secret', keyId: null },
    act: renewal.act,
    title: titles[renewal.act],
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
    reason: secrets.some((one) => one.keyId === keyId && one.role === 'overlap')
      ? 'newer secrets are in their overlap, and at most one is kept'
      : 'it is orphaned by an interrupted run, or past its overlap',
    dueByTime: true,
    // Mode renew creates no directory, and without one there is nothing to fence.
    renews: match.kind !== 'none',
  });

const retirement = (input: PlanInput, keyId: string, renewal: Renewal | null): Change =>
  changeOf({
    target: { kind: 'secret', keyId },
    act: 'retire',
    title: 'Retire the previous secret',
    fields: [{ path: 'secretKeyId', before: keyId, after: null }],
    range: rangeOf(input, 'entra', 'secret', 'overlap'),
    danger: 'secret',
    reason: renewal?.compromised ? 'it is compromised' : 'its overlap has passed',
    dueByTime: true,
    renews: true,
  });
