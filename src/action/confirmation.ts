import { holdsSecret } from '../catalog/client-secrets.ts';
import type { RunRequest } from '../run/request.ts';
import { ActionError } from '../support/errors.ts';
import { isGuid } from '../support/guid.ts';
import type { Typed } from '../truu/hand-off.ts';
import type { RunEvent } from './event.ts';
import { invalid } from './input-values.ts';

const form = 'Write the code of the hand-off issue, and the Secret ID behind it where the issue asks for one.';

/** A code of a hand-off, and a Secret ID behind it. Throws INPUT_INVALID, and HANDOFF_LEAKED for the value of a secret. */
export const toConfirmation = (value: string): string => {
  const [code = '', secretId, ...more] = value.split(/\s+/);
  if (holdsSecret(value))
    throw new ActionError(
      'HANDOFF_LEAKED',
      'The input "confirm" holds a client secret, which the run shows to its readers.',
    );
  if (/^[\dA-Za-z]{8}$/.test(code) && more.length === 0 && (secretId === undefined || isGuid(secretId.toLowerCase())))
    return value;
  throw invalid('confirm', 'must be the code of a hand-off issue, optionally with a Secret ID behind it', form);
};

/**
 * The confirmation that the person typed who started the run; null: none. GitHub names that person in every attempt of the
 * run, and who started the attempt apart from it (GitHub docs, "Default environment variables", read 2026-11). Throws
 * INPUT_INVALID.
 */
export const typedIn = ({ access }: RunRequest, { name, actor, startedBy, run }: RunEvent): Typed | null => {
  const command = access?.truu.connection === 'console' ? access.truu.confirm : null;
  if (command === null) return null;
  if (name !== 'workflow_dispatch')
    throw invalid('confirm', 'is for a workflow that a person starts (workflow_dispatch)', 'Remove it.');
  if (actor === null || run === null || startedBy !== actor.login)
    throw invalid(
      'confirm',
      'counts only for the person who started the run first',
      'Start a new run of the workflow.',
    );
  return { command, by: actor, run };
};
