import { z } from 'zod';
import { errorCatalog, type ErrorCode } from '../../catalog/errors.ts';
import { modes } from '../../catalog/modes.ts';
import { environmentRules } from '../../plan/environment.ts';
import { targetSchema } from '../../plan/target.ts';
import { dangers } from '../../plan/types.ts';
import { stepKinds } from '../parts/labels.ts';
import { changeParts } from '../parts/schemas.ts';
import { secretRoleNames } from '../../catalog/secret-roles.ts';
import { specCodes } from '../../spec/diagnostic.ts';
import { services } from '../../support/requests.ts';
import type { Report } from '../report.ts';
import { reportedLinks, runRecord } from './run.ts';

/** Changes when a reader of the previous version would misread the new one. */
export const reportVersion = 2;

const list = <T extends z.ZodType>(one: T) => z.array(one).readonly();
const text = z.string();
const maybe = text.nullable();

const range = z.object({
  file: text,
  line: z.number().int(),
  column: z.number().int(),
  endLine: z.number().int(),
  endColumn: z.number().int(),
});

const errorCode = z.enum(Object.keys(errorCatalog) as [ErrorCode, ...ErrorCode[]]);
const stepKind = z.enum(stepKinds);

const change = z.object({
  target: targetSchema.describe('What it is about, as data.'),
  address: changeParts.address.describe('The target as side/kind/key, unique within a plan.'),
  act: changeParts.act,
  title: text,
  fields: changeParts.fields,
  range: range.nullable().describe('Where the spec sets it.'),
  danger: z.enum(dangers),
  skipReason: changeParts.skipReason.describe('Why apply skips it; null: apply makes this change.'),
  reason: maybe.describe('Null where the fields say it.'),
  dueByTime: z.boolean().describe('Due only because of time.'),
  renews: z.boolean().describe('Whether mode renew carries it out.'),
  settling: z.boolean().describe('Another run may make it superfluous: drift is not red on it yet.'),
});

const plan = z.object({
  changes: list(change).describe('The most dangerous first.'),
  steps: list(
    z.object({
      id: text,
      kind: stepKind,
      changes: list(text).describe('Addresses of the changes that it makes.'),
      dependsOn: list(text),
      permissions: list(text).describe('Graph application permissions that the identity needs for it.'),
    }),
  ),
  notes: list(
    z.object({
      level: z.enum(['note', 'finding']),
      target: targetSchema,
      address: text,
      message: text,
      names: list(text),
    }),
  ),
  refusals: list(
    z.object({
      code: errorCode,
      message: text,
      fix: maybe,
      range: range.nullable(),
      evidence: list(z.object({ name: text, value: text })),
    }),
  ),
  fingerprint: text.regex(/^[0-9a-f]{64}$/).describe('SHA-256; equal for equal plans.'),
  trustInputs: z.record(text, text).describe('Inputs that decide trust, by name; part of the fingerprint.'),
});

const failure = z.object({
  code: errorCode,
  title: text,
  message: text,
  fix: text,
  category: z.enum(['user-action', 'service', 'bug']),
  evidence: list(
    z.object({
      name: text,
      value: text,
      range: range.exactOptional().describe('The place in the spec that the value names.'),
      command: z.boolean().exactOptional().describe('Whether the value is a command, to be copied whole.'),
    }),
  ),
  requestId: maybe,
  leftBehind: list(text),
});

const sample = z.object({
  at: maybe,
  status: text,
  credentialKeyId: maybe,
  checkedAt: maybe,
  checks: list(z.object({ name: text, status: text, code: maybe, message: maybe })),
  staleReason: maybe.describe('Why the sample does not count; null when it counts.'),
});

const secret = z.object({
  keyId: text,
  displayName: maybe,
  startsOn: text,
  expiresOn: text,
  role: z.enum(secretRoleNames),
  use: z.enum(['reported', 'unreported', 'unknown']).describe('Sign-in activity that Entra records; it can lag.'),
  lastUsedOn: maybe,
  ours: z.boolean(),
  reason: text,
});

const permission = z.object({
  type: z.enum(['application', 'delegated']),
  name: text,
  description: maybe,
  tier: z.union([z.literal(0), z.literal(1), z.literal(2)]).nullable(),
  listed: z.boolean().nullable().describe('Null: the spec does not manage this type.'),
  requested: z.boolean(),
  granted: z.boolean(),
  allowed: z.boolean(),
});

const status = z.number().int().nullable();
const request = z.object({
  service: z.enum(services),
  method: text,
  path: text.describe('Path; of the query only $select.'),
  status: status.describe('Null when there was no response.'),
  failure: z.enum(['network', 'timeout', 'cancelled', 'too-long', 'not-sent']).nullable(),
  requestId: maybe,
  attempts: z.number().int(),
  items: list(z.object({ method: text, path: text, status })).describe('The items of a $batch.'),
});

