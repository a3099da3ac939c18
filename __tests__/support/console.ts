import type { StartOptions } from '../../emulator/start.ts';
import type { State } from '../../emulator/state.ts';
import type { ActionResult } from '../../testing/run-action.ts';
import { managed } from '../../testing/manual-changes.ts';
import { specText, type SpecEdit } from '../../testing/spec-text.ts';
import { startScenario, type Mode, type RunExtras, type Scenario } from './scenario.ts';

/** A world in which a person serves TruU's Admin Console, and the action asks them. */
export interface ConsoleScenario extends Scenario {
  /** Runs a mode with the console connection. */
  readonly asks: (mode: Mode, extras?: RunExtras) => Promise<ActionResult>;
  /** What a person does, by the control API. */
  readonly person: (method: string, path: string, body: unknown) => Promise<Record<string, unknown>>;
  /** The newest hand-off issue. */
  readonly issue: () => Promise<{
    readonly number: number;
    readonly title: string;
    readonly body: string;
    readonly state: string;
  }>;
  /** A person adds a secret in Entra's portal; its key id and its value. */
  readonly addSecret: () => Promise<{ readonly keyId: string; readonly value: string }>;
  /** A person types in TruU's console what the first set-up asks, or what the test says. */
  readonly types: (set: Record<string, unknown>, paste?: string) => Promise<void>;
  /** Sets the console up and pastes a secret. */
  readonly typeIn: (paste: string) => Promise<void>;
  /** Adds a secret, sets the console up and pastes it; returns its key id. */
  readonly handOver: () => Promise<string>;
  /** A person confirms what the newest issue asks, with a Secret ID where one is given. */
  readonly confirm: (keyId?: string) => Promise<void>;
  /** The open hand-off issues. */
  readonly openIssues: () => Promise<readonly number[]>;
  /** Back to the world that the first set-up leaves, three days later; the key id that TruU uses. */
  readonly toSetUp: () => Promise<string>;
  /** The same, without anything on GitHub: a connection that people made by hand. */
  readonly toHandMade: () => Promise<string>;
  /** Comments on the newest hand-off issue. */
  readonly comment: (body: string, more?: Record<string, unknown>) => Promise<void>;
  /** The code that the newest issue asks for. */
  readonly code: () => Promise<string>;
}

/** What TruU's guide has a person type, with the values of the complete spec. */
const guide = {
  configurationName: 'US-Denver-Production',
  domain: 'contoso.com',
  allUsersShareUpnSuffix: true,
  autoRemoveDevices: true,
  primaryUserIdentifier: 'mail',
  cluster: 'cloud',
};

/** The complete spec with the default for renewals, which a person makes. */
export const consoleSpec = (...edits: SpecEdit): string =>
  specText([['entra', 'secret', 'renewBefore'], undefined], ...edits);

const withoutApi = { 'truu-url': '', 'truu-token-url': '', 'truu-client-id': '', 'truu-client-secret': '' };

/** Starts an empty world in which `octocat` is asked. The caller stops it. */
export const startConsole = async (options: StartOptions = {}): Promise<ConsoleScenario> => {
  const scenario = await startScenario(options);
  const { emulator } = scenario;
  const token = emulator.world.state.github.tokens[0]?.token ?? '';
  const person: ConsoleScenario['person'] = async (method, path, body) => {
    const answer = await fetch(emulator.urls.control + path, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const found = (await answer.json()) as Record<string, unknown>;
    if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(found)}`);
    return found;
  };
  const issue: ConsoleScenario['issue'] = async () => {
    const { github } = await scenario.state();
    const found = github.issues.toSorted((a, b) => a.number - b.number).at(-1);
    if (found === undefined) throw new Error('There is no issue.');
    return { number: found.number, title: found.title, body: found.body ?? '', state: found.state };
  };
  const addSecret: ConsoleScenario['addSecret'] = async () => {
    const { application } = await managed(scenario);
    const body = { appId: application.appId, displayName: 'TruU', months: 12 };
    const { keyId, value } = await person('POST', '/portal/secrets', body);
    return { keyId: String(keyId), value: String(value) };
  };
  const types: ConsoleScenario['types'] = async (set, paste) => {
    await person('POST', '/console', { set, ...(paste === undefined ? {} : { paste }) });
  };
  const typeIn: ConsoleScenario['typeIn'] = async (paste) => {
    const { application } = await managed(scenario);
    await types({ ...guide, tenantId: emulator.admin.tenant, clientId: application.appId }, paste);
  };
  const handOver: ConsoleScenario['handOver'] = async () => {
    const { keyId, value } = await addSecret();
    await typeIn(value);
    return keyId;
  };
  const comment: ConsoleScenario['comment'] = async (body, more = {}) => {
    const { number } = await issue();
    await person('POST', '/github/comments', { issue: number, login: 'octocat', body, ...more });
  };
  const code = async (): Promise<string> => /\/truu done ([0-9A-Z]{8})/.exec((await issue()).body)?.[1] ?? '';
  const asks: ConsoleScenario['asks'] = (mode, extras = {}) =>
    scenario.run(mode, {
      spec: consoleSpec(),
      ...extras,
      with: {
        ...withoutApi,
        'truu-connection': 'console',
        assignees: 'octocat',
        'github-token': token,
        ...extras.with,
      },
    });
  const confirm: ConsoleScenario['confirm'] = async (keyId) =>
    comment(`/truu done ${await code()}${keyId === undefined ? '' : ` ${keyId}`}`);
  const openIssues = async (): Promise<readonly number[]> =>
    (await scenario.state()).github.issues.filter((one) => one.state === 'open').map((one) => one.number);
  const makeSetUp = async (): Promise<SetUp> => {
    await emulator.reset();
    await emulator.behaviour(daily);
    await asks('apply');
    const keyId = await handOver();
    await confirm(keyId);
    await asks('apply');
    await emulator.clock.advance('P3D');
    await asks('drift');
    return { state: await scenario.state(), keyId, at: (await emulator.clock.now()).toISOString() };
  };
  let setUp: SetUp | null = null;
  const back = async (without: Partial<State['github']>): Promise<string> => {
    const { state, keyId, at } = (setUp ??= await makeSetUp());
    await emulator.reset({ ...state, github: { ...state.github, ...without } });
    await emulator.clock.set(at);
    await emulator.behaviour(daily);
    return keyId;
  };
  const toSetUp = (): Promise<string> => back({});
  const toHandMade = (): Promise<string> => back({ issues: [], comments: [] });
  const people = { addSecret, types, typeIn, handOver, comment, confirm };
  return { ...scenario, person, issue, asks, ...people, code, openIssues, toSetUp, toHandMade };
};

/** The world that the first set-up leaves, the key that TruU uses then, and the time. */
interface SetUp {
  readonly state: State;
  readonly keyId: string;
  readonly at: string;
}

/** Entra's report as it is: a batch a day, a day late. */
const daily = { report: { mode: 'honest' } } as const;
