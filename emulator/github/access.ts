import { GithubRefusal } from './errors.ts';
import type { Needs } from './call.ts';
import type { GithubContent, GithubToken } from './records.ts';

/** Whether a token belongs to an installed app, such as a workflow's token, and not to a person. */
export const isApp = (token: GithubToken): boolean => token.actor.endsWith('[bot]');

/** The token of a request. Throws 401. */
export const tokenOf = (github: GithubContent, authorization: string | undefined): GithubToken => {
  if (authorization === undefined) throw new GithubRefusal(401, 'Requires authentication');
  const [, sent = ''] = /^(?:bearer|token) (.+)$/i.exec(authorization.trim()) ?? [];
  const found = github.tokens.find((one) => one.token === sent);
  if (!found) throw new GithubRefusal(401, 'Bad credentials', null, 'rest');
  return found;
};

/** The header with the permissions of a route, any of which is enough. GitHub docs, "Troubleshooting the REST API". */
export const acceptedPermissions = (needs: Needs): string =>
  needs.map(([name, level]) => `${name}=${level}`).join('; ');

/** Throws 403 unless a token has at least one of the permissions. */
export const allow = (token: GithubToken, needs: Needs): void => {
  const enough = needs.some(([name, level]) => {
    const granted = token.permissions[name];
    return granted === 'write' || granted === level;
  });
  if (!enough && needs.length > 0) throw refused(token);
};

/** The refusal of a token without permission, by its kind. */
export const refused = (token: GithubToken): GithubRefusal =>
  new GithubRefusal(403, `Resource not accessible by ${isApp(token) ? 'integration' : 'personal access token'}`);
