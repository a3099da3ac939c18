import { isTagged } from '../../entra/model.ts';
import { durationMs } from '../../support/duration.ts';
import type { PlanInput } from '../input.ts';
import { whichDirectory, type DirectoryMatch } from '../which-directory.ts';
import { classifySecrets, type ClassifiedSecret, type ClassifiedSecrets } from './classify.ts';
import { renewalOf, type Renewal } from './renewal.ts';

/** Key ids to delete because TruU does not hold them: before a new secret is created, or once TruU has that one. */
export interface UnheldSecrets {
  readonly before: readonly string[];
  readonly after: readonly string[];
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
  return { ...of, unheld: unheldOf(of), retiring: retiringOf(input, of) };
};

type Classified = Omit<SecretAssessment, 'unheld' | 'retiring'>;

const retiringOf = (input: PlanInput, { match, renewal, secrets }: Classified): readonly string[] => {
  const { adoptSecrets } = input.policy;
  if (renewal === null) return secrets.filter((one) => one.role === 'due').map((one) => one.keyId);
  const noOverlap = durationMs(input.entra.desired.secret.overlap) === 0;
  if (match.kind !== 'ours' || !(renewal.compromised || noOverlap)) return [];
  const leaves = (one: ClassifiedSecret): boolean =>
    one.role === 'overlap' ? noOverlap : one.role === 'held' && (isTagged(one) || adoptSecrets.has(one.keyId));
  return secrets.filter(leaves).map((one) => one.keyId);
};

/** Orphaned secrets, and those that are past their overlap or one too many when a new secret is created. */
const unheldOf = ({ match, renewal, secrets }: Classified): UnheldSecrets => {
  const excess = renewal === null ? [] : excessSecrets(secrets);
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
const excessSecrets = (secrets: readonly ClassifiedSecret[]): readonly ClassifiedSecret[] => {
  if (!secrets.some((one) => one.role === 'held')) return [];
  const kept = secrets.filter((one) => one.role === 'overlap' && isTagged(one)).toSorted(byStart);
  return kept.slice(0, Math.max(0, kept.length - maxInOverlap));
};

const byStart = (a: ClassifiedSecret, b: ClassifiedSecret): number => Date.parse(a.startsOn) - Date.parse(b.startsOn);