const consoleFields = z.object({
  configurationName: text,
  domain: text,
  allUsersShareUpnSuffix: z.boolean(),
  autoRemoveDevices: z.boolean(),
  tenantId: text,
  clientId: text,
  primaryUserIdentifier: maybe,
  cluster: maybe,
});
const place = z.union([
  z.object({ kind: z.literal('portal') }),
  z.object({ kind: z.literal('key-vault'), vault: text, secret: text }),
]);
const handOff = z.object({
  healthSource: z.enum(['truu', 'entra+person', 'entra', 'person']).nullable().describe('Null: health is not known.'),
  known: z.object({
    evidence: z.enum(['readable', 'silent', 'unreadable', 'not-declared']),
    keyId: maybe.describe('The key that TruU uses, as far as it is known.'),
    keyExpiresOn: maybe,
    usedOn: maybe.describe("Its last login in Entra's report; null proves nothing."),
    readOn: text,
    reportOf: maybe,
    confirmedBy: maybe,
    confirmedAt: maybe,
    confirmedKeyId: maybe,
    confirmedFields: consoleFields.nullable(),
  }),
  ask: z
    .object({
      asksKey: z.boolean().describe('Whether a new client secret is to be pasted.'),
      delivered: z
        .object({ keyId: text, url: text, hint: maybe })
        .nullable()
        .describe('The secret to be copied from its place; null: the person adds it, or it is not there yet.'),
      first: z.boolean(),
      fields: consoleFields.extend({ clientId: maybe }),
      before: consoleFields.nullable(),
      differing: list(consoleFields.keyof()),
      assignees: list(text),
      secret: z.object({ description: text, lifetime: text }),
      adminCenter: text,
      place: place.describe('Who can read the new secret until it is pasted.'),
      placeBefore: place.nullable(),
    })
    .nullable()
    .describe('What a person is asked, or will be; null: nothing.'),
  actBefore: maybe.describe('When something stops if nobody acts.'),
  issueUrl: maybe,
});

/** The schema of report.json: the JSON Schema is generated from it, and it validates a report that is read. */
export const reportSchema = z
  .object({
    version: z.literal(reportVersion).describe('Version of this format.'),
    mode: z.enum(modes).nullable().describe('Null when the inputs could not be read.'),
    result: z.enum([
      'in-sync',
      'changes',
      'drift',
      'applied',
      'renewed',
      'waiting',
      'skipped',
      'refused',
      'failed',
      'cancelled',
    ]),
    sync: z.enum(['in-sync', 'out-of-sync', 'unknown']),
    health: z.enum(['healthy', 'not-healthy', 'unknown', 'not-asked']),
    red: z.boolean().describe('Whether the job fails.'),
    skipped: maybe.describe(
      'Why mode check ran instead of the requested mode, or why a comment started nothing; null otherwise.',
    ),
    specFile: text.describe('Path of the spec, relative to the workspace.'),
    directoryName: maybe,
    tenant: maybe,
    cloud: maybe,
    diagnostics: list(z.object({ code: z.enum(specCodes), message: text, fix: text, range })),
    plan: plan.nullable().describe('The first plan of the run.'),
    remaining: plan.nullable().describe('The plan after the writes.'),
    steps: list(
      z.object({
        kind: z.enum([...stepKind.options, 'wait-for-healthy']),
        changes: list(text).describe('Addresses of the changes that it makes.'),
        outcome: z.enum(['done', 'failed', 'skipped']),
        message: text,
      }),
    ),
    environment: z
      .object({ name: maybe, rule: z.enum(environmentRules) })
      .nullable()
      .describe('The deployment environment of the job, and which branches may use it; null when it was not read.'),
    healthTimeline: list(sample),
    secrets: list(secret).describe('By key ID, without their values.'),
    permissions: list(permission),
    unmanaged: list(z.object({ title: text, names: list(text), reason: text })),
    loginRoles: list(text).nullable(),
    requests: list(request),
    failures: list(failure),
    warnings: list(failure).describe('What a person must see though the run is green.'),
    handOff: handOff
      .nullable()
      .describe('What people and Entra say where a person serves TruU; null: TruU was asked itself.'),
    clientId: maybe,
    directoryId: maybe.describe('Of the directory in TruU; null where a person serves TruU.'),
    applicationObjectId: maybe,
    servicePrincipalObjectId: maybe,
    secretExpiresOn: maybe,
    daysLeft: z
      .number()
      .int()
      .nullable()
      .describe("Whole days until that by Graph's clock; negative once it has passed."),
    rotated: z.boolean(),
    auditEvents: list(z.object({ at: text, actor: text, activity: text }))
      .nullable()
      .describe("Recent changes in Entra's audit log, the newest first; null: not requested, or not readable."),
    run: runRecord.nullable().describe('Who ran what, and when.'),
    published: reportedLinks.nullable().describe('What the run shows on GitHub; null: nothing was published there.'),
  })
  .describe('The result of one run of the TruU Entra directory action.');

/** The content of report.json. */
export type ReportJson = z.infer<typeof reportSchema>;

/** The report as JSON; fields that the schema does not have are left out. */
export const toJson = (report: Report): string =>
  `${JSON.stringify(reportSchema.parse({ version: reportVersion, ...report } satisfies ReportJson), null, 2)}\n`;

/** A report from JSON of unknown origin; null when it is not a report of this version. */
export const fromJson = (json: string): Report | null => {
  try {
    const { version: _version, ...report } = reportSchema.parse(JSON.parse(json));
    return report;
  } catch {
    return null;
  }
};
