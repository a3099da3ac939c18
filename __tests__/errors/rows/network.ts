import type { ErrorRow } from '../row.ts';
import { answering, spoilt } from './faults.ts';

const html = { 'content-type': 'text/html' };
const page = answering(403, '<html>Blocked by policy</html>', html);

/** A proxy through which every request to loopback would go, if loopback were not always reached directly. */
const through = (variables: Readonly<Record<string, string>>) => ({ extra: variables });

const intercepted = (service: 'truu' | 'login' | 'oidc', mode: ErrorRow['mode']): ErrorRow => ({
  when: `a firewall answers in place of ${service}`,
  code: 'NETWORK_INTERCEPTED',
  mode,
  world: 'converged',
  spoil: spoilt({ service, times: 0, when: 'before', do: page }),
  contains: ['Something between this job and localhost', 'Content type: text/html', 'NO_PROXY'],
  leaves: 'untouched',
});

/** What stands between the job and the services. */
export const networkRows: readonly ErrorRow[] = [
  {
    when: 'HTTPS_PROXY has a scheme that is no proxy of http',
    code: 'NETWORK_PROXY_INVALID',
    mode: 'plan',
    world: 'nothing',
    run: through({ HTTPS_PROXY: 'socks5://user:hunter2@proxy.example:1080' }),
    contains: ['The environment variable HTTPS_PROXY has the scheme socks5', 'http://host:port'],
    mend: { extras: through({ HTTPS_PROXY: 'http://user:hunter2@proxy.example:1080' }) },
    leaves: 'untouched',
  },
  ...(['oidc', 'login', 'truu'] as const).map((service) => intercepted(service, 'plan')),
  {
    when: 'a captive portal answers in place of Graph (H47)',
    code: 'NETWORK_INTERCEPTED',
    mode: 'plan',
    world: 'converged',
    spoil: spoilt({ service: 'graph', times: 0, when: 'before', do: answering(200, '<html>sign in</html>', html) }),
    contains: ['Something between this job and localhost'],
    leaves: 'untouched',
  },
  {
    when: 'the runner does not know the certificate authority of an inspecting proxy',
    code: 'AUTH_ID_TOKEN_FAILED',
    mode: 'plan',
    world: 'nothing',
    run: { extra: { NODE_EXTRA_CA_CERTS: undefined } },
    contains: ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'set NODE_EXTRA_CA_CERTS to the PEM file'],
    leaves: 'untouched',
  },
  {
    when: 'the proxy is dead, named without a scheme',
    code: 'AUTH_FAILED',
    mode: 'plan',
    world: 'nothing',
    run: { with: { 'entra-authority-url': 'https://login.test' }, ...through({ HTTPS_PROXY: '127.0.0.1:9' }) },
    contains: ['Host: login.test', 'System: ECONNREFUSED', 'Proxy: 127.0.0.1:9', 'add login.test to NO_PROXY'],
    leaves: 'untouched',
  },
];
