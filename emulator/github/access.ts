import { GithubRefusal } from './errors.ts';
import type { Needs } from './call.ts';
import type { GithubContent, GithubToken } from './records.ts';

/** Whether a token belongs to an installed app, as a workflow's does, and not to a person. */
export const isApp = (token: GithubToken): boolean => token.actor.endsWith('[bot]');

/** The token that a request carries. Throws 401. */
export const tokenOf = (github: GithubContent, authorization: string | undefined): GithubToken => {
  if (authorization === undefined) throw new GithubRefusal(401, 'Requires authentication');
  const [, sent = ''] = /^(?:bearer|token) (.+)$/i.exec(authorization.trim()) ?? [];
  const found = github.tokens.find((one) => one.token === sent);
  if (!found) throw new GithubRefusal(401, 'Bad credentials', null, 'rest');
  return found;
};

/** The header that names what a route accepts: one of these. GitHub docs, "Troubleshooting the REST API". */
export const acceptedPermissions = (needs: Needs): string =>
  needs.map(([name, level]) => `${name}=${level}`).join('; ');

/** Throws 403 when a token has none of the permissions of which one is enough. */
export const allow = (token: GithubToken, needs: Needs): void => {
  const enough = needs.some(([name, level]) => {
    const held = token.permissions[name];
    return held === 'write' || held === level;
  });
  if (!enough && needs.length > 0) throw refused(token);
};

/** The refusal of a token that may not, by its kind. */
export const refused = (token: GithubToken): GithubRefusal =>
  new GithubRefusal(403, `Resource not accessible by ${isApp(token) ? 'integration' : 'personal access token'}`);
