import type { Mode } from './modes.ts';

/** Where the example workflows feed an input from, and where that value belongs. */
export interface Feed {
  readonly kind: 'variable' | 'secret';
  readonly name: string;
  /** The environment that holds it; null: the repository. */
  readonly environment: string | null;
}

const variable = (name: string, environment: string | null = null): Feed => ({ kind: 'variable', name, environment });
const secret = (name: string, environment: string): Feed => ({ kind: 'secret', name, environment });

const ofReader: Readonly<Record<string, Feed>> = {
  'tenant-id': variable('ENTRA_PLAN_TENANT_ID'),
  'client-id': variable('TRUU_READER_CLIENT_ID'),
  'deployer-client-id': variable('TRUU_PLAN_DEPLOYER_CLIENT_ID'),
  'truu-url': variable('TRUU_PLAN_URL'),
  'truu-token-url': variable('TRUU_PLAN_TOKEN_URL'),
  'truu-client-id': variable('TRUU_READ_CLIENT_ID'),
  'truu-client-secret': secret('TRUU_READ_CLIENT_SECRET', 'truu-plan'),
};

const ofWriter = (clientId: string, environment: string): Readonly<Record<string, Feed>> => ({
  'tenant-id': variable('ENTRA_TENANT_ID', environment),
  'client-id': variable(clientId, environment),
  'deployer-client-id': variable('TRUU_DEPLOYER_CLIENT_ID', environment),
  'truu-url': variable('TRUU_URL', environment),
  'truu-token-url': variable('TRUU_TOKEN_URL', environment),
  'truu-client-id': variable('TRUU_WRITE_CLIENT_ID', environment),
  'truu-client-secret': secret('TRUU_WRITE_CLIENT_SECRET', environment),
});

/** The feeds of required inputs by mode, as in examples/workflows; a test compares the two. */
export const inputFeeds: Readonly<Record<Mode, Readonly<Record<string, Feed>>>> = {
  check: ofReader,
  plan: ofReader,
  drift: ofReader,
  renew: ofWriter('TRUU_RENEWER_CLIENT_ID', 'truu-renew'),
  apply: ofWriter('TRUU_DEPLOYER_CLIENT_ID', 'truu-production'),
};
