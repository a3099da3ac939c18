import { forbiddenMessage, lifetimeMessage } from '../../catalog/client-secrets.ts';
import { ActionError, type Evidence } from '../../support/errors.ts';
import type { MaskSecret, Secret } from '../../support/secret.ts';
import { consistentReads, pollUntil } from '../../support/poll.ts';
import { detailCodes, graphError, graphErrorOf, isOk, unexpected, type GraphAnswer } from '../graph/answer.ts';
import { sendRequest } from '../graph/send.ts';
import { isConcurrencyViolation } from '../graph/replication.ts';
import type { SecretState } from '../model.ts';
import { toSecrets } from '../read/normalize.ts';
import { policyPath, toSecretPolicy } from '../read/secret-policy.ts';
import type { WireCredential } from '../graph/wire.ts';
import { isNotReplicated, type EntraWriter } from '../writer.ts';

/** A secret that was just created, and its value, which cannot be read again. */
export interface CreatedSecret {
  readonly keyId: string;
  readonly value: Secret;
  /** RFC 3339. */
  readonly expiresOn: string;
}

/** The outcome of one attempt to create a secret. */
export type CreateSecretOutcome =
  | { readonly kind: 'created'; readonly secret: CreatedSecret }
  /** It is unknown whether one was created; Graph may require a wait before the next attempt. */
  | { readonly kind: 'unknown'; readonly waitMs: number };

/** A secret to create. */
export interface SecretRequest {
  readonly applicationId: string;
  readonly displayName: string;
  /** ISO 8601 duration. */
  readonly lifetime: string;
  /** By Graph's clock; sent as it is, since the tag in the display name is sealed with both. */
  readonly startsOn: Date;
  readonly expiresOn: Date;
  /** The key that TruU holds, as far as TruU can name it: never the one to make room. */
  readonly heldKeyId: string | null;
}

const permissions = ['Application.ReadWrite.OwnedBy', 'Application.ReadWrite.All'];

/** Microsoft's codes for a secret that an app management policy refuses (public reports, read 2026-11). */
const policyCodes = {
  forbidden: 'CredentialTypeNotAllowedAsPerAppPolicy',
  lifetime: 'CredentialInvalidLifetimeAsPerAppPolicy',
} as const;

/** After these it is unknown whether the request took effect. */
const lost: ReadonlySet<string> = new Set(['ENTRA_UNAVAILABLE', 'APPLY_CANCELLED']);

/**
 * Adds a secret, once. When it is unknown whether one was created, the caller must search for the display name before
 * it tries again. Throws when Graph rejected the request.
 */
export const addPassword = async (
  writer: EntraWriter,
  request: SecretRequest,
  maskSecret: MaskSecret,
): Promise<CreateSecretOutcome> => {
  const operation = 'add a client secret';
  const endDateTime = request.expiresOn.toISOString();
  const passwordCredential = {
    displayName: request.displayName,
    startDateTime: request.startsOn.toISOString(),
    endDateTime,
  };
  const path = `/applications/${request.applicationId}/addPassword`;
  return pollUntil(writer.retryWindow, async () => {
    const once = { method: 'POST', path, body: { passwordCredential }, repeat: 'never' } as const;
    const answer = await sendRequest(writer.graph, once, operation).catch((thrown: unknown) => {
      if (thrown instanceof ActionError && lost.has(thrown.code)) return null;
      throw thrown;
    });
    if (answer === null) return { done: unknown(0) };
    if (isOk(answer)) return { done: created(answer, endDateTime, maskSecret) };
    if (answer.status === 408 || answer.status === 429 || answer.status >= 500)
      // No answer decides that a run sleeps for hours.
      return { done: unknown(Math.min(answer.retryAfterMs, writer.retryWindow.lengthMs)) };
    if (isConcurrencyViolation(answer) || isNotReplicated(writer, answer, request.applicationId))
      return { retry: graphError(answer, { operation, permissions }) };
    const explained =
      (await policyError(writer, answer, request.lifetime)) ?? (await fullError(writer, answer, request));
    throw explained ?? createSecretError(writer, answer, operation);
  });
};

const unknown = (waitMs: number): CreateSecretOutcome => ({ kind: 'unknown', waitMs });

/** A success without the value counts as lost, because the secret is unknown. */
const created = (answer: GraphAnswer, expiresOn: string, maskSecret: MaskSecret): CreateSecretOutcome => {
  const body = answer.body as { keyId?: string; secretText?: string } | undefined;
  if (!body?.secretText || !body.keyId) return unknown(0);
  return {
    kind: 'created',
    secret: { value: maskSecret(body.secretText), keyId: body.keyId.toLowerCase(), expiresOn },
  };
};

const createSecretError = (writer: EntraWriter, answer: GraphAnswer, operation: string): ActionError =>
  graphError(answer, { operation, permissions, roles: writer.deployer.roles });

