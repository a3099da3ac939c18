import fc from 'fast-check';
import { errorCatalog, type ErrorCode } from '../../../src/catalog/errors.ts';
import { makePlan } from '../../../src/plan/make-plan.ts';
import { finding, note } from '../../../src/plan/changes.ts';
import { environmentRules } from '../../../src/plan/environment.ts';
import { addressOf } from '../../../src/plan/target.ts';
import type { Change, Note, Plan } from '../../../src/plan/types.ts';
import { modes } from '../../../src/catalog/modes.ts';
import type { Failure, PermissionRow, Report, SecretRow } from '../../../src/report/report.ts';
import type { Diagnostic } from '../../../src/spec/diagnostic.ts';
import type { RequestRecord } from '../../../src/support/requests.ts';
import type { HealthSample } from '../../../src/truu/model.ts';
import { hostileOrLong } from '../../support/arbitraries.ts';
import { nothing, planInput } from '../../support/plan-samples.ts';

const text = hostileOrLong;
const maybe = fc.option(text, { nil: null });
const several = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { maxLength: 3 });
const ordinary = makePlan(planInput(nothing)).plan;

const range = text.map((file) => ({ file, line: 3, column: 1, endLine: 3, endColumn: 9 }));

const diagnostic: fc.Arbitrary<Diagnostic> = fc.record({
  code: fc.constant('SPEC_UNKNOWN_KEY' as const),
  message: text,
  fix: text,
  range,
});

const failure: fc.Arbitrary<Failure> = fc
  .record({
    code: fc.constantFrom(...(Object.keys(errorCatalog) as ErrorCode[])),
    message: text,
    fix: text,
    evidence: several(fc.record({ name: text, value: text })),
    requestId: maybe,
    leftBehind: several(text),
  })
  .map((one) => ({
    ...one,
    // Of this code the sentence is our own, and stands in the verdict.
    message: one.code === 'PLAN_DRIFT' ? '2 changes are wanted.' : one.message,
    title: errorCatalog[one.code].title,
    category: errorCatalog[one.code].category,
  }));

const value = fc.oneof(text, maybe, fc.boolean(), several(text));

/** Titles and reasons are our own words; names in addresses, values and the file are not. */
const change: fc.Arbitrary<Change> = fc
  .record({
    like: fc.constantFrom(...ordinary.changes),
    name: text,
    fields: several(fc.record({ path: fc.constantFrom('displayName', 'domain'), before: value, after: value })),
    range,
    skipReason: fc.constantFrom(null, 'allow-removals' as const, 'unlisted' as const, 'mode' as const),
  })
  .map(({ like, name, ...rest }) => {
    const isNamed = like.target.kind === 'permission' || like.target.kind === 'cluster';
    const target = isNamed ? { ...like.target, name } : like.target;
    return { ...like, ...rest, target, address: addressOf(target) };
  });

const noted: fc.Arbitrary<Note> = fc
  .record({ of: fc.constantFrom(note, finding), name: text, names: several(text) })
  .map(({ of, name, names }) =>
    of({ kind: 'federated-credential', name }, 'A certificate can log in as the registration', ...names),
  );

const plan: fc.Arbitrary<Plan> = fc
  .record({ changes: several(change), notes: several(noted) })
  .map((more) => ({ ...ordinary, ...more }));

const sample: fc.Arbitrary<HealthSample> = fc.record({
  at: maybe,
  status: text,
  credentialKeyId: maybe,
  checkedAt: maybe,
  checks: several(
    fc.record({ name: text, status: text, code: fc.oneof(maybe, fc.constant('AADSTS7000222')), message: maybe }),
  ),
  staleReason: fc.constantFrom(null, 'measured with another secret'),
});

const secretRow: fc.Arbitrary<SecretRow> = fc.record({
  keyId: text,
  displayName: maybe,
  startsOn: text,
  expiresOn: text,
  role: fc.constantFrom('held', 'overlap', 'due', 'in-use', 'orphaned', 'foreign'),
  use: fc.constantFrom('reported', 'unreported', 'unknown'),
  lastUsedOn: maybe,
  ours: fc.boolean(),
  reason: fc.constant('made by hand'),
});

const permission: fc.Arbitrary<PermissionRow> = fc.record({
  type: fc.constantFrom('application', 'delegated'),
  name: text,
  description: fc.constantFrom(null, 'read every group'),
  tier: fc.constantFrom(null, 0, 1, 2),
  listed: fc.option(fc.boolean(), { nil: null }),
  requested: fc.boolean(),
  granted: fc.boolean(),
  allowed: fc.boolean(),
});

const status = fc.option(fc.integer({ min: 200, max: 599 }), { nil: null });
const request: fc.Arbitrary<RequestRecord> = fc.record({
  service: fc.constantFrom('graph', 'entra', 'truu', 'key-vault'),
  method: fc.constantFrom('GET', 'POST'),
  path: text,
  status,
  failure: fc.constantFrom(null, 'timeout', 'network', 'cancelled', 'not-sent'),
  requestId: maybe,
  attempts: fc.integer({ min: 1, max: 5 }),
  items: several(fc.record({ method: text, path: text, status })),
});

