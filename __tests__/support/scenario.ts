import { expect } from '@jest/globals';
import type { LogRow } from '../../emulator/log.ts';
import type { StartOptions } from '../../emulator/start.ts';
import type { State } from '../../emulator/state.ts';
import { credentialsIn, findLeaks } from '../../testing/leaks.ts';
import { runAction, type ActionResult, type ActionRun } from '../../testing/run-action.ts';
import { specText } from '../../testing/spec-text.ts';
import { openWarmRuns, type WarmRuns } from '../../testing/warm-runs.ts';
import { convergedState } from './converged.ts';
import { graphAs, logIn, truuAs, truuToken, type Caller } from './emulator-clients.ts';
import { startEmulator, type TestEmulator } from './emulator.ts';

/** A mode of the action. */
export type Mode = 'check' | 'plan' | 'drift' | 'renew' | 'apply';

/** How one run differs from the usual one of its mode. */
export interface RunExtras extends Partial<Omit<ActionRun, 'env'>> {
  /** Whether the runner logs in as the reader. Default: in plan and drift. */
  readonly asReader?: boolean;
}

/** An emulated world, the action to run in it, and the access of an administrator, who makes the manual changes. */
export interface Scenario {
  readonly emulator: TestEmulator;
  /** Runs dist once, and throws when a secret leaks; the spec is the complete example unless the extras have another. */
  readonly run: (mode: Mode, extras?: RunExtras) => Promise<ActionResult>;
  /** Everything that the emulator knows now. */
  readonly state: () => Promise<State>;
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

/** Every secret of a world, and each credential that was sent in it, for the search that follows each run. */
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

/** The texts on GitHub, where no runner masks. */
const writtenOnGithub = ({ world }: TestEmulator): string => {
  const { issues, comments, checkRuns } = world.state.github;
  return JSON.stringify({ issues, comments, checkRuns });
};

const runIn = async (
  emulator: TestEmulator,
  warm: WarmRuns,
  mode: Mode,
  { asReader = mode === 'plan' || mode === 'drift', ...extras }: RunExtras = {},
): Promise<ActionResult> => {
  const given = { mode, ...(asReader ? { 'client-id': emulator.reader.clientId } : {}), ...extras.with };
  const result = await runAction({ spec: specText(), ...extras, with: given, env: emulator.env }, warm);
  const github = { name: 'GitHub', text: writtenOnGithub(emulator) };
  const leaks = findLeaks(secretsOf(emulator), [...result.produced, github]);
  if (leaks.length > 0) throw new Error(`A secret leaked: ${leaks.join(', ')}`);
  return result;
};

/** Starts an empty world. The caller stops it. */
export const startScenario = async (options: StartOptions = {}): Promise<Scenario> => {
  const emulator = await startEmulator(options);
  const warm = openWarmRuns();
  return {
    emulator,
    run: (mode, extras) => runIn(emulator, warm, mode, extras),
    state: emulator.state,
    graph: must(async () => graphAs(emulator, await logIn(emulator, 'admin'))),
    truu: must(async () => truuAs(emulator, (await truuToken(emulator)).body.access_token)),
    stop: async () => {
      await warm.stop();
      await emulator.stop();
    },
  };
};

/** A world that an apply has brought into sync. */
export interface ConvergedScenario extends Scenario {
  /** The state in sync, to which `emulator.reset` leads back. */
  readonly converged: State;
}

/** Starts a world that is in sync. The caller stops it. */
export const startConverged = async (options: StartOptions = {}): Promise<ConvergedScenario> => {
  const scenario = await startScenario(options);
  const converged = await convergedState(scenario.emulator);
  await scenario.emulator.reset(converged);
  return { ...scenario, converged };
};

/** The requests of the action itself to Graph, a $batch as one. */
export const graphRequests = (rows: readonly LogRow[]): readonly LogRow[] =>
  rows.filter(({ service, from }) => service === 'graph' && from === 'client');

/** The requests of the action itself to Entra, Graph, TruU and the issuer of tokens, without those that report to GitHub. */
export const requestsOf = (rows: readonly LogRow[]): readonly LogRow[] =>
  rows.filter(({ service, from }) => from === 'client' && service !== 'github');

/** Requests by which the action could have changed Entra or TruU: not a read, not a $batch of reads, not a login. */
export const writesOf = (rows: readonly LogRow[]): readonly LogRow[] =>
  rows.filter(({ service, from, method, items, path: at }) => {
    if (from !== 'client' || service === 'login' || service === 'github' || at === '/oauth2/token') return false;
    if (items.length > 0) return items.some((item) => item.method !== 'GET');
    return method !== 'GET' && method !== 'HEAD';
  });

/** Runs the action and expects it to be green with one result, showing its log when it is not. */
export const expectGreen = async (
  scenario: Scenario,
  mode: Mode,
  result: string,
  extras?: RunExtras,
): Promise<ActionResult> => {
  const ended = await scenario.run(mode, extras);
  const { code, outputs, stdout } = ended;
  expect({ code, result: outputs['result'], stdout }).toEqual({ code: 0, result, stdout });
  return ended;
};

/** Plans again, and expects nothing: the check that follows every apply. */
export const expectNothingToDo = async (scenario: Scenario, extras?: RunExtras): Promise<void> => {
  const { outputs } = await expectGreen(scenario, 'plan', 'in-sync', extras);
  expect(outputs).toMatchObject({ changes: '0', sync: 'in-sync', 'failure-code': '' });
};

export { specText, type SpecEdit } from '../../testing/spec-text.ts';
