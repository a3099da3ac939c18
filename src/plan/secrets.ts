import type { ApplicationState, SecretState } from '../entra/model.ts';
import { addDuration, parseDuration } from '../support/duration.ts';
import type { DirectoryState } from '../truu/model.ts';
import type { PlanInput } from './input.ts';

/** What a secret is to us: see the words of the report's inventory. */
export type SecretRole = 'held' | 'overlap' | 'due' | 'unsent' | 'foreign';

/** A secret and its role. */
export interface ClassifiedSecret extends SecretState {
  readonly role: SecretRole;
}

const tag = / \[truu:[0-9a-f]{8}\]$/;

/** The display name of a secret of ours: what the spec says, and the nonce of the run. */
export const taggedName = (description: string, nonce: string): string => `${description} [truu:${nonce}]`;

/** Whether a run of this action made the secret. */
export const isTagged = (secret: { readonly displayName: string | null }): boolean =>
  tag.test(secret.displayName ?? '');

/** Whole seconds, since a start of ours comes from a `Date` header: in doubt a secret counts as the earlier one. */
const second = (time: string): number => Math.floor(Date.parse(time) / 1_000);

/** Gives each secret of the registration its role. TruU's clock judges the overlap; Graph's judged the starts. */
export const classifySecrets = (input: PlanInput, directory: DirectoryState | null): readonly ClassifiedSecret[] => {
  const { application } = input.entra.observed;
  if (application === null) return [];
  return application.secrets.map((secret) => ({ ...secret, role: roleOf(secret, input, application, directory) }));
};

const roleOf = (
  secret: SecretState,
  { entra, truu, policy }: PlanInput,
  application: ApplicationState,
  directory: DirectoryState | null,
): SecretRole => {
  const heldKeyId = directory?.clientId === application.appId ? directory.credential.secretKeyId : null;
  if (secret.keyId === heldKeyId) return 'held';
  const tagged = isTagged(secret);
  if (!tagged && !policy.adoptSecrets.has(secret.keyId)) return 'foreign';
  const acceptedAt = directory?.credential.acceptedAt ?? null;
  if (acceptedAt === null) return tagged ? 'unsent' : 'overlap';
  // While TruU cannot name what it holds, any secret that is older than that may be the very one.
  if (heldKeyId === null) return tagged && second(secret.startsOn) > second(acceptedAt) ? 'unsent' : 'overlap';
  const held = application.secrets.find((one) => one.keyId === heldKeyId);
  const startedBefore = second(secret.startsOn) <= second(held?.startsOn ?? acceptedAt);
  if (!startedBefore) return tagged ? 'unsent' : 'overlap';
  if (secret.keyId === policy.rotate) return 'due';
  const until = addDuration(new Date(acceptedAt), parseDuration(entra.desired.secret.overlap));
  return until.getTime() <= truu.observed.now.getTime() ? 'due' : 'overlap';
};
