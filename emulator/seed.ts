import { settingsKinds } from './truu/settings.ts';
import { defaultSeed } from './default-seed.ts';
import { githubRows } from './github/default-content.ts';
import { permissionNames } from './github/records.ts';
import type { State } from './state.ts';

/** A seed that is invalid; the message names the key. */
export class SeedError extends Error {}

type Plain = Record<string, unknown>;

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const kindOf = (value: unknown): string =>
  Array.isArray(value) ? 'a list' : value === null ? 'null' : `a ${typeof value}`;

// Objects with free keys.
const openObjects = new Set(['entra.policies', 'github.oidc.claims']);
const nullable = new Set(['github.environment']);

const plant = (base: unknown, seed: unknown, path: string): unknown => {
  if (seed === null && nullable.has(path)) return null;
  if (kindOf(base) !== kindOf(seed) && !nullable.has(path)) {
    throw new SeedError(`'${path || 'seed'}' must be ${kindOf(base)}, not ${kindOf(seed)}`);
  }
  if (!isPlain(base) || !isPlain(seed) || openObjects.has(path)) return structuredClone(seed);
  const planted: Plain = { ...base };
  for (const [key, value] of Object.entries(seed)) {
    const at = path ? `${path}.${key}` : key;
    if (!Object.hasOwn(base, key)) throw new SeedError(`unknown key '${at}'`);
    planted[key] = plant(base[key], value, at);
  }
  return planted;
};

const secretKeys = [
  ...['name', 'version', 'value', 'enabled', 'contentType', 'exp', 'nbf', 'created', 'updated', 'tags'],
];

const rowKeys: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  truu: {
    directories: [
      ...['id', 'type', ...Object.keys(settingsKinds), 'tenantId'],
      ...['clientId', 'credential', 'health', 'createdAt', 'updatedAt', 'etag'],
    ],
    clusters: ['id', 'name', 'directoryId', 'etag'],
    oauthClients: ['clientId', 'clientSecret', 'name'],
    console: ['directoryId', 'keyId', 'savedAt', 'savedBy', 'nextLoginAt'],
  },
  vault: {
    secrets: secretKeys,
    deletedSecrets: secretKeys,
    grants: ['clientId', 'actions'],
  },
  reports: {
    credentialSignIns: ['appId', 'keyId', 'resourceId', 'lastSignInDateTime', 'lastSignInRequestId'],
    directoryAudits: [
      ...['id', 'category', 'correlationId', 'result', 'resultReason', 'activityDisplayName', 'activityDateTime'],
      ...['loggedByService', 'operationType', 'initiatedBy', 'targetResources', 'additionalDetails'],
    ],
  },
};

const checkRows = (rows: readonly unknown[], path: string, known: readonly string[] | null): void => {
  rows.forEach((row, index) => {
    if (!isPlain(row)) throw new SeedError(`'${path}[${index}]' must be an object, not ${kindOf(row)}`);
    const stray = known && Object.keys(row).find((key) => !known.includes(key));
    if (stray) throw new SeedError(`unknown key '${path}[${index}].${stray}'`);
  });
};

const checkPermissions = (rows: readonly unknown[]): void => {
  rows.forEach((row, index) => {
    const permissions = isPlain(row) && isPlain(row['permissions']) ? row['permissions'] : {};
    for (const [name, level] of Object.entries(permissions)) {
      const at = `github.tokens[${index}].permissions.${name}`;
      if (!permissionNames.some((known) => known === name)) throw new SeedError(`unknown key '${at}'`);
      if (level !== 'read' && level !== 'write') throw new SeedError(`'${at}' must be read or write`);
    }
  });
};

const fillGithub = (github: Plain): void => {
  for (const [key, { required, defaults, complete }] of Object.entries(githubRows)) {
    const rows = github[key] as Plain[];
    checkRows(rows, `github.${key}`, [...required, ...Object.keys(defaults)]);
    github[key] = rows.map((row, index) => {
      const missing = required.find((name) => !Object.hasOwn(row, name));
      if (missing) throw new SeedError(`'github.${key}[${index}].${missing}' is missing`);
      const filled: Plain = { ...structuredClone(defaults), ...row };
      return complete ? { ...complete(filled) } : filled;
    });
  }
  checkPermissions(github['tokens'] as Plain[]);
};

/**
 * The state that a seed describes. Missing values come from the default seed, lists replace the default's, and rows of
 * GitHub get defaults for their missing keys. Throws a SeedError on an unknown or missing key, or a value of another kind.
 */
export const seedState = (seed: unknown, now: Date): State => {
  const state = plant(defaultSeed(now), seed ?? {}, '') as State;
  for (const [side, part] of [
    ['entra', state.entra],
    ['truu', state.truu],
    ['reports', state.reports],
    ['vault', state.vault],
  ] as const) {
    for (const [key, rows] of Object.entries(part)) {
      if (!Array.isArray(rows)) continue;
      checkRows(rows, `${side}.${key}`, rowKeys[side]?.[key] ?? null);
    }
  }
  // A seed may be older than the record of what a directory held before.
  for (const { credential } of state.truu.directories) if (isPlain(credential)) credential.previous ??= [];
  fillGithub(state.github as unknown as Plain);
  return state;
};
