import { ActionError } from '../../support/errors.ts';
import type { UnreadReport } from '../hand-off.ts';

/** HANDOFF_EVIDENCE_UNREADABLE by what Entra said; null: the cloud has no such report, so it was not requested. Pure. */
export const unreadableError = (unread: UnreadReport | null): ActionError => {
  if (unread === null)
    return new ActionError(code, 'This cloud has no report of sign-ins by credential.', {
      fix: 'Set the input "evidence" to none: then the word of a person alone is judged.',
    });
  const { reason, error } = unread;
  const { evidence, requestId } = error;
  const details = { evidence, requestId, cause: error };
  switch (reason) {
    case 'unlicensed':
      return new ActionError(code, unlicensed, {
        ...details,
        // Entra's own sentence comes first; the permissions that follow are not what is missing.
        evidence: evidence.slice(0, 1),
        fix: 'Set the input "evidence" to none: then the word of a person alone is judged. Or assign the tenant Entra ID P1.',
      });
    case 'refused':
      return new ActionError(code, error.message, details);
    case 'failed':
    case 'format':
      return new ActionError(code, error.message, { ...details, fix: error.fix });
  }
};

const code = 'HANDOFF_EVIDENCE_UNREADABLE';
const unlicensed =
  'Entra refuses this tenant the report of sign-ins by credential, which needs an Entra ID P1 license.';
