import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A release as GitHub keeps it. */
export interface Release {
  readonly id: number;
  readonly tag_name: string;
  readonly name: string;
  readonly body: string;
  readonly prerelease: boolean;
  draft: boolean;
  immutable: boolean;
  readonly upload_url: string;
  readonly assets: { readonly name: string; readonly size: number }[];
}

/** The tags and releases of a repository, behind as much of GitHub's REST API as a release needs. */
export interface ReleasesOnGitHub {
  readonly url: string;
  readonly tags: Map<string, string>;
  readonly releases: Release[];
  /** Whether published releases are locked, by the setting of the repository. */
  locks: boolean;
  /** Refuses the next request of this method whose path contains this text, once. */
  refuse: { readonly method: string; readonly path: string; readonly status?: number } | null;
  /** The name of an asset that is cut off when it is sent. */
  loses: string | null;
  /** The requests that wrote. */
  readonly writes: string[];
  readonly stop: () => Promise<void>;
}

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

type Answer = readonly [status: number, body: unknown];
const missing: Answer = [404, { message: 'Not Found' }];

const answerTags = (state: ReleasesOnGitHub, method: string, path: string, body: Record<string, unknown>): Answer => {
  const name = path.split('/tags/')[1] ?? String(body['ref']).replace('refs/tags/', '');
  if (method === 'GET') {
    const sha = state.tags.get(name);
    return sha === undefined ? missing : [200, { object: { type: 'commit', sha } }];
  }
  if (method === 'POST' && state.tags.has(name)) return [422, { message: 'Reference already exists' }];
  const locked = state.releases.some((release) => release.immutable && release.tag_name === name);
  if (locked) return [422, { message: 'The tag is protected by an immutable release.' }];
  state.tags.set(name, String(body['sha']));
  return [201, {}];
};

const answerReleases = (state: ReleasesOnGitHub, method: string, url: URL, bytes: Buffer): Answer => {
  const [, id, assets] = /\/releases(?:\/(\d+))?(\/assets)?$/.exec(url.pathname) ?? [];
  if (id === undefined && method === 'GET') return [200, url.searchParams.get('page') === '1' ? state.releases : []];
  if (id === undefined) {
    const number = state.releases.length + 1;
    const upload = `${url.origin}${url.pathname}/${number}/assets{?name,label}`;
    const given = JSON.parse(bytes.toString()) as Release;
    const release: Release = { ...given, id: number, immutable: false, assets: [], upload_url: upload };
    state.releases.push(release);
    return [201, release];
  }
  const found = state.releases.find((release) => release.id === Number(id));
  if (found === undefined) return missing;
  if (method === 'GET') return [200, found];
  if (found.immutable) return [422, { message: 'Cannot change an immutable release.' }];
  if (method === 'DELETE') state.releases.splice(state.releases.indexOf(found), 1);
  else if (assets !== undefined) {
    const name = url.searchParams.get('name') ?? '';
    found.assets.push({ name, size: name === state.loses ? 0 : bytes.length });
  } else Object.assign(found, JSON.parse(bytes.toString()), { immutable: state.locks });
  return method === 'DELETE' ? [204, null] : [200, found];
};

const respond = async (state: ReleasesOnGitHub, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { method = 'GET', url: path = '/' } = request;
  const bytes = await bodyOf(request);
  const url = new URL(path, `http://${request.headers.host ?? ''}`);
  const refused = state.refuse !== null && state.refuse.method === method && path.includes(state.refuse.path);
  const status = state.refuse?.status ?? 502;
  if (refused) state.refuse = null;
  else if (method !== 'GET') state.writes.push(`${method} ${url.pathname}`);
  const answer = (): Answer => {
    if (request.headers.authorization !== 'Bearer a-token') return [401, { message: 'Bad credentials' }];
    if (refused) return [status, { message: 'Refused' }];
    if (!url.pathname.includes('/git/ref')) return answerReleases(state, method, url, bytes);
    return answerTags(state, method, url.pathname, JSON.parse(bytes.toString() || '{}') as Record<string, unknown>);
  };
  const [code, body] = answer();
  response.writeHead(code, { 'content-type': 'application/json' }).end(body === null ? '' : JSON.stringify(body));
};

/** Starts a repository without tags and releases, on a port of its own. The token that it takes is `a-token`. */
export const startReleases = async (): Promise<ReleasesOnGitHub> => {
  const server: Server = createServer((request, response) => void respond(state, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const state: ReleasesOnGitHub = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tags: new Map(),
    releases: [],
    locks: true,
    refuse: null,
    loses: null,
    writes: [],
    stop: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
  return state;
};
