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

test.each(['PT0.09S', 'PT0S', 'PT5M0.001S', 'PT1H', 'P1Y', '20'])('a time-out of %s is refused', (value) => {
  expect(() => toTimeoutMs('request-timeout', value)).toThrow('The input "request-timeout" must be');
});

test('a login on pull_request_target is refused, and on no other event', () => {
  const refuse = (name: string) => (): void => refuseEvent({ name } as RunEvent);
  expect(refuse('pull_request_target')).toThrow('pull_request_target');
  for (const name of ['pull_request', 'push', 'schedule']) expect(refuse(name)).not.toThrow();
});
