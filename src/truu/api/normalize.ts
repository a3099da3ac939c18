import { z } from 'zod';
import { settingWireShape } from '../../catalog/directory-settings.ts';
import { brokenContract, isOk, truuError, type TruuAnswer } from './answer.ts';
import type { DirectoryState, HealthSample, Versioned } from '../model.ts';
import type { components } from './wire.ts';

/** The parts of the contract that we read. Unknown fields are ignored; fields that we need are required. */
const credential = z.object({
  // Required although it can be null: a response without it does not say which secret TruU holds.
  secretKeyId: z.string().nullable(),
  acceptedAt: z.string().nullable(),
  expiresAt: z.string().nullish(),
  // Required: a response without it does not say which secrets TruU held before.
  previous: z
    .array(
      z.object({
        secretKeyId: z.string().nullable(),
        // Required: a response without it does not say which registration may still have what it had.
        clientId: z.string().nullable(),
        acceptedAt: z.string(),
        replacedAt: z.string(),
      }),
    )
    .readonly(),
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
  credential: z.object({ secretKeyId: z.string().nullable() }).nullable(),
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
  directoryId: z.string().nullish(),
  checks: z.array(check).readonly(),
});

const page = <T extends z.ZodType>(item: T) =>
  z.object({ page: z.number().int(), totalPages: z.number().int(), items: z.array(item).readonly() });

/** Checks a schema against the generated types: we must be able to read what the contract promises. */
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
  connection: reads<Wire['DirectoryConnection']>()(
    z.object({ directoryId: z.string().nullable(), clusterId: z.string().nullish() }),
  ),
  primaryUserIdentifier: reads<Wire['PrimaryUserIdentifier']>()(
    z.object({ primaryUserIdentifier: z.string().nullable() }),
  ),
  accepted: reads<Wire['AcceptedCredential']>()(z.object({ secretKeyId: z.string().nullable() })),
} as const;

/** A page of directories, or of clusters. */
export type Listed = z.infer<typeof listed>;
/** The names of the bodies that are read. */
export type BodyName = keyof typeof schemas;
/** A validated body of the contract. */
export type Body<N extends BodyName> = z.infer<(typeof schemas)[N]>;

/**
 * The body of a successful response, validated against the contract. Throws TRUU_… with the name of a missing field.
 */
export const bodyOf = <N extends BodyName>(answer: TruuAnswer, name: N, operation: string): Body<N> => {
  if (!isOk(answer)) throw truuError(answer, operation);
  const parsed = schemas[name].safeParse(answer.body);
  if (parsed.success) return parsed.data as Body<N>;
  const field = parsed.error.issues[0]?.path.join('.') ?? '';
  throw brokenContract(answer, operation, field === '' ? undefined : `the field ${field} is missing or wrong`);
};

/** The ETag of a successful response. Throws TRUU_CONTRACT when there is none. */
export const etagOf = (answer: TruuAnswer, operation: string): string => {
  if (answer.etag !== null && answer.etag !== '') return answer.etag;
  throw brokenContract(answer, operation, 'it has no ETag');
};

/** A value with its ETag. */
export const versioned = <T>(answer: TruuAnswer, operation: string, value: T): Versioned<T> => ({
  value,
  version: etagOf(answer, operation),
});

/** An answer is tied to its question: where a body names what it is about, that is what was asked for. */
const tie = (answer: TruuAnswer, operation: string, asked: string, named: string | null | undefined): void => {
  if (named === undefined || named === null || named === asked) return;
  throw brokenContract(answer, operation, 'it is about another object than the one that was asked for');
};

/** A directory for comparison; ids in lower case. Throws TRUU_CONTRACT when the body is about another one than `id`. */
export const toDirectory = (
  answer: TruuAnswer,
  operation: string,
  id: string,
  healthNow: HealthSample | null,
): DirectoryState => {
  const wire = bodyOf(answer, 'directory', operation);
  tie(answer, operation, id, wire.id);
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
      previous: (held?.previous ?? []).map((one) => ({
        ...one,
        secretKeyId: one.secretKeyId?.toLowerCase() ?? null,
        clientId: one.clientId?.toLowerCase() ?? null,
      })),
      others: [],
    },
    health: healthNow,
  };
};

/** A health answer of a directory as a sample, not yet judged. Throws TRUU_CONTRACT when it is about another one. */
export const toHealthSample = (answer: TruuAnswer, operation: string, directoryId: string): HealthSample => {
  const wire = bodyOf(answer, 'health', operation);
  tie(answer, operation, directoryId, wire.directoryId);
  return {
    at: answer.date?.toISOString() ?? null,
    status: wire.status,
    credentialKeyId: wire.credentialKeyId?.toLowerCase() ?? null,
    checkedAt: wire.checkedAt,
    checks: wire.checks.map((one) => ({ ...one, code: one.code ?? null, message: one.message ?? null })),
    staleReason: null,
  };
};

/** Which directory a cluster is connected to. Throws TRUU_CONTRACT when the body is about another cluster. */
export const toConnection = (answer: TruuAnswer, operation: string, clusterId: string): string | null => {
  const wire = bodyOf(answer, 'connection', operation);
  tie(answer, operation, clusterId, wire.clusterId);
  return wire.directoryId;
};
