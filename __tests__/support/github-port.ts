import { createGithub } from '../../src/action/github.ts';
import type { Github } from '../../src/github/port.ts';
import { processClock } from '../../src/support/clock.ts';
import { createHttp, type Fetch, type Http } from '../../src/support/http.ts';
import { Secret } from '../../src/support/secret.ts';
import { firstToken, type GithubSeed } from './emulator-github.ts';
import type { TestEmulator } from './emulator.ts';

/** The action's own policy, over HTTPS. */
export const httpOf = (emulator: TestEmulator): Http =>
  createHttp({
    fetch: emulator.fetch as unknown as Fetch,
    clock: processClock,
    timeoutMs: 5_000,
    cancel: new AbortController().signal,
    attempts: 1,
  });

/** GitHub as the action sees it: its own client and its own policy, over HTTPS, with the world's first token. */
export const githubPort = (emulator: TestEmulator): Promise<Github> => {
  const http = httpOf(emulator);
  const repository = { owner: 'contoso', repo: 'identity' };
  return createGithub(new Secret(firstToken(emulator)), { repository, apiUrl: emulator.urls.github }, http);
};

/** Fills GitHub of the emulator, and says how the action sees it. */
export const githubWith = async (emulator: TestEmulator, github: GithubSeed): Promise<Github> => {
  await emulator.reset({ github });
  return githubPort(emulator);
};
