import type { StandIn } from './command-stand-ins.ts';
import type { Caller } from './emulator-clients.ts';

/** The value after an option; empty without it. */
const option = (args: readonly string[], name: string): string => {
  const at = args.indexOf(name);
  return at === -1 ? '' : (args[at + 1] ?? '');
};

const valueOf = (object: unknown, name: string): unknown => (object as Readonly<Record<string, unknown>>)[name];

/** `name`, or `list[].name`, of an answer as --query and --output tsv show it. */
const queried = (answer: unknown, query: string): string => {
  const [, list, name = query] = /^(\w+)\[\]\.(\w+)$/.exec(query) ?? [];
  const rows = list === undefined ? [answer] : (valueOf(answer, list) as readonly unknown[]);
  return rows.map((row) => `${String(valueOf(row, name))}\n`).join('');
};

/** `az`, as far as the set-up needs it: its requests to Microsoft Graph, by a caller that throws on a refusal. */
export const azOf =
  (graph: Caller): StandIn =>
  async (args) => {
    const of = (name: string): string => option(args, name);
    const command = args
      .slice(
        0,
        args.findIndex((arg) => arg.startsWith('--')),
      )
      .join(' ');
    const credentials = `/applications(appId='${of('--id')}')/federatedIdentityCredentials`;
    const requests: Readonly<Record<string, () => readonly [string, string, string?]>> = {
      rest: () => [of('--method'), of('--url').replace('https://graph.microsoft.com/v1.0', ''), of('--body')],
      'ad sp show': () => ['GET', `/servicePrincipals(appId='${of('--id')}')`],
      'ad sp create': () => ['POST', '/servicePrincipals', JSON.stringify({ appId: of('--id') })],
      'ad app federated-credential show': () => ['GET', `${credentials}/${of('--federated-credential-id')}`],
      'ad app federated-credential create': () => ['POST', credentials, of('--parameters')],
      'ad app owner add': () => [
        'POST',
        `/applications(appId='${of('--id')}')/owners/$ref`,
        JSON.stringify({ '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${of('--owner-object-id')}` }),
      ],
    };
    if (command === 'login') return '';
    const request = requests[command];
    if (request === undefined) throw new Error(`unknown command ${command}`);
    const [method, at, body = ''] = request();
    const { body: answer } = await graph<unknown>(method, at, body === '' ? undefined : JSON.parse(body));
    return args.includes('--query') ? queried(answer, of('--query')) : '';
  };

/** An environment of a repository. */
interface Environment {
  readonly policy: unknown;
  readonly patterns: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
}

/** The settings of a repository, of which the emulated GitHub has no routes. */
export interface Settings {
  variables: Readonly<Record<string, string>>;
  secrets: readonly string[];
  environments: Readonly<Record<string, Environment>>;
}

const apiOf = (settings: Settings, args: readonly string[]): string => {
  const at = args.find((arg) => arg.startsWith('repos/')) ?? '';
  const method = option(args, '--method') || 'GET';
  const [, name = '', policies] = /\/environments\/([\w-]+)(\/deployment-branch-policies)?$/.exec(at) ?? [];
  if (at.endsWith('/actions/oidc/customization/sub')) return 'false\n';
  const found = settings.environments[name];
  const put = (environment: Environment): string => {
    settings.environments = { ...settings.environments, [name]: environment };
    return '';
  };
  if (method === 'PUT') {
    const body: unknown = option(args, '--input') === '-' ? JSON.parse(args.at(-1) ?? '') : {};
    const policy = valueOf(body, 'deployment_branch_policy') ?? null;
    return put({ patterns: [], variables: {}, ...found, policy });
  }
  if (found === undefined) throw new Error(`HTTP 404: Not Found (${at})`);
  const pattern = /^name=(.*)$/.exec(option(args, '--raw-field'))?.[1] ?? '';
  if (method === 'POST') return put({ ...found, patterns: [...found.patterns, pattern] });
  if (policies !== undefined) return found.patterns.map((one) => `${one}\n`).join('');
  return found.policy === null ? 'null\n' : 'true\n';
};

/** `gh`, as far as the set-up needs it: it keeps the settings, and answers queries by what they ask for. */
export const ghOf =
  (settings: Settings): StandIn =>
  async (args) => {
    const [kind = '', , name = ''] = args;
    if (kind === 'api') {
      const answer = apiOf(settings, args);
      return args.includes('--silent') ? '' : answer;
    }
    const environment = option(args, '--env');
    if (kind === 'secret') {
      settings.secrets = [...new Set([...settings.secrets, `${environment} ${name}`])];
      return '';
    }
    const value = { [name]: option(args, '--body') };
    const found = settings.environments[environment];
    if (environment === '') settings.variables = { ...settings.variables, ...value };
    else if (found === undefined) throw new Error(`HTTP 404: Not Found (${environment})`);
    else {
      const variables = { ...found.variables, ...value };
      settings.environments = { ...settings.environments, [environment]: { ...found, variables } };
    }
    return '';
  };
