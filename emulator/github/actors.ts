import { createHash } from 'node:crypto';
import type { AppBody, UserBody } from './wire.ts';

const server = 'https://github.com';

// The ids of GitHub's own app and mascot; all other ids are invented.
const userIds: Readonly<Record<string, number>> = { 'github-actions[bot]': 41_898_282, octocat: 583_231 };
const appIds: Readonly<Record<string, number>> = { 'github-actions': 15_368 };

/** A number that is always the same for a text, for ids that no client interprets. */
export const numberFor = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE(0);

/** The global id in GraphQL and REST. */
export const nodeId = (kind: string, id: number): string => Buffer.from(`${kind}${id}`).toString('base64url');

/** The id of a user or of an app's bot. */
export const userId = (login: string): number => userIds[login] ?? numberFor(`user ${login}`);

/** The id of an app. */
export const appId = (slug: string): number => appIds[slug] ?? numberFor(`app ${slug}`);

/** The slug of an app's actor; null for a person. */
export const slugOf = (login: string): string | null => /^(.+)\[bot\]$/.exec(login)?.[1] ?? null;

/** GitHub's "simple user". In REST the login of a bot ends with `[bot]`. */
export const shownUser = (api: string, login: string, id = userId(login)): UserBody => {
  const slug = slugOf(login);
  const url = `${api}/users/${encodeURIComponent(login)}`;
  return {
    login,
    id,
    node_id: nodeId(slug === null ? 'User' : 'Bot', id),
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    gravatar_id: '',
    url,
    html_url: slug === null ? `${server}/${login}` : `${server}/apps/${slug}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: slug === null ? 'User' : 'Bot',
    user_view_type: 'public',
    site_admin: false,
  };
};

/** GitHub's "integration": an app in check runs and comments. */
export const shownApp = (api: string, slug: string): AppBody => {
  const id = appId(slug);
  return {
    id,
    slug,
    node_id: nodeId('App', id),
    owner: shownUser(api, 'github'),
    name: slug === 'github-actions' ? 'GitHub Actions' : slug,
    description: null,
    external_url: `${server}/apps/${slug}`,
    html_url: `${server}/apps/${slug}`,
    created_at: '2018-07-30T09:30:17Z',
    updated_at: '2024-04-10T20:33:16Z',
    permissions: {},
    events: [],
  };
};
