import { expect } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseDocument } from 'yaml';
import type { LogRow } from '../../emulator/log.ts';
import { graphAs, logIn, truuAs, truuToken, type Caller } from './emulator-clients.ts';
import { startEmulator, type TestEmulator } from './emulator.ts';
import { credentialsIn } from './leaks.ts';
import { runDist, type RunOptions, type RunResult } from './run-dist.ts';

/** A mode of the action. */
export type Mode = 'check' | 'plan' | 'drift' | 'renew' | 'apply';

/** Values to put into the spec, by path; undefined removes. */
export type SpecEdit = readonly (readonly [path: readonly (string | number)[], value: unknown])[];

const example = await readFile(path.resolve(import.meta.dirname, '../../examples/specs/complete.yml'), 'utf8');

/** The complete example spec as text, edited; the health wait is short, since no test waits for nothing. */
export const specText = (...edits: SpecEdit): string => {
  const document = parseDocument(example);
  for (const [at, value] of [[['health', 'timeout'], 'PT10S'] as const, ...edits]) {
    if (value === undefined) document.deleteIn(at);
    else document.setIn(at, document.createNode(value));
  }
  return document.toString();
};

/** What a test may say of one run beyond its mode. */
export interface RunExtras extends Partial<Omit<RunOptions, 'env' | 'secrets' | 'elsewhere'>> {
  /** Whether the runner logs in as the reader. Default: in plan and drift. */
  readonly asReader?: boolean;
}

/** An emulated world, the action to run in it, and the hands of an administrator. */
export interface Scenario {
  readonly emulator: TestEmulator;
  /** Runs dist once; the spec is the complete example unless the extras have another. */
  readonly run: (mode: Mode, extras?: RunExtras) => Promise<RunResult>;
  /** Graph as the administrator. Throws on a refusal. */
  readonly graph: Caller;
  /** TruU's API as its administrator. Throws on a refusal. */
  readonly truu: Caller;
  readonly stop: () => Promise<void>;
}

const must =
  (caller: () => Promise<Caller>): Caller =>
  async (method, at, body, headers) => {
    const answer = await (await caller())<never>(method, at, body, headers);
    if (answer.status >= 400) throw new Error(`${method} ${at}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer;
  };

/** Every secret of a world, and whatever proved who somebody was in it, for the search that follows each run. */
const secretsOf = ({ world }: TestEmulator): readonly string[] => {
  const { entra, truu, github } = world.state;
  return [
    ...entra.secrets.map(({ value }) => value),
    ...truu.oauthClients.map(({ clientSecret }) => clientSecret),
    ...truu.directories.flatMap(({ credential }) => (credential ? [credential.clientSecret] : [])),
    github.oidc.requestToken,
    ...github.tokens.map(({ token }) => token),
    // Among them the secrets that are gone again.
    ...credentialsIn(world.log.after(0)),
  ];
};

/** What stands on GitHub, where no runner masks. */
const writtenOnGithub = ({ world }: TestEmulator): string => {
  const { issues, comments, checkRuns } = world.state.github;
  return JSON.stringify({ issues, comments, checkRuns });
};

/** Starts a world of its own. The caller stops it. */
export const startScenario = async (): Promise<Scenario> => {
  const emulator = await startEmulator();
  return {
    emulator,
    run: async (mode, { asReader = mode === 'plan' || mode === 'drift', ...extras } = {}) =>
      runDist({
        spec: specText(),
        ...extras,
        with: { mode, ...(asReader ? { 'client-id': emulator.reader.clientId } : {}), ...extras.with },
        env: emulator.env,
        secrets: async () => secretsOf(emulator),
        elsewhere: () => writtenOnGithub(emulator),
      }),
    graph: must(async () => graphAs(emulator, await logIn(emulator, 'admin'))),
    truu: must(async () => truuAs(emulator, (await truuToken(emulator)).body.access_token)),
    stop: emulator.stop,
  };
};

/** The requests of the action itself to Graph, a $batch as one. */
export const graphRequests = (rows: readonly LogRow[]): readonly LogRow[] =>
  rows.filter(({ service, from }) => service === 'graph' && from === 'client');

/** What the action itself asked of Entra, Graph, TruU and the issuer of tokens; GitHub, where it says what it did, apart. */
export const asked = (rows: readonly LogRow[]): readonly LogRow[] =>
  rows.filter(({ service, from }) => from === 'client' && service !== 'github');

/** Requests by which the action could have changed Entra or TruU: not a read, not a $batch of reads, not a login. */
export const writesOf = (rows: readonly LogRow[]): readonly LogRow[] =>
  rows.filter(({ service, from, method, items, path: at }) => {
    if (from !== 'client' || service === 'login' || service === 'github' || at === '/oauth2/token') return false;
    if (items.length > 0) return items.some((item) => item.method !== 'GET');
    return method !== 'GET' && method !== 'HEAD';
  });

/** Runs the action and expects it to be green with one result, showing what it said when it is not. */
export const expectGreen = async (
  scenario: Scenario,
  mode: Mode,
  result: string,
  extras?: RunExtras,
): Promise<RunResult> => {
  const ended = await scenario.run(mode, extras);
  expect({ code: ended.code, result: ended.outputs['result'], said: ended.stdout }).toEqual({
    code: 0,
    result,
    said: ended.stdout,
  });
  return ended;
};

/** Plans again, and expects nothing: the check that follows every apply. */
export const expectNothingToDo = async (scenario: Scenario, extras?: RunExtras): Promise<void> => {
  const { outputs } = await expectGreen(scenario, 'plan', 'in-sync', extras);
  expect(outputs).toMatchObject({ changes: '0', sync: 'in-sync', 'failure-code': '' });
};
