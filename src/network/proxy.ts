import { ActionError } from '../support/errors.ts';

/** A proxy, as one of the variables names it. */
export interface Proxy {
  /** `http:` or `https:`, without credentials. */
  readonly url: URL;
  /** Value of the Proxy-Authorization header; null without credentials. A secret. */
  readonly authorization: string | null;
}

/** Which requests go through which proxy: read once, at the start. */
export interface ProxyPolicy {
  /** The proxy for a URL; null: directly. */
  readonly proxyFor: (url: URL) => Proxy | null;
  /** What the variables contain that has no effect, to be said once. */
  readonly notices: readonly string[];
  /** Credentials in the variables, to be masked before anything else sees them. */
  readonly secrets: readonly string[];
}

/**
 * The variables as the runner reads them (actions/runner, docs/adrs/0263-proxy-support.md, and RunnerWebProxy.cs 2.336.0;
 * read 2026-11), so that what the runner reaches the action reaches: `https_proxy`, else `HTTPS_PROXY`, for https;
 * `http_proxy`, else `HTTP_PROXY`, for http; `no_proxy`, else `NO_PROXY`, with `*`, hosts and their subdomains, `.domain`,
 * and `host:port`. In addition, a value without a scheme is read as http, and NO_PROXY may name IP addresses. Throws
 * NETWORK_PROXY_INVALID.
 */
export const readProxyPolicy = (env: NodeJS.ProcessEnv): ProxyPolicy => {
  const https = proxyOf(env, 'https_proxy');
  const http = proxyOf(env, 'http_proxy');
  const [, list] = variable(env, 'no_proxy');
  const entries = list.split(',').map((entry) => entry.trim().toLowerCase());
  const bypasses = entries.filter((entry) => entry !== '' && !isIneffective(entry));
  return {
    proxyFor: (url) => {
      const proxy = url.protocol === 'https:' ? https : http;
      return proxy === null || isLoopback(url.hostname) || bypasses.some((entry) => matches(entry, url)) ? null : proxy;
    },
    notices: noticesOf(env, https, entries),
    secrets: [https, http].flatMap((proxy) => proxy?.secrets ?? []),
  };
};

/** The first of both spellings that is not empty, and its name. */
const variable = (env: NodeJS.ProcessEnv, lower: string): readonly [name: string, value: string] => {
  const upper = lower.toUpperCase();
  const value = env[lower]?.trim();
  return value ? [lower, value] : [upper, env[upper]?.trim() ?? ''];
};

const proxyOf = (env: NodeJS.ProcessEnv, lower: string): (Proxy & { readonly secrets: readonly string[] }) | null => {
  const [name, value] = variable(env, lower);
  if (value === '') return null;
  const text = value.includes('://') ? value : `http://${value}`;
  if (!URL.canParse(text)) throw invalid(name, 'is not a URL');
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw invalid(name, `has the scheme ${url.protocol.slice(0, -1)}; only http and https proxies are supported`);
  const [user, password] = [decoded(url.username), decoded(url.password)];
  const credentials = user === '' && password === '' ? null : `${user}:${password}`;
  url.username = url.password = '';
  const authorization = credentials === null ? null : `Basic ${Buffer.from(credentials).toString('base64')}`;
  const secrets = authorization === null ? [] : [value, password, authorization].filter((secret) => secret !== '');
  return { url, authorization, secrets };
};

/** Percent-decoded; a bare `%` is taken as it stands. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The value is not shown: it can contain a password. */
const invalid = (name: string, problem: string): ActionError =>
  new ActionError('NETWORK_PROXY_INVALID', `The environment variable ${name} ${problem}.`);

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);

const matches = (entry: string, { hostname, port, protocol }: URL): boolean => {
  if (entry === '*') return true;
  const host = hostname.toLowerCase();
  const effective = port || (protocol === 'https:' ? '443' : '80');
  const [, name = entry, onPort] = /^(.+?):(\d+)$/.exec(entry) ?? [];
  if (onPort !== undefined && onPort !== effective) return false;
  return name.startsWith('.') ? host.endsWith(name) : host === name || host.endsWith(`.${name}`);
};

/** Forms that the runner does not know either: ranges, wildcards within a name, other separators, URLs. */
const isIneffective = (entry: string): boolean => entry !== '*' && /[/*;\s]/.test(entry);

const noticesOf = (env: NodeJS.ProcessEnv, https: Proxy | null, entries: readonly string[]): readonly string[] => {
  const set = (lower: string): boolean => variable(env, lower)[1] !== '';
  const others = ['http_proxy', 'all_proxy'].filter(set).map((name) => name.toUpperCase());
  const ineffective = entries.filter(isIneffective);
  return [
    ...(https === null && others.length > 0
      ? [
          `${others.join(' and ')} has no effect: every request uses https, which reads HTTPS_PROXY, as the runner does.`,
        ]
      : []),
    ...(ineffective.length > 0
      ? [`NO_PROXY has ${ineffective.length} entries without effect: only host names, .domain, host:port and * count.`]
      : []),
  ];
};
