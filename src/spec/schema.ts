import { z } from 'zod';
import { cloudNames } from '../catalog/clouds.ts';
import { settingSpecShape } from '../catalog/directory-settings.ts';
import { permissions } from '../catalog/permissions.ts';
import type { PermissionType } from '../catalog/permissions.ts';
import { defaults } from './defaults.ts';

/** The kinds of rule that a text can break, carried from the schema to the diagnostic's code. */
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

/** Names are checked against the catalogue by the rules; the enumeration is for editors, which complete it. */
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
      "Graph's alternate key, by which the action finds its registration again. Cannot be changed once it is set.",
    ),
  appId: guid
    .optional()
    .describe('Application (client) ID of an existing registration to adopt; uniqueName is then given to it once.'),
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
      'What becomes of permissions that are held and not listed; removing also needs the input allow-removals.',
    ),
});

const secret = z.strictObject({
  description: z
    .string()
    .min(1)
    .max(64)
    .default(defaults.entra.secret.description)
    .describe('Description of the client secrets that the action makes.'),
  lifetime: duration
    .default(defaults.entra.secret.lifetime)
    .describe('How long a new secret lives (ISO 8601); at most two years.'),
  renewBefore: duration
    .default(defaults.entra.secret.renewBefore)
    .describe('How long before its end the secret is rotated; shorter than lifetime.'),
  overlap: duration
    .default(defaults.entra.secret.overlap)
    .describe('How long the previous secret outlives the hand-over; PT0S is allowed; shorter than renewBefore.'),
});

const entra = z.strictObject({
  tenant: guid.describe('Directory (tenant) ID.'),
  cloud: z.enum(cloudNames).default(defaults.entra.cloud).describe('The cloud of the tenant.'),
  application: application.prefault({}).describe('The app registration.'),
  permissions: permissionLists.optional().describe('What the registration may do in Microsoft Graph.'),
  secret: secret.prefault({}).describe('The client secret that TruU holds.'),
});

const directory = z.strictObject(settingSpecShape);

const truu = z.strictObject({
  directory: directory.describe('The TruU directory.'),
  primaryUserIdentifier: z
    .string()
    .min(1)
    .max(256)
    .optional()
    .describe('Primary User Identifier of the Global Attributes, for the whole TruU tenant. Absent: not managed.'),
  cluster: z
    .string()
    .min(1)
    .max(256)
    .optional()
    .describe('Name of the Identity Server cluster to connect to the directory. Absent: not managed.'),
});

/** The one schema of the spec: it gives the type, the defaults, the rules and the JSON Schema of editors. */
export const specSchema = z
  .strictObject({
    version: z.literal(1).describe('Version of this format.'),
    entra: entra.describe('The Microsoft Entra side.'),
    truu: truu.describe('The TruU side.'),
    health: z
      .strictObject({
        timeout: duration.default(defaults.health.timeout).describe('How long apply waits for TruU to report Healthy.'),
      })
      .prefault({})
      .describe('When the integration counts as done.'),
  })
  .describe('A Microsoft Entra registration and the TruU directory that uses it.');

/** A spec with its defaults filled in. */
export type Spec = z.output<typeof specSchema>;
