import { describe, expect, test } from '@jest/globals';
import { serviceOf, publicHosts, publicUrls } from '../../emulator/public-hosts.ts';
import { serviceNames } from '../../emulator/state.ts';
import { startConnectProxy } from '../../emulator/connect-proxy.ts';
import { environmentOf } from '../../emulator/environment.ts';
import { World } from '../../emulator/world.ts';
import { readArguments } from '../../emulator/arguments.ts';
import { request } from 'node:http';

test.each(serviceNames)('%s has a public address, which leads to it', (name) => {
  expect(serviceOf(new URL(publicUrls[name]).host)).toBe(name);
  for (const host of publicHosts[name]) expect(serviceOf(host.replace('*', 'fabrikam'))).toBe(name);
});

test.each(['github.com', 'id.truu.ai', 'a.b.id.truu.ai', 'localhost', ''])('%j leads nowhere', (host) => {
  expect(serviceOf(host)).toBeNull();
});

test.each([
  [['--proxy'], { proxy: true, seedFile: null }],
  [['--proxy', '--seed', 'a'], { proxy: true, seedFile: 'a' }],
  [['--seed', 'a', '--', 'x', '--proxy'], { proxy: false, seedFile: 'a', command: ['x', '--proxy'] }],
])('%j is read', (args, expected) => {
  expect(readArguments(args)).toMatchObject(expected);
});

test('the environment behind it has the public names, and none of the caller’s variables holds besides', () => {
  const world = new World();
  Object.assign(world.urls, publicUrls);
  const env = environmentOf(world, 'ca.pem', 'http://127.0.0.1:9');
  const proxies = { HTTPS_PROXY: 'http://127.0.0.1:9', https_proxy: 'http://127.0.0.1:9', NO_PROXY: '', no_proxy: '' };
  expect(env).toMatchObject({ ...proxies, GITHUB_API_URL: publicUrls.github, 'INPUT_TRUU-URL': publicUrls.truu });
  expect(env['ACTIONS_ID_TOKEN_REQUEST_URL']).toMatch(new RegExp(`^${publicUrls.oidc}/`));
  expect(['INPUT_GRAPH-URL', 'INPUT_ENTRA-AUTHORITY-URL'].filter((name) => name in env)).toEqual([]);
});

describe('the proxy', () => {
  const answerTo = async (credentials: string | undefined, headers: Record<string, string>): Promise<number> => {
    const proxy = await startConnectProxy({
      portOf: () => null,
      ...(credentials === undefined ? {} : { credentials }),
    });
    const { hostname, port } = new URL(proxy.url);
    const sent = request({ hostname, port, method: 'CONNECT', path: 'a.example:443', headers, agent: false });
    const status = await new Promise<number>((resolve, reject) => {
      sent.once('connect', ({ statusCode = 0 }, socket) => {
        socket.destroy();
        resolve(statusCode);
      });
      sent.once('error', reject).end();
    });
    await proxy.stop();
    return status;
  };
  const login = (text: string) => ({ 'proxy-authorization': `Basic ${Buffer.from(text).toString('base64')}` });

  test.each([
    ['nothing for an unknown host', undefined, {}, 403],
    ['a login that is not there', 'a:b', {}, 407],
    ['a login that is wrong', 'a:b', login('a:c'), 407],
    ['the login', 'a:b', login('a:b'), 403],
  ])('answers %s', async (_what, credentials, headers, status) => {
    expect(await answerTo(credentials, headers)).toBe(status);
  });
});
