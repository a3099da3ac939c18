import type { ErrorCode } from '../../catalog/errors.ts';
import { ActionError, type Evidence } from '../../support/errors.ts';
import { HttpFailure } from '../../support/http.ts';
import { interceptedError } from '../../support/intercepted.ts';
import { missingResponse, missingResponseDetails } from '../../support/missing-response.ts';
import type { VaultAnswer } from './transport.ts';

/** What was tried on which vault, and what it takes. */
export interface VaultAttempt {
  /** Host of the vault. */
  readonly vault: string;
  /** Ends the sentence "The key vault refused to …". */
  readonly operation: string;
  /** The data action of Azure RBAC that it takes. */
  readonly action: 'readMetadata' | 'setSecret' | 'update';
  readonly code: Extract<ErrorCode, 'HANDOFF_VAULT_UNREADABLE' | 'HANDOFF_VAULT_REFUSED' | 'HANDOFF_VAULT_UNCERTAIN'>;
}

/** Whether the status is a success. */
export const isOk = ({ status }: VaultAnswer): boolean => status >= 200 && status < 300;

/** Key Vault's error body (Key Vault docs, rest-error-codes, 2026-04-10). */
interface WireError {
  readonly error?: {
    readonly code?: unknown;
    readonly message?: unknown;
    readonly innererror?: { readonly code?: unknown } | null;
  } | null;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The codes of a refusal, the inner one first where there is one; empty when there are none. */
export const codesOf = ({ body }: VaultAnswer): readonly string[] => {
  const { error } = (body ?? {}) as WireError;
  return [textOf(error?.innererror?.code), textOf(error?.code)].filter((code) => code !== '');
};

/** The failure for a refusal of the vault, with what mends it. Pure. */
export const vaultError = (answer: VaultAnswer, attempt: VaultAttempt): ActionError => {
  const { vault, operation, code } = attempt;
  if (answer.intercepted !== null) return interceptedError(answer.intercepted, operation);
  const [inner = ''] = codesOf(answer);
  const message = textOf(((answer.body ?? {}) as WireError).error?.message);
  const says = [String(answer.status), inner].filter((part) => part !== '').join(' ');
  const fix = fixOf(inner, answer.status, attempt);
  const evidence: readonly Evidence[] = [
    { name: 'Key vault', value: vault },
    { name: 'The vault says', value: message === '' ? says : `${says}: ${message}` },
  ];
  return new ActionError(code, `The key vault refused to ${operation} (${says}).`, {
    ...(fix === null ? {} : { fix }),
    evidence,
    requestId: answer.requestId,
  });
};

/** The failure for an answer that is not Key Vault's. */
export const unexpectedAnswer = ({ status, requestId }: VaultAnswer, { vault, operation, code }: VaultAttempt) =>
  new ActionError(code, `The answer of the key vault to the request to ${operation} is not one of Key Vault.`, {
    fix: 'Check that the input "key-vault-url" is the Vault URI of the key vault.',
    evidence: [
      { name: 'Key vault', value: vault },
      { name: 'Status', value: String(status) },
    ],
    requestId,
  });

/** The failure for a missing response; anything else is passed on. */
export const noAnswer = (thrown: unknown, { vault, operation, code }: VaultAttempt): unknown => {
  if (!(thrown instanceof HttpFailure)) return thrown;
  if (thrown.reason === 'cancelled') return new ActionError('APPLY_CANCELLED', 'The run was cancelled.');
  const message = `The key vault ${missingResponse(thrown)} when asked to ${operation}.`;
  const { evidence = [], ...details } = missingResponseDetails(thrown);
  return new ActionError(code, message, { ...details, evidence: [{ name: 'Key vault', value: vault }, ...evidence] });
};

/** Roles by data action: the reader's is built in, the writer's is one of the customer's own. */
const roles: Readonly<Record<VaultAttempt['action'], string>> = {
  readMetadata: 'Key Vault Reader',
  setSecret: 'the write-only role of docs/console.md (setSecret, update, readMetadata)',
  update: 'the write-only role of docs/console.md (setSecret, update, readMetadata)',
};

/** Inner codes: Key Vault docs, rest-error-codes and common-error-codes (2026-04-10). */
const fixOf = (inner: string, status: number, { vault, action }: VaultAttempt): string | null => {
  switch (inner) {
    case 'ForbiddenByFirewall':
      return `Let the runner reach ${vault}: add its address to the firewall of the vault (Networking), or use a runner in a network that the vault allows.`;
    case 'ForbiddenByRbac':
      return `Assign ${roles[action]} on the vault ${vault} to this job's identity (client-id). A new assignment takes some minutes.`;
    case 'ForbiddenByPolicy':
    case 'AccessDenied':
      return `In the access policies of ${vault}, allow this job's identity (client-id) to ${policyNames[action]} secrets, or let the vault use Azure role-based access control and assign ${roles[action]}.`;
    case 'ObjectIsDeletedButRecoverable':
    case 'ObjectIsBeingDeleted':
      return 'Recover or purge the deleted secret of this name in the vault (Secrets > Manage deleted secrets), or set the input "key-vault-secret" to another name, then run apply.';
    default:
      if (status === 429) return `Run again later: the vault ${vault} throttles its callers.`;
      if (status === 401)
        return `Check that the vault ${vault} belongs to the tenant of the spec, and that entra.cloud is its cloud.`;
      return status >= 500 ? 'Run again. If it fails again, check the status page of Azure.' : null;
  }
};

const policyNames = { readMetadata: 'list', setSecret: 'set', update: 'set' } as const;
