import { isTagged } from '../../entra/model.ts';
import { durationMs } from '../../support/duration.ts';
import { rangeOf, type PlanInput } from '../input.ts';
import type { Renewal } from '../secret/renewal.ts';
import type { ClassifiedSecret } from '../secret/classify.ts';
import type { Change } from '../types.ts';
import type { DirectoryMatch } from '../which-directory.ts';

/** What is known of the secrets, before it becomes changes. */
export interface SecretAssessment {
  readonly match: DirectoryMatch;
  readonly renewal: Renewal | null;
  readonly secrets: readonly ClassifiedSecret[];
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

/** Key ids to remove because TruU does not hold them: before a new secret is made, or once TruU has that one. */
export interface UnheldSecrets {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What a dead run left, or what is past its overlap or one too many when a new secret is made anyway. */
export const unheldSecrets = (assessment: SecretAssessment): UnheldSecrets => {
  const { match, renewal, secrets } = assessment;
  const excess = renewal === null ? [] : excessSecrets(assessment);
  const leaves = secrets.filter(
    (one) => one.role === 'orphaned' || (renewal !== null && one.role === 'due') || excess.includes(one),
  );
  if (match.kind !== 'none') return { before: leaves.map((one) => one.keyId), after: [] };
  // Without a directory there is nothing to set a fence on, and the newest may be one that another run hands over now.
  const keyIds = leaves.toSorted(byStart).map((one) => one.keyId);
  return { before: keyIds.slice(0, -1), after: keyIds.slice(-1) };
};

/** Of ours, besides the held one and the new one, so many stay for their overlap: secrets may not pile up. */
const maxInOverlap = 1;

/** Those of ours for which there is no room, the oldest; none while TruU cannot name which secret it holds. */
const excessSecrets = ({ secrets }: SecretAssessment): readonly ClassifiedSecret[] => {
  if (!secrets.some((one) => one.role === 'held')) return [];
  const kept = secrets.filter((one) => one.role === 'overlap' && isTagged(one)).toSorted(byStart);
  return kept.slice(0, Math.max(0, kept.length - maxInOverlap));
};

const byStart = (a: ClassifiedSecret, b: ClassifiedSecret): number => Date.parse(a.startsOn) - Date.parse(b.startsOn);

/** The changes that concern secrets: by key id, never by value. */
export const compareSecrets = (input: PlanInput, assessment: SecretAssessment): readonly Change[] => {
  const { match, renewal } = assessment;
  const { before, after } = unheldSecrets(assessment);
  // Mode renew creates no directory, behind which they could be removed.
  const skipReason = match.kind === 'none' && input.policy.renewOnly ? 'mode' : null;
  return [
    ...(renewal === null ? [] : [rotation(input, assessment, renewal)]),
    ...[...before, ...after].map((keyId) =>
      removal(input, keyId, { skipReason, reason: reasonFor(assessment, keyId) }),
    ),
    ...retiring(input, assessment).map((keyId) => retirement(input, keyId, renewal)),
  ];
};

const titles = {
  create: 'Make the first secret and hand it to TruU',
  rotate: 'Rotate the secret',
  adopt: 'Replace the typed-in secret by one that TruU can name',
} as const;

const rotation = (input: PlanInput, { match }: SecretAssessment, renewal: Renewal): Change => {
  const before = match.kind === 'ours' ? match.directory.credential.secretKeyId : null;
  return {
    address: 'entra/secret',
    act: renewal.act,
    title: titles[renewal.act],
    fields: [{ path: 'secretKeyId', before, after: 'a new key' }],
    range: rangeOf(input, 'entra', 'secret'),
    danger: 'secret',
    skipReason: input.policy.renewOnly && !renewal.renewable ? 'mode' : null,
    reason: renewal.reason,
    dueByTime: renewal.dueByTime,
  };
};

const reasonFor = ({ secrets }: SecretAssessment, keyId: string): string =>
  secrets.some((one) => one.keyId === keyId && one.role === 'overlap')
    ? 'newer ones are in their overlap, and secrets may not pile up'
    : 'an interrupted run left it, or it is past its overlap';

const removal = (
  input: PlanInput,
  keyId: string,
  { skipReason, reason }: Pick<Change, 'skipReason' | 'reason'>,
): Change => ({
  address: `entra/secret/${keyId}`,
  act: 'remove',
  title: 'Remove a secret that TruU does not hold',
  fields: [{ path: 'secretKeyId', before: keyId, after: null }],
  range: rangeOf(input, 'entra', 'secret'),
  danger: 'secret',
  skipReason,
  reason,
  dueByTime: true,
});

const retirement = (input: PlanInput, keyId: string, renewal: Renewal | null): Change => ({
  address: `entra/secret/${keyId}`,
  act: 'retire',
  title: 'Retire the previous secret',
  fields: [{ path: 'secretKeyId', before: keyId, after: null }],
  range: rangeOf(input, 'entra', 'secret', 'overlap'),
  danger: 'secret',
  skipReason: null,
  reason: renewal?.compromised ? 'it is to be left at once' : 'its overlap has passed',
  dueByTime: true,
});
