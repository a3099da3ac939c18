import { maxBodyBytes } from './body.ts';
import type { ErrorDetails, Evidence } from './errors.ts';
import type { HttpFailure } from './http.ts';

/** How a missing response is told of: completes "Graph …". */
export const missingResponse = ({ reason }: HttpFailure): string => {
  switch (reason) {
    case 'timeout':
      return 'did not respond in time';
    case 'too-long':
      return `sent a response of more than ${maxBodyBytes / 1024 / 1024} MiB`;
    case 'network':
    case 'cancelled':
      return 'could not be reached';
  }
};

/** What a failure says of a missing response. It has no `fix` where the cause does not tell one. */
export const missingResponseDetails = (failure: HttpFailure): ErrorDetails => {
  const fix = fixOf(failure);
  return { ...(fix === null ? {} : { fix }), evidence: evidenceOf(failure), cause: failure };
};

/** Where a request was to go, which way, and what stood in it. */
const evidenceOf = ({ host, proxy, system, proxyStatus }: HttpFailure): readonly Evidence[] => [
  { name: 'Host', value: host },
  ...(system === null ? [] : [{ name: 'System', value: system }]),
  ...(proxy === null ? [] : [{ name: 'Proxy', value: proxy }]),
  ...(proxyStatus === null ? [] : [{ name: 'The proxy answered', value: `HTTP ${proxyStatus}` }]),
];

/** TLS verdicts of a company proxy that opens connections (Node 24, measured 2026-11). */
const inspection = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);
const clock = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);
const ofProxy = new Set(['PROXY_TIMEOUT', 'PROXY_CLOSED']);
const unreachable = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT']);

/** Whether no connection to the host itself came about, which a wrong URL is the usual cause of. */
export const isUnreachable = ({ proxy, system }: Pick<HttpFailure, 'proxy' | 'system'>): boolean =>
  proxy === null && (unreachable.has(system ?? '') || system === 'UND_ERR_CONNECT_TIMEOUT');

/** What to do about a missing response, by the variable that mends it; null when its cause does not tell. */
const fixOf = ({ host, proxy, system, proxyStatus }: HttpFailure): string | null => {
  const name = host.replace(/:\d+$/, '');
  const code = system ?? '';
  if (proxyStatus === 407)
    return `The proxy ${proxy} wants a login: put user and password into HTTPS_PROXY (http://user:password@host:port).`;
  if (proxyStatus !== null)
    return `The proxy ${proxy} refuses connections to ${name}: let it allow the host, or add ${name} to NO_PROXY.`;
  if (inspection.has(code))
    return `Something on the way opens TLS connections, as company proxies do: set NODE_EXTRA_CA_CERTS to the PEM file of its root certificate in the environment of the runner.`;
  if (clock.has(code)) return `Check the clock of the runner; then the certificate of ${name}.`;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `Something else answers in place of ${name}: check DNS and the proxy of the runner.`;
  if (proxy !== null && (ofProxy.has(code) || unreachable.has(code) || code === 'ECONNRESET'))
    return `Check that the proxy ${proxy} of HTTPS_PROXY runs and can reach ${name}, or add ${name} to NO_PROXY.`;
  if (code === 'BAD_PORT')
    return `Use another port for ${host}: no fetch connects to this one (Fetch standard, bad ports).`;
  if (isUnreachable({ proxy, system }))
    return `Check the name ${name} and the network of the runner. If it reaches the host only through a proxy, set HTTPS_PROXY.`;
  return null;
};
