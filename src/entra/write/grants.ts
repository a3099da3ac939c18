import { ActionError } from '../../support/errors.ts';
import { pollUntil } from '../../support/poll.ts';
import { graphError, isOk, type GraphAnswer } from '../graph/answer.ts';
import { sendBatch } from '../graph/send.ts';
import { isAlreadyThere, isConcurrencyViolation, isLag } from '../graph/replication.ts';
import type { BatchItem } from '../graph/transport.ts';
import { isNotReplicated, type EntraWriter } from '../writer.ts';
import { notReplicated } from './application.ts';

/** What to grant, with all ids resolved. */
export interface GrantRequest {
  readonly appId: string;
  readonly principalId: string;
  readonly resourceId: string;
  readonly roles: readonly { readonly id: string; readonly name: string }[];
  readonly delegated: { readonly grantId: string | null; readonly scopes: readonly string[] } | null;
}

interface Item {
  readonly title: string;
  readonly permission: string;
  readonly request: BatchItem;
  /** What to send when Graph reports that it already exists; null: it is done. */
  readonly instead: BatchItem | null;
  /** It was sent again after a "not found", which Graph also answers to what it then carries out. */
  readonly askedAgain?: true;
}

const batchLimit = 20;

/**
 * Grants the permissions in one `$batch`. Each grant takes effect immediately and without review (Graph docs,
 * grant-admin-consent). Throws ENTRA_CONSENT_REQUIRED when this job's identity cannot grant, after all other grants are
 * made.
 */
export const grant = async (writer: EntraWriter, request: GrantRequest): Promise<void> => {
  const items = [...request.roles.map((role) => roleItem(request, role)), ...delegatedItem(request)];
  let open: readonly Item[] = items;
  const refused: Item[] = [];
  await pollUntil(writer.retryWindow, async () => {
    const later: Item[] = [];
    let reason: ActionError | null = null;
    for (let at = 0; at < open.length; at += batchLimit) {
      const part = open.slice(at, at + batchLimit);
      const answers = await sendBatch(
        writer.graph,
        part.map((item) => item.request),
        'grant permissions',
      );
      for (const [index, item] of part.entries()) {
        const verdict = judge(writer, request, item, answers[index] as GraphAnswer);
        if (verdict === 'refused') refused.push(item);
        else if (verdict !== 'done') {
          later.push(verdict.item);
          reason = verdict.reason;
        }
      }
    }
    open = later;
    return reason === null ? { done: null } : { retry: reason };
  });
  if (refused.length > 0) throw consentRequired(writer, request, refused);
};

type Verdict = 'done' | 'refused' | { readonly item: Item; readonly reason: ActionError };

const judge = (writer: EntraWriter, request: GrantRequest, item: Item, answer: GraphAnswer): Verdict => {
  const attempt = { operation: `grant ${item.title}`, permissions: [item.permission], roles: writer.deployer.roles };
  if (isOk(answer)) return 'done';
  if (isAlreadyThere(answer)) {
    if (item.instead === null) return 'done';
    return { item: { ...item, request: item.instead, instead: null }, reason: graphError(answer, attempt) };
  }
  if (isConcurrencyViolation(answer)) return { item, reason: graphError(answer, attempt) };
  // As young as the newer of the two principals is.
  if (isNotReplicated(writer, answer, request.principalId, request.resourceId))
    return { item, reason: notReplicated('the service principal', answer) };
  if (/Permission being assigned was not found/i.test(JSON.stringify(answer.body ?? '')))
    throw new ActionError(
      'ENTRA_PERMISSION_MISSING',
      `Microsoft Graph in this tenant does not offer the permission ${item.title}.`,
      {
        requestId: answer.requestId,
      },
    );
  // A grant can land and be answered with 404 (public reports, terraform-provider-azuread 1896): sent once more, it is
  // "already there", or the answer is the truth. No grant is made twice.
  if (isLag(answer) && item.askedAgain === undefined)
    return { item: { ...item, askedAgain: true }, reason: graphError(answer, attempt) };
  if (answer.status === 403) return 'refused';
  throw graphError(answer, attempt);
};