const fields = fc.record({
  configurationName: text,
  domain: text,
  allUsersShareUpnSuffix: fc.boolean(),
  autoRemoveDevices: fc.boolean(),
  tenantId: text,
  clientId: text,
  primaryUserIdentifier: maybe,
  cluster: maybe,
});
const place = fc.constantFrom(
  { kind: 'portal' } as const,
  {
    kind: 'key-vault',
    vault: 'https://kv.vault.azure.net',
    secret: '@octocat `x`',
  } as const,
);
const handOff: fc.Arbitrary<NonNullable<Report['handOff']>> = fc.record({
  healthSource: fc.constantFrom('entra+person', 'entra', 'person', null),
  known: fc.record({
    evidence: fc.constantFrom('readable', 'silent', 'unreadable', 'not-declared'),
    keyId: maybe,
    keyExpiresOn: maybe,
    usedOn: maybe,
    readOn: text,
    reportOf: maybe,
    confirmedBy: maybe,
    confirmedAt: maybe,
    confirmedKeyId: maybe,
    confirmedFields: fc.option(fields, { nil: null }),
  }),
  ask: fc.option(
    fc.record({
      asksKey: fc.boolean(),
      delivered: fc.option(fc.record({ keyId: text, url: text, hint: fc.option(text, { nil: null }) }), { nil: null }),
      first: fc.boolean(),
      fields,
      before: fc.option(fields, { nil: null }),
      differing: fc.subarray(['configurationName', 'domain', 'clientId', 'cluster'] as const),
      assignees: several(text),
      secret: fc.record({ description: text, lifetime: fc.constantFrom('P1Y', 'P6M', 'P90D') }),
      adminCenter: fc.constant('https://entra.microsoft.com'),
      place,
      placeBefore: fc.option(place, { nil: null }),
    }),
    { nil: null },
  ),
  actBefore: maybe,
  // GitHub's own answer for an issue of the repository.
  issueUrl: fc.constantFrom(null, 'https://github.com/contoso/identity/issues/2'),
});

const run: fc.Arbitrary<NonNullable<Report['run']>> = fc.record({
  actor: maybe,
  triggeringActor: maybe,
  event: maybe,
  repository: maybe,
  commit: fc.oneof(maybe, fc.constant('a'.repeat(40))),
  ref: maybe,
  pullRequest: fc.option(fc.record({ number: fc.nat(), headCommit: maybe }), { nil: null }),
  workflow: maybe,
  runId: fc.option(fc.nat(), { nil: null }),
  attempt: fc.option(fc.nat(), { nil: null }),
  approvals: fc.option(
    several(fc.record({ by: maybe, state: fc.constantFrom('approved', 'rejected'), environments: several(text) })),
    { nil: null },
  ),
  // Of the clock of the process.
  startedAt: fc.constant('2026-11-25T10:00:00.000Z'),
  endedAt: fc.constant('2026-11-25T10:00:05.000Z'),
  action: fc.record({ version: fc.constant('0.1.0'), repository: maybe, ref: maybe, digest: maybe }),
});

/** A report in which everything that comes from a spec or a remote is hostile text. */
export const hostileReport: fc.Arbitrary<Report> = fc.record({
  mode: fc.constantFrom(...modes, null),
  result: fc.constantFrom(
    'in-sync',
    'changes',
    'drift',
    'applied',
    'renewed',
    'waiting',
    'refused',
    'failed',
    'cancelled',
  ),
  sync: fc.constantFrom('in-sync', 'out-of-sync', 'unknown'),
  health: fc.constantFrom('healthy', 'not-healthy', 'unknown', 'not-asked'),
  red: fc.boolean(),
  skipped: fc.constantFrom(null, 'Only the spec was checked.'),
  specFile: text,
  directoryName: maybe,
  tenant: maybe,
  cloud: maybe,
  diagnostics: several(diagnostic),
  plan: fc.option(plan, { nil: null }),
  remaining: fc.option(plan, { nil: null }),
  steps: several(
    fc.record({
      kind: fc.constant('grant' as const),
      changes: several(text),
      outcome: fc.constantFrom('done', 'failed', 'skipped'),
      message: text,
    }),
  ),
  environment: fc.option(fc.record({ name: maybe, rule: fc.constantFrom(...environmentRules) }), { nil: null }),
  healthTimeline: several(sample),
  secrets: several(secretRow),
  permissions: several(permission),
  unmanaged: several(
    fc.record({ title: fc.constant('Other clusters'), names: several(text), reason: fc.constant('so') }),
  ),
  loginRoles: fc.option(several(text), { nil: null }),
  requests: several(request),
  failures: several(failure),
  warnings: several(failure),
  handOff: fc.option(handOff, { nil: null }),
  clientId: maybe,
  directoryId: maybe,
  applicationObjectId: maybe,
  servicePrincipalObjectId: maybe,
  secretExpiresOn: maybe,
  daysLeft: fc.option(fc.integer(), { nil: null }),
  rotated: fc.boolean(),
  auditEvents: fc.option(several(fc.record({ at: text, actor: text, activity: text })), { nil: null }),
  run: fc.option(run, { nil: null }),
  published: fc.option(
    fc.record({ commentUrl: maybe, issueUrl: maybe, changedSinceLastRun: fc.option(fc.boolean(), { nil: null }) }),
    { nil: null },
  ),
});
