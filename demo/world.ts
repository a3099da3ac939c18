import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Agent, fetch } from 'undici';
import { readFile } from 'node:fs/promises';

/** What the emulator prints when it is ready. */
export interface Ready {
  readonly env: Readonly<Record<string, string>>;
  readonly urls: Readonly<Record<'login' | 'graph' | 'truu' | 'github' | 'oidc' | 'control', string>>;
  readonly admin: { readonly tenant: string; readonly clientId: string; readonly clientSecret: string };
  readonly ca: string;
}

/** The emulated world, and the hands of a person in it. */
export interface DemoWorld {
  readonly ready: Ready;
  /** Calls the control API and returns its JSON. Throws on anything but success. */
  readonly control: (method: string, path: string, body?: unknown) => Promise<unknown>;
  /** Calls Graph as the administrator. */
  readonly graph: (method: string, path: string, body?: unknown) => Promise<unknown>;
  /** Calls TruU as a person with the Admin Console's rights. */
  readonly truu: (method: string, path: string, body?: unknown, ifMatch?: string) => Promise<unknown>;
  /** Whether Entra lets an app in with a secret. */
  readonly logsIn: (tenant: string, clientId: string, clientSecret: string) => Promise<boolean>;
  readonly stop: () => Promise<void>;
}

/** Starts the emulator as a process of its own. */
export const startWorld = async (root: string): Promise<DemoWorld> => {
  const child = spawn(process.execPath, ['emulator/main.ts'], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
  const ready = await readyLine(child);
  const dispatcher = new Agent({ connect: { ca: await readFile(ready.ca, 'utf8') } });
  const call = async (url: string, method: string, headers: Record<string, string>, body?: string) => {
    const response = await fetch(url, { method, headers, dispatcher, ...(body === undefined ? {} : { body }) });
    return {
      ok: response.ok,
      status: response.status,
      etag: response.headers.get('etag'),
      text: await response.text(),
    };
  };
  const json = async (
    url: string,
    method: string,
    headers: Record<string, string>,
    body?: unknown,
  ): Promise<unknown> => {
    const sent = body === undefined ? undefined : JSON.stringify(body);
    const all = sent === undefined ? headers : { ...headers, 'content-type': 'application/json' };
    const answer = await call(url, method, all, sent);
    if (!answer.ok) throw new Error(`${method} ${url} answered ${answer.status}: ${answer.text}`);
    return answer.text === '' ? null : JSON.parse(answer.text);
  };
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const login = (tenant: string, id: string, secret: string) => {
    const scope = `${ready.urls.graph}/.default`;
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret, scope });
    return call(`${ready.urls.login}/${tenant}/oauth2/v2.0/token`, 'POST', form, body.toString());
  };
  const bearer = (text: string): Record<string, string> => ({
    authorization: `Bearer ${(JSON.parse(text) as { access_token: string }).access_token}`,
  });
  return {
    ready,
    control: (method, path, body) => json(ready.urls.control + path, method, {}, body),
    graph: async (method, path, body) => {
      const { tenant, clientId, clientSecret } = ready.admin;
      const token = await login(tenant, clientId, clientSecret);
      return json(`${ready.urls.graph}/v1.0${path}`, method, bearer(token.text), body);
    },
    truu: async (method, path, body, ifMatch) => {
      const grant = {
        grant_type: 'client_credentials',
        client_id: ready.env['INPUT_TRUU-CLIENT-ID'] ?? '',
        client_secret: ready.env['INPUT_TRUU-CLIENT-SECRET'] ?? '',
      };
      const url = ready.env['INPUT_TRUU-TOKEN-URL'] ?? '';
      const token = await call(url, 'POST', form, new URLSearchParams(grant).toString());
      const headers = { ...bearer(token.text), ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }) };
      return json(ready.urls.truu + path, method, headers, body);
    },
    logsIn: async (tenant, clientId, clientSecret) => (await login(tenant, clientId, clientSecret)).ok,
    stop: async () => {
      await dispatcher.close();
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
