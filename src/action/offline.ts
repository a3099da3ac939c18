import { traitsOf, type Mode } from '../catalog/modes.ts';
import type { RunEvent } from './event.ts';
import type { ReadInput } from './input-names.ts';

/**
 * Why a run that falls back to its spec cannot log in though nothing is wrong: GitHub gives a pull request from a fork,
 * and one of Dependabot, neither secrets nor an identity token (GitHub docs, "Events that trigger workflows", read
 * 2026-11). One sentence for what is skipped, one for how a maintainer gets it. Null when the login can be tried.
 */
export const skippedOn = (
  mode: Mode | null,
  event: RunEvent,
  env: NodeJS.ProcessEnv,
  read: ReadInput,
): string | null => {
  const { pull } = event;
  if (!traitsOf(mode).fallsBack || pull === null || !(pull.fork || pull.dependabot)) return null;
  const hasSecret = read('truu-connection') === 'console' || read('truu-client-secret') !== '';
  const canLogIn = Boolean(env['ACTIONS_ID_TOKEN_REQUEST_URL']) && hasSecret;
  if (canLogIn) return null;
  const who = pull.fork ? 'a pull request from a fork' : 'a pull request from Dependabot';
  return (
    `Only the spec was checked, because GitHub gives ${who} no secrets and no OIDC token. ` +
    'For the full plan, a maintainer pushes the commit to a branch of this repository.'
  );
};
