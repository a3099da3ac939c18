import { startsLater } from '../../support/instant.ts';
import { durationMs } from '../../support/duration.ts';
import type { DirectoryState, SecretRole } from '../../truu/model.ts';
import type { PlanInput } from '../input.ts';
import { whichDirectory, type DirectoryMatch } from '../which-directory.ts';
import { classifySecrets, type ClassifiedSecret, type ClassifiedSecrets } from './classify.ts';
import { renewalOf, type Renewal } from './renewal.ts';

/** Key ids to delete because TruU does not hold them: before a new secret is created, or once TruU is Healthy. */
export interface UnheldSecrets {
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Whether anything may be deleted before TruU is Healthy with a new secret. */
  readonly deletesFirst: boolean;
}

/** What is known of the secrets, before it becomes changes and steps. */
export interface SecretAssessment extends ClassifiedSecrets {
  readonly match: DirectoryMatch;
  readonly renewal: Renewal | null;
  readonly unheld: UnheldSecrets;
  /** Key ids that this run retires once it has seen Healthy: due already, or due at once because no overlap is kept. */
  readonly retiring: readonly string[];
}

/** Which directory is ours, what each secret is to it, and which secrets come and go. */
export const assessSecrets = (input: PlanInput): SecretAssessment => {
  const match = whichDirectory(input);
  const renewal = renewalOf(input, match);
  const classified = classifySecrets(input, match.kind === 'ours' ? match.directory : null);
  const of = { match, renewal, ...classified };
  return {
    ...of,
    unheld: input.truu.rules.place === null ? unheldOf(of) : nothingUnheld,
    retiring: retiringOf(input, of),
  };
};

type Classified = Omit<SecretAssessment, 'unheld' | 'retiring'>;

const retiringOf = (input: PlanInput, { match, renewal, secrets }: Classified): readonly string[] => {
  // A person is asked for the next one, and what TruU may still use goes only once that one is seen in use.
  if (renewal === null || input.truu.rules.place !== null)
    return secrets.filter(({ role }) => role === 'due' || role === 'expired').map(({ keyId }) => keyId);
  const noOverlap = durationMs(input.entra.desired.secret.overlap) === 0;
  if (match.kind !== 'ours' || !(renewal.compromised || noOverlap)) return [];
  const { secretKeyId } = match.directory.credential;
  const leaves = (one: ClassifiedSecret): boolean =>
    one.role === 'overlap' ? noOverlap : one.role === 'held' && one.keyId === secretKeyId;
  return secrets.filter(leaves).map((one) => one.keyId);
};

/** A key that a person may have is kept until it expires. */
const nothingUnheld: UnheldSecrets = { before: [], after: [], deletesFirst: false };

/** Orphaned secrets, and those that are past their overlap or one too many when a new secret is created. */
const unheldOf = ({ match, renewal, secrets, orphanedSince }: Classified): UnheldSecrets => {
  const excess = renewal === null || match.kind !== 'ours' ? [] : excessSecrets(match.directory, secrets);
  const leaves = secrets.filter(
    (one) => one.role === 'orphaned' || (renewal !== null && one.role === 'due') || excess.includes(one),
  );
  // Without a directory, or with a held secret that Entra seems to have lost, what was read may be wrong about the rest.
  const deletesFirst = match.kind === 'ours' && renewal?.heldIsGone !== true;
  const isFirst = (one: ClassifiedSecret): boolean =>
    deletesFirst && (one.role !== 'orphaned' || startsLater(one.startsOn, orphanedSince));
  const keyIdsOf = (some: readonly ClassifiedSecret[]): readonly string[] => some.map((one) => one.keyId);
  return {
    before: keyIdsOf(leaves.filter(isFirst)),
    after: keyIdsOf(leaves.filter((one) => !isFirst(one))),
    deletesFirst,
  };
};

/** Kept for a time, though nothing says that TruU uses it. */
const staysAWhile: ReadonlySet<SecretRole> = new Set(['overlap', 'postponed']);

/** So many secrets of ours stay for their overlap beside the held one and the new one: secrets may not pile up. */
const maxInOverlap = 1;

/** The oldest that TruU held before, for which there is no room; none while TruU cannot name the secret that it holds. */
const excessSecrets = (
  { credential: { secretKeyId, previous } }: DirectoryState,
  secrets: readonly ClassifiedSecret[],
): readonly ClassifiedSecret[] => {
  if (!secrets.some((one) => one.role === 'held' && one.keyId === secretKeyId)) return [];
  const named = new Set(previous.map((one) => one.secretKeyId));
  const kept = secrets.filter(({ role, keyId }) => staysAWhile.has(role) && named.has(keyId)).toSorted(byStart);
  return kept.slice(0, Math.max(0, kept.length - maxInOverlap));
};

const byStart = (a: ClassifiedSecret, b: ClassifiedSecret): number => Date.parse(a.startsOn) - Date.parse(b.startsOn);
