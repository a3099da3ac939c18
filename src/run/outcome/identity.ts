import type { ErrorCode } from '../../catalog/errors.ts';
import { identityEvidence } from '../../entra/login/identity.ts';
import { changed, type ActionError } from '../../support/errors.ts';
import type { StageResults } from './stage-results.ts';

/** Failures that are about the rights of the identity that is logged in. */
const aboutRights: ReadonlySet<ErrorCode> = new Set([
  'ENTRA_UNAUTHORIZED',
  'ENTRA_FORBIDDEN',
  'ENTRA_NOT_OWNER',
  'ENTRA_CONSENT_REQUIRED',
]);

/** The failure with the identity whose rights it is about, by its client id and the input that it equals. Pure. */
export const withIdentity = (error: ActionError, { identity }: Pick<StageResults, 'identity'>): ActionError => {
  if (identity === null || !aboutRights.has(error.code)) return error;
  const others = error.evidence.filter(({ value }) => value !== identity.clientId);
  return changed(error, { evidence: [...others, identityEvidence(identity)] });
};
