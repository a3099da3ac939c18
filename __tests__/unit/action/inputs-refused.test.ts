import { describe, expect, test } from '@jest/globals';
import { refuseEvent, type RunEvent } from '../../../src/action/event.ts';
import { readInputs } from '../../../src/action/inputs.ts';
import { toHttpsUrl, toTimeoutMs } from '../../../src/action/input-values.ts';
import { firstPartyClients } from '../../../src/catalog/first-party-clients.ts';
import { Secret } from '../../../src/support/secret.ts';
import { guid } from '../../support/plan-samples.ts';

const [azureCli = ''] = firstPartyClients.keys();

const read = (values: Readonly<Record<string, string>>, names = Object.keys(values)): unknown => {
  const maskSecret = (value: string): Secret => new Secret(value);
  return readInputs((name) => values[name] ?? '', {
    names,
    actionRepository: null,
    workspace: '/',
    maskSecret,
    offline: true,
    workflow: null,
  });
};

describe('an input', () => {
  test.each(['deployer-client-id', 'renewer-client-id'])('%s does not name a client of Microsoft', (name) => {
    expect(read({ [name]: guid('a') })).toBeDefined();
    expect(() => read({ [name]: azureCli })).toThrow('names a client of Microsoft');
  });

  test.each(['30 days', 'P', '-P30D', 'PT1H30'])('warn-before is no duration such as %s', (value) => {
    expect(read({ 'warn-before': 'P30D' })).toMatchObject({ warnBefore: 'P30D' });
    expect(() => read({ 'warn-before': value })).toThrow('must be an ISO 8601 duration');
  });

  test('of another name than those of the action is not passed over', () => {
    expect(() => read({}, ['allow-removal'])).toThrow('an input that does not exist');
  });

  test.each(['http://a.example', 'ftp://a.example', 'file:///a'])('that gets a secret is no URL such as %s', (url) => {
    expect(() => toHttpsUrl('truu-url', url)).toThrow('must be an https URL');
  });

  test.each(['https://u@a.example', 'https://:p@a.example', 'https://a.example?q=1', 'https://a.example#f'])(
    'that gets a secret is a plain URL, unlike %s',
    (url) => {
      expect(() => toHttpsUrl('truu-url', url)).toThrow('must be a plain https URL');
    },
  );
});

const online: Readonly<Record<string, string>> = {
  mode: 'apply',
  'tenant-id': guid('1'),
  'client-id': guid('2'),
  'deployer-client-id': guid('2'),
  'truu-url': 'https://truu.example',
  'truu-token-url': 'https://truu.example/token',
  'truu-client-id': 'client',
  'truu-client-secret': 'a-secret',
};

const readOnline = (values: Readonly<Record<string, string>>): unknown => {
  const all: Readonly<Record<string, string>> = { ...online, ...values };
  return readInputs((name) => all[name] ?? '', {
    ...{ names: Object.keys(all), actionRepository: null, workspace: '/', offline: false, workflow: null },
    maskSecret: (value) => new Secret(value),
  });
};

const copied = 'Copy the id from the Entra admin center';
const likeUrl = 'Write a URL such as https://api.example.com';
const likeDuration = 'Write a duration such as PT20S';

test.each<[input: string, value: string, message: string, fix: string, right: string]>([
  ['client-id', 'truu-deployer', 'must be a GUID', copied, guid('3')],
  ['cloud', 'germany', 'must be one of public, usgov, usgov-dod, china', 'Use the cloud of the tenant', 'china'],
  ['deployer-client-id', azureCli, 'names a client of Microsoft', 'Set it to the Application (client) ID', guid('3')],
  ['plan-workflow', 'plan.yml', 'must be the path of a workflow', 'Write a path such as', '.github/workflows/a.yml'],
  ['rotate', 'yes', 'must be a GUID', copied, guid('3')],
  ['adopt-secrets', 'TruU', 'must be a GUID', copied, guid('3')],
  ['allow-removals', 'yes', 'must be true or false', 'Write true or false', 'true'],
  ['request-timeout', '20', 'must be an ISO 8601 duration', likeDuration, 'PT20S'],
  ['request-timeout', 'PT1H30', 'must be an ISO 8601 duration', likeDuration, 'PT20S'],
  ['request-timeout', 'PT1H', 'must be between PT0.1S and PT5M', likeDuration, 'PT20S'],
  ['truu-url', 'api.truu.example', 'must be an https URL', likeUrl, 'https://api.truu.example'],
  ['truu-token-url', 'https://a.example/t?a=b', 'without credentials', likeUrl, 'https://a.example/t'],
  ['expect-plan', 'latest', 'must be the plan-fingerprint', 'Copy the output "plan-fingerprint"', 'f'.repeat(64)],
  ['allowed-permissions', 'User.Raed.All', 'does not have', 'Change it to User.Read.All if', 'User.Read.All'],
  ['truu-token-url', 'http://a.example', 'must be an https URL', 'Use an https URL', 'https://a.example'],
  ['graph-url', 'http://a.example', 'must be an https URL', 'Use an https URL', 'https://a.example'],
  ['entra-authority-url', 'http://a.example', 'must be an https URL', 'Use an https URL', 'https://a.example'],
])('the input %s is refused as %s, and is taken after its fix', (input, value, message, fix, right) => {
  const refused = { message: expect.stringContaining(message), fix: expect.stringContaining(fix) };
  expect(() => readOnline({ [input]: value })).toThrow(expect.objectContaining(refused));
  expect(readOnline({ [input]: right })).toBeDefined();
});

test.each(['PT0.09S', 'PT0S', 'PT5M0.001S', 'PT1H', 'P1Y', '20'])('a time-out of %s is refused', (value) => {
  expect(() => toTimeoutMs('request-timeout', value)).toThrow('The input "request-timeout" must be');
});

test('a login on pull_request_target is refused, and on no other event', () => {
  const refuse = (name: string) => (): void => refuseEvent({ name } as RunEvent);
  expect(refuse('pull_request_target')).toThrow('pull_request_target');
  for (const name of ['pull_request', 'push', 'schedule']) expect(refuse(name)).not.toThrow();
});
