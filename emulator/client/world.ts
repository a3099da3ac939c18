import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { bearerOf, createHttp, type HttpAnswer } from './http.ts';

/** The line that the emulator prints when it is ready. */
export interface Ready {
  readonly env: Readonly<Record<string, string>>;
  readonly urls: Readonly<Record<'login' | 'graph' | 'truu' | 'github' | 'oidc' | 'vault' | 'control', string>>;
  readonly admin: { readonly tenant: string; readonly clientId: string; readonly clientSecret: string };
  readonly ca: string;
}

/** A person of the tenant, by object id, and the app through which he logs in. */
export interface Member {
  readonly clientId: string;
  readonly userId: string;
}

/** An emulated world in a separate process, and the calls with which a person changes it manually. */
export interface RunningWorld {
  readonly ready: Ready;
  /** Calls the control API and returns its JSON. Throws unless the call succeeds. */
  readonly control: (method: string, path: string, body?: unknown) => Promise<unknown>;
  /** Calls Graph as the administrator. */
  readonly graph: (method: string, path: string, body?: unknown) => Promise<unknown>;
  /** Calls Graph as a member of the tenant, through a client such as Azure CLI. */
  readonly graphAs: (member: Member, method: string, path: string, body?: unknown) => Promise<unknown>;
  /** Calls TruU with the rights of the Admin Console. */
  readonly truu: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<unknown>;
  /** Whether Entra accepts a login of an app with a secret. */
  readonly logsIn: (tenant: string, clientId: string, clientSecret: string) => Promise<boolean>;
  readonly stop: () => Promise<void>;
}

/** Starts the emulator in a separate process. */
export const startWorld = async (root: string): Promise<RunningWorld> => {
  const child = spawn(process.execPath, ['emulator/main.ts'], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
  const ready = await readyLine(child);
  const http = createHttp(await readFile(ready.ca, 'utf8'));
  const { tenant, clientId, clientSecret } = ready.admin;
  const login = (inTenant: string, id: string, secret: string): Promise<HttpAnswer> =>
    http.token(`${ready.urls.login}/${inTenant}/oauth2/v2.0/token`, {
      client_id: id,
      client_secret: secret,
      scope: `${ready.urls.graph}/.default`,
    });
  const consoleLogin = (): Promise<HttpAnswer> =>
    http.token(ready.env['INPUT_TRUU-TOKEN-URL'] ?? '', {
      client_id: ready.env['INPUT_TRUU-CLIENT-ID'] ?? '',
      client_secret: ready.env['INPUT_TRUU-CLIENT-SECRET'] ?? '',
    });
  const control: RunningWorld['control'] = (method, path, body) =>
    http.json(ready.urls.control + path, method, {}, body);
  return {
    ready,
    control,
    graph: async (method, path, body) =>
      http.json(`${ready.urls.graph}/v1.0${path}`, method, bearerOf(await login(tenant, clientId, clientSecret)), body),
    graphAs: async (member, method, path, body) => {
      const { token } = (await control('POST', '/member-token', member)) as { token: string };
      return http.json(`${ready.urls.graph}/v1.0${path}`, method, { authorization: `Bearer ${token}` }, body);
    },
    truu: async (method, path, body, headers = {}) =>
      http.json(ready.urls.truu + path, method, { ...bearerOf(await consoleLogin()), ...headers }, body),
    logsIn: async (inTenant, id, secret) => (await login(inTenant, id, secret)).ok,
    stop: async () => {
      await http.close();
      child.stdin.end();
      await new Promise((resolve) => child.once('close', resolve));
    },
  };
};

const readyLine = (child: ChildProcess): Promise<Ready> =>
  new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`The emulator ended with ${code} before it was ready.`)));
    if (child.stdout === null) return reject(new Error('The emulator has no output.'));
    createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line) as Ready));
  });
