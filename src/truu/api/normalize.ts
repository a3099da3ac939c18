import { z } from 'zod';
import { settingWireShape } from '../../catalog/directory-settings.ts';
import { brokenContract, isOk, truuError, type TruuAnswer } from './answer.ts';
import type { DirectoryState, HealthSample, Versioned } from '../model.ts';
import type { components } from './wire.ts';

/** What we read of the contract. Fields that we do not know are let be; fields that we need must be there. */
const credential = z.object({
  // Required though it may be null: an answer without it does not say which secret TruU holds.
  secretKeyId: z.string().nullable(),
  acceptedAt: z.string().nullable(),
  expiresAt: z.string().nullish(),
});

const directory = z.object({
  id: z.string().min(1),
  ...settingWireShape,
  tenantId: z.string().nullable(),
  clientId: z.string().nullable(),
  credential: credential.nullable(),
  updatedAt: z.string(),
});

const listed = z.object({
  id: z.string().min(1),
  type: z.string(),
  configurationName: z.string(),
  tenantId: z.string().nullable(),
  clientId: z.string().nullable(),
});

const check = z.object({
  name: z.string(),
  status: z.string(),
  code: z.string().nullish(),
  message: z.string().nullish(),
});

const health = z.object({
  status: z.string(),
  checkedAt: z.string().nullable(),
  credentialKeyId: z.string().nullable(),
  checks: z.array(check).readonly(),
});

const page = <T extends z.ZodType>(item: T) =>
  z.object({ page: z.number().int(), totalPages: z.number().int(), items: z.array(item).readonly() });

/** Holds a schema against the generated types: what the contract promises must be what we can read. */
const reads =
  <Wire>() =>
  <S extends z.ZodType>(schema: Wire extends z.input<S> ? S : never): S =>
    schema;

type Wire = components['schemas'];

const schemas = {
  directory: reads<Wire['Directory']>()(directory),
  health: reads<Wire['Health']>()(health),
  directories: reads<Wire['DirectoryPage']>()(page(listed)),
  clusters: reads<Wire['ClusterPage']>()(page(z.object({ id: z.string().min(1), name: z.string() }))),
  connection: reads<Wire['DirectoryConnection']>()(z.object({ directoryId: z.string().nullable() })),
  primaryUserIdentifier: reads<Wire['PrimaryUserIdentifier']>()(
    z.object({ primaryUserIdentifier: z.string().nullable() }),
  ),
  accepted: reads<Wire['AcceptedCredential']>()(z.object({ secretKeyId: z.string().nullable() })),
} as const;

/** A page of directories, or of clusters. */
export type Listed = z.infer<typeof listed>;
/** The names of the bodies that are read. */
export type BodyName = keyof typeof schemas;
/** A body of the contract, checked. */
export type Body<N extends BodyName> = z.infer<(typeof schemas)[N]>;

/** The body of a good answer, checked against the contract. Throws TRUU_…; a field that is missing is named. */
export const bodyOf = <N extends BodyName>(answer: TruuAnswer, name: N, operation: string): Body<N> => {
  if (!isOk(answer)) throw truuError(answer, operation);
  const parsed = schemas[name].safeParse(answer.body);
  if (parsed.success) return parsed.data as Body<N>;
  const field = parsed.error.issues[0]?.path.join('.') ?? '';
  throw brokenContract(answer, operation, field === '' ? undefined : `the field ${field} is missing or wrong`);
};

/** The ETag of a good answer. Throws TRUU_CONTRACT when it has none. */
export const etagOf = (answer: TruuAnswer, operation: string): string => {
  if (answer.etag !== null && answer.etag !== '') return answer.etag;
  throw brokenContract(answer, operation, 'it has no ETag');
};

/** A value with its ETag. */
export const versioned = <T>(answer: TruuAnswer, operation: string, value: T): Versioned<T> => ({
  value,
  version: etagOf(answer, operation),
});

/** A directory as we compare it; ids in lower case. */
export const toDirectory = (answer: TruuAnswer, operation: string, healthNow: HealthSample | null): DirectoryState => {
  const wire = bodyOf(answer, 'directory', operation);
  const { credential: held, tenantId, clientId, ...rest } = wire;
  return {
    ...rest,
    version: etagOf(answer, operation),
    tenantId: tenantId?.toLowerCase() ?? null,
    clientId: clientId?.toLowerCase() ?? null,
    credential: {
      secretKeyId: held?.secretKeyId?.toLowerCase() ?? null,
      acceptedAt: held?.acceptedAt ?? null,
      expiresAt: held?.expiresAt ?? null,
    },
    health: healthNow,
  };
};

/** A health answer as a sample, not yet judged. */
export const toHealthSample = (answer: TruuAnswer, operation: string): HealthSample => {
  const wire = bodyOf(answer, 'health', operation);
  return {
    at: answer.date?.toISOString() ?? null,
    status: wire.status,
    credentialKeyId: wire.credentialKeyId?.toLowerCase() ?? null,
    checkedAt: wire.checkedAt,
    checks: wire.checks.map((one) => ({ ...one, code: one.code ?? null, message: one.message ?? null })),
    staleReason: null,
  };
};
