/** Every input of action.yml; a test compares the two. */
export const inputNames = [
  'mode',
  'spec',
  'tenant-id',
  'cloud',
  'client-id',
  'deployer-client-id',
  'renewer-client-id',
  'application-id',
  'known-owners',
  'known-credentials',
  'allowed-permissions',
  'allow-removals',
  'expect-plan',
  'rotate',
  'adopt-secrets',
  'warn-before',
  'truu-connection',
  'assignees',
  'evidence',
  'confirm',
  'truu-url',
  'truu-token-url',
  'truu-client-id',
  'truu-client-secret',
  'truu-scope',
  'github-token',
  'comment',
  'require-pull-request-plan',
  'plan-workflow',
  'drift-issue',
  'fork-pull-request',
  'entra-authority-url',
  'graph-url',
  'request-timeout',
] as const;
/** A name of `inputNames`. */
export type InputName = (typeof inputNames)[number];

/** Reads one input, trimmed; empty when it is not set. */
export type ReadInput = (name: InputName) => string;
