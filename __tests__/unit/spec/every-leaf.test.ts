import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { permissions } from '../../../src/catalog/permissions.ts';
import { desiredEntra } from '../../../src/entra/desired.ts';
import { makePlan } from '../../../src/plan/make-plan.ts';
import { violations } from '../../../src/spec/rules.ts';
import { specSchema, type Spec } from '../../../src/spec/schema.ts';
import { desiredTruu } from '../../../src/truu/desired.ts';
import { guid, ids, nothing, planInput, servicePrincipal, type Differences } from '../../support/plan-samples.ts';
import { leavesOf, problemsOfLeaves, valueAt, withValue, type Walk } from '../../support/spec-leaves.ts';
import { completeSpec, sampleFile } from '../../support/spec-samples.ts';
import { directoryWith, expiring, holding, older, principalWith, withSecrets } from '../../support/worlds.ts';

/** The worlds in which, together, each key matters. */
const worlds: Readonly<Record<string, Differences>> = {
  'all is as the spec says': {},
  'nothing is made yet': nothing,
  'a permission is granted and not listed': {
    ...principalWith({ assignments: [...servicePrincipal().assignments, { id: 'x', roleId: guid('8') }] }),
    policy: { allowRemovals: true },
  },
  'the held secret expires in 16 days': expiring('2026-12-10T10:00:00.000Z'),
  'the held secret expires in 26 days': expiring('2026-12-20T10:00:00.000Z'),
  'the directory has another name': directoryWith({ configurationName: 'other.example' }),
  'TruU took the held secret 34 hours ago': {
    ...withSecrets(older),
    ...holding(ids.heldKey, '2026-11-23T00:00:00.000Z'),
  },
};

const everyPermission = new Set(permissions.map(({ type, name }) => `${type}:${name}`));
/** Remembers the answer to each value: the walks of this file differ in little. */
const remembered = <T>(answer: (value: T) => string): ((value: T) => string) => {
  const answers = new Map<string, string>();
  return (value) => {
    const key = JSON.stringify(value);
    const known = answers.get(key) ?? answer(value);
    answers.set(key, known);
    return known;
  };
};

const nowhere = { file: sampleFile, line: 1, column: 1, endLine: 1, endColumn: 1 };

/** The plan in a world, without its fingerprint. Every range is the same: a value that only moves changes nothing. */
const planOf = (world: Differences, spec: Spec): unknown => {
  const input = planInput({ ...world, policy: { allowedPermissions: everyPermission, ...world.policy } });
  const { fingerprint: _derived, ...plan } = makePlan({
    ...input,
    document: { spec, file: sampleFile, range: () => nowhere },
    entra: { ...input.entra, desired: desiredEntra(spec) },
    truu: { ...input.truu, desired: desiredTruu(spec) },
  }).plan;
  return plan;
};

const walk: Walk = {
  schema: specSchema,
  // Not the default, which leaving it out would be.
  sample: withValue(parse(completeSpec), ['entra', 'secret', 'renewBefore'], 'P20D'),
  result: remembered((spec) => JSON.stringify(Object.values(worlds).map((world) => planOf(world, spec)))),
  brokenRules: remembered((written) =>
    violations(written)
      .map(({ message }) => message)
      .join('\n'),
  ),
  exempt: {
    version: 'one value is valid: it says how the rest is read',
    'entra.application.appId': 'has to equal the input application-id, which decides',
    'entra.cloud': 'the hosts of login and Graph, and the audience of the token',
    'health.timeout': 'how long apply waits after the last step',
    'health.maxAge': 'how old a result of TruU may be, which is judged beside the plan',
  },
};

const added = 'changes nothing';
const { entra, truu } = specSchema.shape;
const withRoot = (leaf: z.ZodType) => specSchema.extend({ added: leaf });
const withDirectory = (leaf: z.ZodType) =>
  specSchema.extend({ truu: truu.extend({ directory: truu.shape.directory.extend({ added: leaf }) }) });
const withSecret = (leaf: z.ZodOptional | z.ZodDefault) =>
  specSchema.extend({
    entra: entra.extend({ secret: entra.shape.secret.unwrap().extend({ added: leaf }).prefault({}) }),
  });
const withPermissions = (leaf: z.ZodType) =>
  specSchema.extend({
    entra: entra.extend({ permissions: entra.shape.permissions.unwrap().extend({ added: leaf }).optional() }),
  });

describe('every leaf of the spec', () => {
  test('changes a plan, or is one that only a run uses', () => {
    expect(problemsOfLeaves(walk)).toEqual([]);
  });

  test('is walked, lists and optional ones too', () => {
    const leaves = leavesOf(specSchema);
    expect(leaves.length).toBeGreaterThanOrEqual(20);
    expect(leaves.filter(({ optional }) => optional).map(({ name }) => name)).toEqual([
      'entra.application.appId',
      'entra.permissions.application',
      'entra.permissions.delegated',
      'entra.secret.renewBefore',
      'entra.secret.overlap',
      'truu.directory.previousName',
      'truu.primaryUserIdentifier',
      'truu.cluster',
    ]);
  });

  const known = leavesOf(specSchema).filter(({ name }) => walk.exempt[name] === undefined);

  test.each(known.map((leaf) => [leaf.name, leaf] as const))('is missed when the plan ignores %s', (name, { path }) => {
    const original = valueAt(specSchema.parse(walk.sample), path);
    const ignoring = problemsOfLeaves({ ...walk, result: (spec) => walk.result(withValue(spec, path, original)) });
    expect(ignoring.length).toBeGreaterThan(0);
    expect(ignoring.filter((problem) => !problem.startsWith(`${name} `))).toEqual([]);
  });

  test.each([
    ['a switch', withDirectory(z.boolean().default(false)), 'truu.directory.added changed'],
    ['an optional text', withDirectory(z.string().optional()), 'truu.directory.added changed'],
    ['a duration', withSecret(z.iso.duration().default('P1D')), 'entra.secret.added changed'],
    ['a number', withSecret(z.number().int().optional()), 'entra.secret.added changed'],
    ['an enumeration', withPermissions(z.enum(['one', 'two']).default('one')), 'entra.permissions.added changed'],
    ['an optional list', withPermissions(z.array(z.string()).optional()), 'entra.permissions.added with one more'],
    [
      'a block with one key',
      withRoot(z.strictObject({ inner: z.guid().optional() }).optional()),
      'added.inner changed',
    ],
  ])('is missed when the schema alone has it: %s', (_what, schema, problem) => {
    expect(problemsOfLeaves({ ...walk, schema })).toEqual([`${problem}: ${added}`]);
  });

  test('is reported when no other value of it is known', () => {
    const schema = withRoot(z.union([z.string(), z.boolean()]).optional());
    expect(problemsOfLeaves({ ...walk, schema })).toEqual(['added changed: no valid value is known']);
  });

  test('is exempt only while it exists and changes no plan', () => {
    const exempt = { ...walk.exempt, 'health.patience': 'gone', 'truu.cluster': 'changes plans' };
    expect(problemsOfLeaves({ ...walk, exempt })).toEqual([
      'truu.cluster changed: is exempt, and matters',
      'truu.cluster left out: is exempt, and matters',
      'health.patience: is exempt, and does not exist',
    ]);
  });
});
