import { getOctokit } from '@actions/github';
import type { GithubContent, GithubToken } from '../../emulator/github/records.ts';
import type { Caller, Reply } from './emulator-clients.ts';
import type { TestEmulator } from './emulator.ts';

/** The repository of the default seed, as its routes begin. */
export const repository = '/repos/contoso/identity';

/** A list of GitHub's in a seed: rows may leave out what the emulator fills in. */
export type GithubSeed = Partial<{
  [K in keyof GithubContent]: GithubContent[K] extends (infer R)[] ? Partial<R>[] : GithubContent[K];
}>;

/** A token with these permissions; a workflow's unless the actor says otherwise. */
export const tokenWith = (permissions: GithubToken['permissions'], actor = 'github-actions[bot]'): GithubToken => ({
  token: 'a-token-of-this-test',
  actor,
  permissions,
});

/** The token of the world's first actor. */
export const firstToken = (emulator: TestEmulator): string => emulator.world.state.github.tokens[0]?.token ?? '';

/** GitHub's API as the holder of a token; the world's first unless another is given, null for none. */
export const githubAs =
  (emulator: TestEmulator, token: string | null = firstToken(emulator)): Caller =>
  async <T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply<T>> => {
    const bearer: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
    const sent = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await emulator.fetch(path.startsWith('https:') ? path : emulator.urls.github + path, {
      ...{ method, headers: { 'user-agent': 'a test', ...bearer, ...headers } },
      ...(body === undefined ? {} : { body: sent }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text === '' ? null : JSON.parse(text)) as T };
  };

/** GitHub's own client, as the holder of the world's first token. */
export const octokitOf = (emulator: TestEmulator): ReturnType<typeof getOctokit> =>
  getOctokit(firstToken(emulator), { baseUrl: emulator.urls.github, request: { fetch: emulator.fetch } });
