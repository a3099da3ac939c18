import { z } from 'zod';

const text = z.string();
const keyId = text.nullable();
const kind = <K extends string, S extends z.ZodRawShape>(name: K, shape: S) =>
  z.object({ kind: z.literal(name), ...shape }).readonly();

/** The targets as data of report.json; `Target` is their type. */
export const targetSchema = z.discriminatedUnion('kind', [
  kind('application', {}),
  kind('application-property', {
    property: z.enum([
      'displayName',
      'uniqueName',
      'signInAudience',
      'lock',
      'publicClient',
      'isDisabled',
      'disabledByMicrosoftStatus',
    ]),
  }),
  kind('adoption', {}),
  kind('service-principal', {}),
  kind('service-principal-credential', { keyId: text }),
  /** `tier` and `description` are null where the catalogue does not know it. */
  kind('permission', {
    type: z.enum(['application', 'delegated']),
    name: text,
    tier: z.literal([0, 1, 2]).nullable(),
    description: text.nullable(),
  }),
  /** Without a key id: the secret that TruU is to hold. */
  kind('secret', { keyId }),
  /** Without a key id: the use of all secrets. */
  kind('secret-use', { keyId }),
  /** That a secret or a certificate expires soon. */
  kind('expiry', { keyId: text }),
  kind('owner', { id: text }),
  kind('service-principal-owner', { id: text }),
  kind('directory-role', { id: text }),
  /** An app role on another API than Microsoft Graph. */
  kind('app-role', { resourceId: text, roleId: text }),
  kind('redirect-uri', { uri: text }),
  kind('certificate', { keyId: text }),
  kind('federated-credential', { name: text }),
  kind('directory', {}),
  kind('directory-setting', { setting: text }),
  /** The ids by which TruU logs in; set together with a secret. */
  kind('directory-identity', { field: z.enum(['tenantId', 'clientId']) }),
  kind('primary-user-identifier', {}),
  kind('cluster', { name: text }),
]);

/** What a change or a note is about. Names in it are foreign text. */
export type Target = z.infer<typeof targetSchema>;
/** The kind of a target. */
export type TargetKind = Target['kind'];
/** The targets of some kinds. */
export type TargetOf<K extends TargetKind> = Extract<Target, { readonly kind: K }>;

/** The remote on which a target lies. */
export type Side = 'entra' | 'truu';

type Part = string | null;

/** Where each kind of target lies, and the parts of its address. */
const places: { readonly [K in TargetKind]: readonly [Side, (target: TargetOf<K>) => readonly Part[]] } = {
  application: ['entra', () => ['application']],
  'application-property': ['entra', ({ property }) => ['application', property]],
  adoption: ['entra', () => ['adoption']],
  'service-principal': ['entra', () => ['service-principal']],
  'service-principal-credential': ['entra', (target) => ['service-principal', 'credential', target.keyId]],
  permission: ['entra', ({ type, name }) => ['permission', type, name]],
  secret: ['entra', (target) => ['secret', target.keyId]],
  'secret-use': ['entra', (target) => ['secret-use', target.keyId]],
  expiry: ['entra', (target) => ['expiry', target.keyId]],
  owner: ['entra', ({ id }) => ['owner', id]],
  'service-principal-owner': ['entra', ({ id }) => ['service-principal', 'owner', id]],
  'directory-role': ['entra', ({ id }) => ['directory-role', id]],
  'app-role': ['entra', ({ resourceId, roleId }) => ['app-role', resourceId, roleId]],
  'redirect-uri': ['entra', ({ uri }) => ['redirect-uri', uri]],
  certificate: ['entra', (target) => ['certificate', target.keyId]],
  'federated-credential': ['entra', ({ name }) => ['federated-credential', name]],
  directory: ['truu', () => ['directory']],
  'directory-setting': ['truu', ({ setting }) => ['directory', setting]],
  'directory-identity': ['truu', ({ field }) => ['directory', field]],
  'primary-user-identifier': ['truu', () => ['primary-user-identifier']],
  cluster: ['truu', ({ name }) => ['cluster', name]],
};

/** The remote on which a target lies. */
export const sideOf = ({ kind: of }: Target): Side => places[of][0];

/** `side/kind/key`: equal for equal targets, and for people to read. No code reads it back. */
export const addressOf = (target: Target): string => {
  const segments = places[target.kind][1] as (one: Target) => readonly Part[];
  return [sideOf(target), ...segments(target)].filter((part) => part !== null).join('/');
};
