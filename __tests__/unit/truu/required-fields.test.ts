import { describe, expect, test } from '@jest/globals';
import { bodyOf, toConnection, toDirectory, toHealthSample, type BodyName } from '../../../src/truu/api/normalize.ts';
import { directory, health } from '../../support/plan-samples.ts';

const { credential, ...settings } = directory();
const listed = { ...settings, type: 'ENTRA_ID', credential: { secretKeyId: null } };

/** A complete body of each kind. */
const bodies: Readonly<Record<BodyName, unknown>> = {
  directory: { ...settings, credential: { ...credential } },
  health: { ...health(), checks: [{ name: 'CREDENTIAL', status: 'OK' }] },
  directories: { page: 1, totalPages: 1, items: [listed] },
  clusters: { page: 1, totalPages: 1, items: [{ id: 'cluster-1', name: 'cloud' }] },
  connection: { directoryId: null },
  primaryUserIdentifier: { primaryUserIdentifier: null },
  accepted: { secretKeyId: null },
};

/** What an action that reads it as absent, or as null, would take for granted. */
const required: readonly (readonly [BodyName, string])[] = [
  ...['id', 'configurationName', 'tenantId', 'clientId', 'updatedAt'].map((field) => ['directory', field] as const),
  ...['', '.secretKeyId', '.acceptedAt', '.previous'].map((field) => ['directory', `credential${field}`] as const),
  ...['secretKeyId', 'clientId', 'acceptedAt', 'replacedAt'].map(
    (field) => ['directory', `credential.previous.0.${field}`] as const,
  ),
  ...['status', 'checkedAt', 'credentialKeyId', 'checks', 'checks.0.name', 'checks.0.status'].map(
    (field) => ['health', field] as const,
  ),
  ...['items.0.id', 'items.0.type', 'items.0.configurationName', 'items.0.tenantId', 'items.0.clientId'].map(
    (field) => ['directories', field] as const,
  ),
  ...['page', 'totalPages', 'items'].map((field) => ['directories', field] as const),
  ...['items.0.id', 'items.0.name'].map((field) => ['clusters', field] as const),
  ['connection', 'directoryId'],
  ['primaryUserIdentifier', 'primaryUserIdentifier'],
  ['accepted', 'secretKeyId'],
];

const without = (body: unknown, path: string): unknown => {
  const [name = '', ...rest] = path.split('.');
  const copy = structuredClone(body) as Record<string, unknown>;
  if (rest.length === 0) delete copy[name];
  else copy[name] = without(copy[name], rest.join('.'));
  return copy;
};

const read = (name: BodyName, body: unknown): unknown =>
  bodyOf({ status: 200, body, etag: '"1"', date: null, attempts: 1 }, name, 'answer');

describe('a body of TruU', () => {
  test.each(Object.entries(bodies) as readonly [BodyName, unknown][])(
    'is read when it is complete: %s',
    (name, body) => {
      expect(read(name, body)).toBeDefined();
    },
  );

  test.each(required)('is not read without a field that decides something: %s without %s', (name, field) => {
    expect(() => read(name, without(bodies[name], field))).toThrow(`the field ${field} is missing or wrong`);
  });
});

const whole = (body: object) => ({ status: 200, body, etag: '"1"', date: null, attempts: 1 });

test.each<[string, (id: string) => unknown]>([
  ['directory', (id) => toDirectory(whole({ ...(bodies.directory as object), id }), 'read', 'dir-1', null)],
  ['health', (directoryId) => toHealthSample(whole({ ...(bodies.health as object), directoryId }), 'read', 'dir-1')],
  ['cluster', (clusterId) => toConnection(whole({ directoryId: null, clusterId }), 'read', 'dir-1')],
])('a body of TruU is not read when it is about another %s', (_what, readOf) => {
  expect(() => readOf('dir-1')).not.toThrow();
  expect(() => readOf('dir-2')).toThrow('it is about another object');
});
