import type { ActionResult } from '../../testing/run-action.ts';
import { managed } from '../../testing/manual-changes.ts';
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
  /** Adds a secret in Entra's portal, sets the console up and pastes it; returns its key id. */
  readonly handOver: () => Promise<string>;
  /** Comments on the newest hand-off issue. */
  readonly comment: (body: string, more?: Record<string, unknown>) => Promise<void>;
  /** The code that the newest issue asks for. */
  readonly code: () => Promise<string>;
}

const withoutApi = { 'truu-url': '', 'truu-token-url': '', 'truu-client-id': '', 'truu-client-secret': '' };

/** Starts an empty world in which `octocat` is asked. The caller stops it. */
export const startConsole = async (): Promise<ConsoleScenario> => {
  const scenario = await startScenario();
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
  return {
    ...scenario,
    person,
    issue,
    asks: (mode, extras = {}) =>
      scenario.run(mode, {
        ...extras,
        with: {
          ...withoutApi,
          'truu-connection': 'console',
          assignees: 'octocat',
          'github-token': token,
          ...extras.with,
        },
      }),
    handOver: async () => {
      const { application } = await managed(scenario);
      const { keyId, value } = await person('POST', '/portal/secrets', {
        appId: application.appId,
        displayName: 'TruU',
        months: 12,
      });
      await person('POST', '/console', {
        set: {
          configurationName: 'US-Denver-Production',
          domain: 'contoso.com',
          allUsersShareUpnSuffix: true,
          autoRemoveDevices: true,
          tenantId: emulator.admin.tenant,
          clientId: application.appId,
          primaryUserIdentifier: 'mail',
          cluster: 'cloud',
        },
        paste: value,
      });
      return String(keyId);
    },
    comment: async (body, more = {}) => {
      const { number } = await issue();
      await person('POST', '/github/comments', { issue: number, login: 'octocat', body, ...more });
    },
    code: async () => /\/truu done ([0-9A-Z]{8})/.exec((await issue()).body)?.[1] ?? '',
  };
};