const policyError = async (writer: EntraWriter, answer: GraphAnswer, lifetime: string): Promise<ActionError | null> => {
  const { code, message } = graphErrorOf(answer);
  if (code !== policyCodes.forbidden && code !== policyCodes.lifetime) return null;
  const evidence: Evidence[] = [{ name: 'Graph says', value: `${answer.status} ${code}: ${message}` }];
  const base = { requestId: answer.requestId };
  if (code === policyCodes.forbidden)
    return new ActionError('ENTRA_SECRET_FORBIDDEN', forbiddenMessage, { ...base, evidence });
  const cap = await readLifetimeCap(writer);
  const refused = lifetimeMessage(lifetime, cap);
  const allowed = cap ?? 'unknown (requires Policy.Read.All)';
  return new ActionError('ENTRA_SECRET_LIFETIME', refused.message, {
    ...base,
    ...(refused.fix === undefined ? {} : { fix: refused.fix }),
    evidence: [...evidence, { name: 'Requested', value: lifetime }, { name: 'Allowed', value: allowed }],
  });
};

/**
 * A registration for personal accounts takes two secrets (Entra docs, supported-accounts-validation); the answer does not
 * say which are in the way (public reports, azure-cli 12946).
 */
const fullError = async (
  writer: EntraWriter,
  answer: GraphAnswer,
  { applicationId, heldKeyId }: SecretRequest,
): Promise<ActionError | null> => {
  const { code, message } = graphErrorOf(answer);
  if (code !== 'TooManyAppPasswords' && !detailCodes(answer).includes('TooManyAppPasswords')) return null;
  const secrets = await listSecrets(writer, applicationId).catch(() => []);
  const others = secrets.filter(({ keyId }) => keyId !== heldKeyId);
  const where = 'in Entra (App registrations > the app > Certificates & secrets)';
  const never = heldKeyId === null ? '' : ` Never delete ${heldKeyId}: TruU holds it.`;
  const fix =
    others.length === 0
      ? `Look ${where} which secrets the registration has, delete one that nothing uses, then run again.${never}`
      : `Delete one of the secrets in the report that nothing uses ${where}, then run again.${never}`;
  return new ActionError('ENTRA_REFUSED', 'The registration has no room for another client secret.', {
    fix,
    evidence: [
      { name: 'Graph says', value: `${answer.status} ${code}: ${message}` },
      ...others.map(({ keyId, displayName, expiresOn }) => ({
        name: 'In the way',
        value: `${displayName ?? 'without a description'}, key id ${keyId}, expires ${expiresOn}`,
      })),
    ],
    requestId: answer.requestId,
  });
};

/**
 * The tenant's limit as an ISO 8601 duration; null when there is none or it is not readable (needs Policy.Read.All).
 */
const readLifetimeCap = async ({ graph }: EntraWriter): Promise<string | null> => {
  const answer = await graph.send({ method: 'GET', path: policyPath, repeat: 'safe' }).catch(() => null);
  return answer !== null && isOk(answer) ? toSecretPolicy(answer.body, false).maxLifetime : null;
};

/** Removes a secret. "No password credential found" means that it is gone, or, right after it was added, lag. */
export const removePassword = async (
  writer: EntraWriter,
  secret: { readonly applicationId: string; readonly keyId: string },
): Promise<void> => {
  const path = `/applications/${secret.applicationId}/removePassword`;
  const operation = 'remove a client secret';
  let missed = 0;
  await pollUntil(writer.retryWindow, async () => {
    const body = { keyId: secret.keyId };
    const answer = await sendRequest(writer.graph, { method: 'POST', path, body, repeat: 'safe' }, operation);
    if (isOk(answer)) return { done: null };
    const error = createSecretError(writer, answer, operation);
    if (isConcurrencyViolation(answer)) return { retry: error };
    if (!/No password credential found/i.test(graphErrorOf(answer).message)) {
      if (isNotReplicated(writer, answer, secret.applicationId)) return { retry: error };
      throw error;
    }
    // For a secret that Graph has just shown or created, one such response proves nothing: reads and writes lag
    // separately.
    missed += 1;
    const gone =
      missed > 1 && !(await listSecrets(writer, secret.applicationId)).some((one) => one.keyId === secret.keyId);
    return gone && missed >= consistentReads ? { done: null } : { retry: error };
  });
};

/** The secrets of the application as Graph returns them now; one read, which can be stale. */
export const listSecrets = async (
  { graph, deployer }: EntraWriter,
  applicationId: string,
): Promise<readonly SecretState[]> => {
  const operation = 'list the client secrets';
  const path = `/applications/${applicationId}?$select=id,passwordCredentials`;
  const answer = await sendRequest(graph, { method: 'GET', path, repeat: 'safe' }, operation);
  if (!isOk(answer)) throw graphError(answer, { operation, permissions, roles: deployer.roles });
  const rows = (answer.body as { passwordCredentials?: unknown } | undefined)?.passwordCredentials;
  if (!Array.isArray(rows)) throw unexpected(answer, operation);
  return toSecrets(rows as readonly WireCredential[]);
};
