import type { RunEvent } from './event.ts';
import type { ReadInput } from './inputs.ts';

/**
 * Why a plan cannot log in without an error: GitHub gives pull requests from forks and Dependabot no secrets and no
 * OIDC token (GitHub docs, "Events that trigger workflows", read 2026-11). One sentence says what is skipped, one how a
 * maintainer gets it. Null when login is possible.
 */
export const skippedOn = (event: RunEvent, env: NodeJS.ProcessEnv, read: ReadInput): string | null => {
  const { pull } = event;
  if ((read('mode') || 'plan') !== 'plan' || pull === null || !(pull.fork || pull.dependabot)) return null;
  const canLogIn = Boolean(env['ACTIONS_ID_TOKEN_REQUEST_URL']) && read('truu-client-secret') !== '';
  if (canLogIn) return null;
  const who = pull.fork ? 'a pull request from a fork' : 'a pull request from Dependabot';
  return (
    `Only the spec was checked, because GitHub gives ${who} no secrets and no OIDC token. ` +
    'For the full plan, a maintainer pushes the commit to a branch of this repository.'
  );
};
