import { defaultMode, logsIn, modes, offlineMode, type Mode } from '../catalog/modes.ts';
import { findPermission, guidePermissions, permissions } from '../catalog/permissions.ts';
import type { Access, RunRequest } from '../run/request.ts';
import { nearest } from '../spec/nearest.ts';
import { ActionError } from '../support/errors.ts';
import type { MaskSecret } from '../support/secret.ts';
import { invalid, toBoolean, toGuid, toHttpsUrl, toList, toTimeoutMs } from './input-values.ts';

/** Every input of action.yml; a test holds the two together. */
export const inputNames = [
  'mode',
  'spec',
  'tenant-id',
  'client-id',
  'allowed-permissions',
  'allow-removals',
  'expect-plan',
  'rotate',
  'adopt-secrets',
  'truu-url',
  'truu-token-url',
  'truu-client-id',
  'truu-client-secret',
  'truu-scope',
  'github-token',
  'comment',
  'require-reviewed-plan',
  'drift-issue',
  'pull-request',
  'entra-authority-url',
  'graph-url',
  'request-timeout',
] as const;
/** A name of `inputNames`. */
export type InputName = (typeof inputNames)[number];

/** Reads one input, trimmed; empty when it is not set. */
export type ReadInput = (name: InputName) => string;

const defaultSpec = '.github/truu-directory.yml';

/** The mode and the spec path, as far as they can be told before anything is checked: for the report of a failure. */
export const peekInputs = (read: ReadInput): { readonly mode: Mode | null; readonly specPath: string } => {
  const value = read('mode') || defaultMode;
  return { mode: modes.find((mode) => mode === value) ?? null, specPath: read('spec') || defaultSpec };
};

/** What the inputs are read with. */
export interface InputContext {
  /** All names that the runner set, so that a misspelt one is not ignored: the platform enforces neither names nor `required`. */
  readonly names: readonly string[];
  readonly workspace: string;
  readonly maskSecret: MaskSecret;
  /** Nobody can log in: only the spec is checked. */
  readonly offline: boolean;
}

/** The inputs as one typed value. Throws INPUT_…. */
export const readInputs = (read: ReadInput, { names, workspace, maskSecret, offline }: InputContext): RunRequest => {
  refuseUnknown(names);
  const { mode: requested, specPath } = peekInputs(read);
  if (requested === null) throw invalid('mode', `must be one of ${modes.join(', ')}`, 'Use one of these modes.');
  const mode = offline ? offlineMode : requested;
  const optional = <T>(name: InputName, convert: (name: string, value: string) => T): T | null =>
    read(name) === '' ? null : convert(name, read(name));
  const base = {
    specPath,
    workspace,
    tenantId: optional('tenant-id', toGuid),
    allowedPermissions: allowed(read('allowed-permissions')),
    allowRemovals: toBoolean('allow-removals', read('allow-removals')),
    requireReviewedPlan: toBoolean('require-reviewed-plan', read('require-reviewed-plan')),
    expectPlan: optional('expect-plan', toFingerprint),
    rotate: optional('rotate', toGuid),
    adoptSecrets: new Set(toList(read('adopt-secrets')).map((id) => toGuid('adopt-secrets', id))),
    requestTimeoutMs: toTimeoutMs('request-timeout', read('request-timeout') || 'PT20S'),
  };
  return logsIn(mode) ? { ...base, mode, access: readAccess(read, maskSecret) } : { ...base, mode, access: null };
};

const refuseUnknown = (names: readonly string[]): void => {
  const unknown = names.find((name) => !inputNames.some((known) => known === name));
  if (unknown === undefined) return;
  const near = nearest(unknown, inputNames);
  throw new ActionError('INPUT_UNKNOWN', 'An input of the step does not exist.', {
    evidence: [{ name: 'Input', value: unknown }, ...(near === null ? [] : [{ name: 'Nearest', value: near }])],
    ...(near === null ? {} : { fix: `Use "${near}", or remove it from the "with:" block.` }),
  });
};

const toFingerprint = (name: string, value: string): string => {
  if (/^[0-9a-f]{64}$/.test(value)) return value;
  const fix = 'Copy the output "plan-fingerprint" of the run that was reviewed.';
  throw invalid(name, 'must be the plan-fingerprint of an earlier run', fix);
};

const required = ['client-id', 'truu-url', 'truu-token-url', 'truu-client-id', 'truu-client-secret'] as const;

const readAccess = (read: ReadInput, maskSecret: MaskSecret): Access => {
  const missing = required.filter((name) => read(name) === '');
  if (missing.length > 0)
    throw new ActionError(
      'INPUT_MISSING',
      `Every mode but ${modes.filter((mode) => !logsIn(mode)).join(', ')} needs ${missing.map((name) => `"${name}"`).join(', ')}.`,
      {
        fix: 'Add it to the "with:" block of the step. A GitHub secret that is not set, or that this event may not read, arrives empty.',
      },
    );
  const endpoint = (name: InputName): string | null => (read(name) === '' ? null : toHttpsUrl(name, read(name)));
  return {
    clientId: toGuid('client-id', read('client-id')),
    truu: {
      url: toHttpsUrl('truu-url', read('truu-url')),
      tokenUrl: toHttpsUrl('truu-token-url', read('truu-token-url')),
      clientId: read('truu-client-id'),
      clientSecret: maskSecret(read('truu-client-secret')),
      scope: read('truu-scope') || null,
    },
    authorityUrl: endpoint('entra-authority-url'),
    graphUrl: endpoint('graph-url')?.replace(/\/v1\.0$/, '') ?? null,
  };
};

/**
 * The ceiling as `type:name`. A bare name means the application permission when there is one, else the delegated one;
 * `application:` and `delegated:` before it say so. Empty: exactly the eight of TruU's guide.
 */
const allowed = (value: string): ReadonlySet<string> => {
  const entries = toList(value);
  if (entries.length === 0) return new Set(guidePermissions.map(({ type, name }) => `${type}:${name}`));
  return new Set(
    entries.map((entry) => {
      const [, prefix, name = ''] = /^(?:(application|delegated):)?(.+)$/.exec(entry) ?? [];
      const type = prefix ?? (findPermission('application', name) ? 'application' : 'delegated');
      if (findPermission(type as 'application' | 'delegated', name)) return `${type}:${name}`;
      throw unknownPermission(entry, name);
    }),
  );
};

const unknownPermission = (entry: string, name: string): ActionError => {
  const near = nearest(name, [...new Set(permissions.map((permission) => permission.name))]);
  const message = 'The input "allowed-permissions" names a permission that does not exist.';
  return new ActionError('INPUT_INVALID', message, {
    evidence: [{ name: 'Permission', value: entry }],
    fix: near === null ? 'Use the names of the Microsoft Graph permissions reference.' : `Did you mean ${near}?`,
  });
};
