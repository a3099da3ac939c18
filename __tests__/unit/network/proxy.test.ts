import { describe, expect, test } from '@jest/globals';
import { readProxyPolicy } from '../../../src/network/proxy.ts';

const proxyOf = (env: Readonly<Record<string, string>>, url = 'https://api.example.test/'): string | null =>
  readProxyPolicy(env).proxyFor(new URL(url))?.url.href ?? null;

const both = { HTTP_PROXY: 'http://http.test:1', HTTPS_PROXY: 'http://https.test:2' };
const [viaHttp, viaHttps] = ['http://http.test:1/', 'http://https.test:2/'];

describe('the proxy of a request, as the runner reads the variables', () => {
  test.each<[string, Readonly<Record<string, string>>, string | null]>([
    ['none', {}, null],
    ['only HTTP_PROXY', { HTTP_PROXY: 'http://http.test:1' }, null],
    ['only ALL_PROXY', { ALL_PROXY: 'http://http.test:1' }, null],
    ['both', both, viaHttps],
    ['lower before upper case', { ...both, https_proxy: 'http://lower.test:3' }, 'http://lower.test:3/'],
    ['upper case where the lower is empty', { ...both, https_proxy: ' ' }, viaHttps],
    ['an address without a scheme', { HTTPS_PROXY: '10.9.9.9:8080' }, 'http://10.9.9.9:8080/'],
    ['a name without a scheme', { HTTPS_PROXY: ' proxy.test:8080 ' }, 'http://proxy.test:8080/'],
  ])('%s', (_case, env, expected) => {
    expect(proxyOf(env)).toBe(expected);
  });

  test('of a request over http is that of HTTP_PROXY', () => {
    expect(proxyOf(both, 'http://api.example.test/')).toBe(viaHttp);
  });

  test.each(['https://localhost/', 'https://127.0.0.2/', 'https://[::1]/'])('is none for %s', (url) => {
    expect(proxyOf(both, url)).toBeNull();
  });

  test.each<[string, string, boolean]>([
    ['example.test', 'https://example.test/', false],
    ['example.test', 'https://api.example.test/', false],
    ['example.test', 'https://counterexample.test/', true],
    ['.example.test', 'https://api.example.test/', false],
    ['.example.test', 'https://example.test/', true],
    ['*.example.test', 'https://api.example.test/', true],
    ['*', 'https://api.example.test/', false],
    ['foo.test, *', 'https://api.example.test/', false],
    ['API.EXAMPLE.TEST', 'https://api.example.test/', false],
    ['api.example.test:443', 'https://api.example.test/', false],
    ['api.example.test:8443', 'https://api.example.test/', true],
    ['foo.test api.example.test', 'https://api.example.test/', true],
    ['https://api.example.test', 'https://api.example.test/', true],
    ['10.1.2.3', 'https://10.1.2.3/', false],
    ['10.0.0.0/8', 'https://10.1.2.3/', true],
  ])('with NO_PROXY %s, %s goes through it: %s', (NO_PROXY, url, proxied) => {
    expect(proxyOf({ ...both, NO_PROXY }, url)).toBe(proxied ? viaHttps : null);
  });

  test('keeps credentials apart, decoded, and names them to be masked', () => {
    const { proxyFor, secrets } = readProxyPolicy({ HTTPS_PROXY: 'http://u%40corp:p%25%@proxy.test:8080' });
    const proxy = proxyFor(new URL('https://api.example.test/'));
    expect(proxy?.url.href).toBe('http://proxy.test:8080/');
    expect(proxy?.authorization).toBe(`Basic ${Buffer.from('u@corp:p%25%').toString('base64')}`);
    expect(secrets).toEqual(expect.arrayContaining(['p%25%', proxy?.authorization]));
  });

  test.each(['socks5://proxy.test:1080', 'ftp://proxy.test', 'http://'])('refuses %s without showing it', (value) => {
    expect(() => readProxyPolicy({ HTTPS_PROXY: value })).toThrow(
      expect.objectContaining({ code: 'NETWORK_PROXY_INVALID', message: expect.not.stringContaining('proxy.test') }),
    );
  });

  test('says what has no effect', () => {
    expect(readProxyPolicy({ HTTP_PROXY: 'http://a', ALL_PROXY: 'http://b', NO_PROXY: '10.0.0.0/8' }).notices).toEqual([
      expect.stringContaining('HTTP_PROXY and ALL_PROXY has no effect'),
      expect.stringContaining('NO_PROXY has 1 entries without effect'),
    ]);
  });
});
