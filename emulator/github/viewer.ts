import { isApp, refused } from './access.ts';
import { nodeId, shownUser, slugOf, userId } from './actors.ts';
import type { Answer, Call } from './call.ts';

/** GET /user: only for a person. An installed app is not a user, and its token is refused. */
export const getUser = ({ world, token }: Call): Answer => {
  if (isApp(token)) throw refused(token);
  return { status: 200, body: shownUser(world.urls.github, token.actor) };
};

const failed = (...errors: Record<string, unknown>[]): Answer => ({ status: 200, body: { errors } });

/**
 * POST /graphql, only for `viewer`. The viewer of an app's token is its bot, with `[bot]` in the login, although authors
 * in GraphQL have none: workflow runs printed `github-actions[bot]`.
 */
export const queryViewer = ({ world, token, body }: Call): Answer => {
  const query = body['query'];
  if (typeof query !== 'string')
    return failed({ message: 'A query attribute must be specified and must be a string.' });
  const [, selected] = /^\s*(?:query\b\s*\w*\s*)?\{\s*viewer\s*\{([\s\w,]*)\}\s*\}\s*$/.exec(query) ?? [];
  if (selected === undefined) return failed({ message: 'This emulator answers queries of viewer only.' });
  const id = userId(token.actor);
  const { url, avatar_url: avatarUrl } = shownUser(world.urls.github, token.actor);
  const viewer: Record<string, unknown> = {
    ...{ __typename: 'User', login: token.actor, databaseId: id, url, avatarUrl },
    id: nodeId(slugOf(token.actor) === null ? 'User' : 'Bot', id),
  };
  const names = selected.split(/[\s,]+/).filter((name) => name !== '');
  const unknown = names.filter((name) => !Object.hasOwn(viewer, name));
  if (unknown.length > 0) {
    const extensions = (fieldName: string) => ({ code: 'undefinedField', typeName: 'User', fieldName });
    const message = (name: string): string => `Field '${name}' doesn't exist on type 'User'`;
    return failed(
      ...unknown.map((name) => ({
        path: ['query', 'viewer', name],
        extensions: extensions(name),
        message: message(name),
      })),
    );
  }
  return { status: 200, body: { data: { viewer: Object.fromEntries(names.map((name) => [name, viewer[name]])) } } };
};