const roleItem = (request: GrantRequest, role: { readonly id: string; readonly name: string }): Item => ({
  title: role.name,
  permission: 'AppRoleAssignment.ReadWrite.All',
  request: {
    method: 'POST',
    path: `/servicePrincipals/${request.principalId}/appRoleAssignments`,
    body: { principalId: request.principalId, resourceId: request.resourceId, appRoleId: role.id },
  },
  instead: null,
});

const delegatedItem = ({ principalId, resourceId, delegated }: GrantRequest): readonly Item[] => {
  if (delegated === null) return [];
  const scope = delegated.scopes.join(' ');
  const change = (id: string): BatchItem => ({
    method: 'PATCH',
    path: `/oauth2PermissionGrants/${id}`,
    body: { scope },
  });
  const create: BatchItem = {
    method: 'POST',
    path: '/oauth2PermissionGrants',
    body: { clientId: principalId, consentType: 'AllPrincipals', resourceId, scope },
  };
  return [
    {
      title: `${delegated.scopes.join(', ')} (delegated)`,
      permission: 'DelegatedPermissionGrant.ReadWrite.All',
      request: delegated.grantId === null ? create : change(delegated.grantId),
      instead: delegated.grantId === null ? change(grantIdOf(principalId, resourceId)) : null,
    },
  ];
};

/**
 * The id of a tenant-wide delegated grant: base64url of the two object ids in Microsoft's byte order (decoded from the
 * samples of Graph docs, oauth2permissiongrant-post, 2026-11).
 */
export const grantIdOf = (clientId: string, resourceId: string): string =>
  Buffer.concat([guidBytes(clientId), guidBytes(resourceId)]).toString('base64url');

const guidBytes = (guid: string): Buffer => {
  const bytes = Buffer.from(guid.replaceAll('-', ''), 'hex');
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes;
};

/** The URL covers every permission that the registration requests (Entra docs, grant-admin-consent, read 2026-11). */
const consentRequired = (writer: EntraWriter, { appId }: GrantRequest, refused: readonly Item[]): ActionError => {
  const missing = [...new Set(refused.map((item) => item.permission))].join(' and ');
  const url = `${writer.consentUrl}?client_id=${encodeURIComponent(appId)}`;
  return new ActionError(
    'ENTRA_CONSENT_REQUIRED',
    `This job's identity cannot grant permissions: it lacks ${missing}.`,
    {
      fix: `Ask a Privileged Role Administrator or a Global Administrator to open ${url} and accept, then run again; or grant ${missing} to the app of the input "client-id".`,
      evidence: [{ name: 'Not granted', value: refused.map((item) => item.title).join(', ') }],
    },
  );
};

/** What to revoke, with all ids resolved. */
export interface RevokeRequest {
  readonly assignments: readonly { readonly id: string; readonly name: string }[];
  readonly principalId: string;
  readonly delegated: { readonly grantId: string; readonly scopes: readonly string[] } | null;
}

interface Removal {
  readonly permission: string;
  readonly request: BatchItem;
}

/** Revokes grants. A missing grant counts as done; an emptied grant is deleted, never patched to an empty scope. */
export const revoke = async (writer: EntraWriter, request: RevokeRequest): Promise<void> => {
  const { assignments, principalId, delegated } = request;
  const operation = 'revoke permissions';
  const items: Removal[] = assignments.map(({ id }) => ({
    permission: 'AppRoleAssignment.ReadWrite.All',
    request: { method: 'DELETE', path: `/servicePrincipals/${principalId}/appRoleAssignments/${id}` },
  }));
  if (delegated !== null) {
    const path = `/oauth2PermissionGrants/${delegated.grantId}`;
    const scope = delegated.scopes.join(' ');
    const permission = 'DelegatedPermissionGrant.ReadWrite.All';
    items.push({
      permission,
      request: scope === '' ? { method: 'DELETE', path } : { method: 'PATCH', path, body: { scope } },
    });
  }
  for (let at = 0; at < items.length; at += batchLimit) {
    const part = items.slice(at, at + batchLimit);
    const answers = await sendBatch(
      writer.graph,
      part.map((item) => item.request),
      operation,
    );
    for (const [index, answer] of answers.entries()) {
      if (isOk(answer) || answer.status === 404) continue;
      const permissions = part.slice(index, index + 1).map((item) => item.permission);
      throw graphError(answer, { operation, permissions, roles: writer.deployer.roles });
    }
  }
};
