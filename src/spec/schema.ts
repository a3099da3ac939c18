import { z } from 'zod';
import { cloudNames } from '../catalog/clouds.ts';
import { settingSpecShape } from '../catalog/directory-settings.ts';
import { permissions } from '../catalog/permissions.ts';
import type { PermissionType } from '../catalog/permissions.ts';
import { defaults } from './defaults.ts';

/** The error codes of string formats. The schema passes them to the diagnostic as its messages. */
export const ruleCodes = {
  guid: 'SPEC_INVALID_GUID',
  duration: 'SPEC_INVALID_DURATION',
} as const;

const guid = z
  .string()
  .regex(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i, { error: ruleCodes.guid })
  .toLowerCase();

const duration = z.iso.duration({ error: ruleCodes.duration });

const namesOf = (type: PermissionType): readonly string[] =>
  permissions.filter((permission) => permission.type === type).map((permission) => permission.name);

/** A list of permissions. The rules check the names; the enumeration is for completion in editors. */
const permissionList = (type: PermissionType) => z.array(z.string().meta({ enum: namesOf(type) })).optional();

const application = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(120)
    .default(defaults.entra.application.name)
    .describe('Display name of the app registration.'),
  uniqueName: z
    .string()
    .min(1)
    .max(256)
    .default(defaults.entra.application.uniqueName)
    .describe(
      'Alternate key of the app registration in Microsoft Graph, by which the action finds it. Cannot be changed once set.',
    ),
  appId: guid
    .optional()
    .describe(
      'Application (client) ID of the app registration to adopt. It must equal the input application-id, which alone adopts.',
    ),
});

const permissionLists = z.strictObject({
  application: permissionList('application').describe(
    'Application permissions on Microsoft Graph. Absent: not managed. Empty: none.',
  ),
  delegated: permissionList('delegated').describe(
    'Delegated permissions on Microsoft Graph, for all users. Absent: not managed. Empty: none.',
  ),
  unlisted: z
    .enum(['report', 'remove'])
    .default(defaults.entra.permissions.unlisted)
    .describe(
      'What happens to permissions that are granted but not listed. The value remove also requires the input allow-removals.',
    ),
});

const secret = z.strictObject({
  description: z
    .string()
    .min(1)
    .max(64)
    .default(defaults.entra.secret.description)
    .describe('Description of the client secrets that the action creates.'),
  lifetime: duration
    .default(defaults.entra.secret.lifetime)
    .describe('Lifetime of a new secret, as an ISO 8601 duration; at most two years.'),
  renewBefore: duration
    .optional()
    .describe(
      'How long before it expires a secret is rotated; shorter than lifetime. Absent: P30D; with the console connection P60D, or half of lifetime where that is shorter.',
    ),
  overlap: duration
    .optional()
    .describe(
      'How long the previous secret is kept after TruU accepts the new one; shorter than renewBefore. PT0S: not at all. Absent: P3D, or half of renewBefore where that is shorter.',
    ),
});

const entra = z.strictObject({
  tenant: guid.describe('Directory (tenant) ID.'),
  cloud: z.enum(cloudNames).default(defaults.entra.cloud).describe('Cloud of the tenant.'),
  application: application.prefault({}).describe('The app registration.'),
  permissions: permissionLists.optional().describe('Microsoft Graph permissions of the app registration.'),
  secret: secret.prefault({}).describe('The client secret that TruU holds.'),
});

const directory = z.strictObject({
  ...settingSpecShape,
  previousName: z
    .string()
    .min(1)
    .max(256)
    .optional()
    .describe(
      'Configuration Name that the directory has until now. Needed to rename it; without it a directory under another name is refused.',
    ),
});

const truu = z.strictObject({
  directory: directory.describe('The TruU directory.'),
  primaryUserIdentifier: z
    .string()
    .min(1)
    .max(256)
    .optional()
    .describe(
      'Primary User Identifier in the Global Attributes. Applies to the whole TruU tenant. Absent: not managed.',
    ),
  cluster: z
    .string()
    .min(1)
    .max(256)
    .optional()
    .describe('Name of the Identity Server cluster to connect to the directory. Absent: not managed.'),
});

/** The schema of the spec. The type, the defaults and the JSON Schema for editors are derived from it. */
export const specSchema = z
  .strictObject({
    version: z.literal(1).describe('Version of this format.'),
    entra: entra.describe('The Microsoft Entra side.'),
    truu: truu.describe('The TruU side.'),
    health: z
      .strictObject({
        timeout: duration.default(defaults.health.timeout).describe('How long apply waits for TruU to report Healthy.'),
        maxAge: duration
          .default(defaults.health.maxAge)
          .describe('How old a health result of TruU may be. An older one is unknown, which is never green.'),
      })
      .prefault({})
      .describe('Health check after apply.'),
  })
  .describe('A Microsoft Entra app registration and the TruU directory that uses it.');

/** A valid spec with its defaults. */
export type Spec = z.output<typeof specSchema>;
