import { secretPropagationMs } from '../../catalog/client-secrets.ts';
import { isCredentialFailure } from '../../catalog/aadsts.ts';
import type { EntraState, SecretState } from '../../entra/model.ts';
import { parseDuration, subtractDuration } from '../../support/duration.ts';
import type { DirectoryState } from '../../truu/model.ts';
import type { PlanInput } from '../input.ts';
import type { Act } from '../types.ts';
import type { DirectoryMatch } from '../which-directory.ts';

/** Why a new secret is needed. */
export interface Renewal {
  readonly act: Extract<Act, 'create' | 'rotate' | 'adopt'>;
  readonly reason: string;
  /** Due only because time passed. */
  readonly dueByTime: boolean;
  /** Whether mode renew may carry it out: it moves an integration from one secret to the next and nothing else. */
  readonly renewable: boolean;
  /** The old secret has leaked, so that no overlap is kept. */
  readonly compromised: boolean;
  /** Entra does not show the held secret: then nothing else is removed until TruU is Healthy with its successor. */
  readonly heldIsGone: boolean;
}

/** The reason to make a new secret, the strongest first; null when the held one is good. */
export const renewalOf = (input: PlanInput, match: DirectoryMatch): Renewal | null => {
  if (match.kind === 'ambiguous') return null;
  if (match.kind === 'none') return renewal('create', input.truu.rules.words.noSecret);
  const { directory } = match;
  const { credential } = directory;
  if (credential.acceptedAt === null && credential.secretKeyId === null)
    return renewal('create', 'TruU holds no secret');
  if (directory.tenantId !== input.entra.desired.tenant) return renewal('rotate', 'TruU uses another tenant');
  if (directory.clientId !== (input.entra.observed.application?.appId ?? null))
    return renewal('rotate', 'TruU uses another registration');
  if (credential.secretKeyId === null)
    return renewal(
      'adopt',
      'TruU cannot name the secret that it holds, since it was entered manually; manually created secrets stay in Entra until adopt-secrets names them',
    );
  return heldRenewal(input, directory, credential.secretKeyId);
};

/** A person cannot use the newest secret that was delivered, whatever is left of it. */
const askedRenewal = ({ truu: { observed, rules } }: PlanInput): Renewal | null => {
  const { handOff } = observed;
  return rules.createsSecrets && handOff?.again === true ? renewing('a person asked for another secret') : null;
};

const heldRenewal = (input: PlanInput, directory: DirectoryState, heldKeyId: string): Renewal | null => {
  const { desired, observed } = input.entra;
  const asked = askedRenewal(input);
  if (asked !== null) return asked;
  const { rotate } = input.policy;
  const { others } = directory.credential;
  const newestKeyId = others.find(({ newer }) => newer)?.secretKeyId ?? heldKeyId;
  if (rotate === newestKeyId) {
    const which = newestKeyId === heldKeyId ? 'the held secret' : 'the newest secret';
    return { ...renewing(`the input rotate names ${which} as compromised`), compromised: true };
  }
  // A secret that a person was given and that lives long enough is not asked for twice.
  if (others.some(({ secretKeyId, expiresAt }) => secretKeyId !== rotate && !isDue(input, expiresAt))) return null;
  const held = heldSecretOf(observed, heldKeyId) ?? deliveredJustNow(input, directory);
  if (held === undefined) return { ...renewing('Entra no longer has the secret that TruU holds'), heldIsGone: true };
  const expires = new Date(held.expiresOn);
  if (expires.getTime() <= observed.now.getTime())
    return { ...renewing('the held secret has expired'), dueByTime: true };
  if (isDue(input, held.expiresOn))
    return { ...renewing(`the held secret expires within ${desired.secret.renewBefore}`), dueByTime: true };
  if (failsOnItsCredential(directory, heldKeyId, input.truu.observed.now))
    return renewing('Entra refuses the secret that TruU holds');
  return null;
};

/** A secret that was delivered a moment ago is in Entra, though Entra may not show it yet. */
const deliveredJustNow = (
  { truu }: PlanInput,
  { credential }: DirectoryState,
): Pick<SecretState, 'expiresOn'> | undefined =>
  truu.observed.handOff === null || credential.expiresAt === null ? undefined : { expiresOn: credential.expiresAt };

/** Whether a secret that ends then (RFC 3339) is to be renewed now. */
const isDue = ({ entra: { desired, observed } }: PlanInput, expiresOn: string): boolean =>
  subtractDuration(new Date(expiresOn), parseDuration(desired.secret.renewBefore)).getTime() <= observed.now.getTime();

/**
 * The secret that TruU holds, wherever it lies: Entra accepts one of the service principal too, which this action never
 * makes (Graph docs, serviceprincipal-addpassword, read 2026-11). Undefined: Entra does not show it.
 */
export const heldSecretOf = (
  { application, servicePrincipal }: Pick<EntraState, 'application' | 'servicePrincipal'>,
  heldKeyId: string | null,
): SecretState | undefined =>
  [...(application?.secrets ?? []), ...(servicePrincipal?.secrets ?? [])].find(({ keyId }) => keyId === heldKeyId);

const failsOnItsCredential = ({ health, credential }: DirectoryState, heldKeyId: string, now: Date): boolean => {
  if (health === null || health.status === 'HEALTHY' || health.credentialKeyId !== heldKeyId) return false;
  const settled = now.getTime() - Date.parse(credential.acceptedAt ?? '') >= secretPropagationMs;
  const measuredLate =
    Date.parse(health.checkedAt ?? '') - Date.parse(credential.acceptedAt ?? '') >= secretPropagationMs;
  return settled && measuredLate && health.checks.some(({ code }) => isCredentialFailure(code));
};

const renewal = (act: Renewal['act'], reason: string): Renewal => ({
  act,
  reason,
  dueByTime: false,
  renewable: false,
  compromised: false,
  heldIsGone: false,
});

const renewing = (reason: string): Renewal => ({ ...renewal('rotate', reason), renewable: true });
