import { z } from 'zod';
import type { Behaviour } from './behaviour.ts';
import { readAs } from './control-read.ts';
import { addDuration } from './duration.ts';
import type { FaultSpec } from './faults.ts';
import { serviceNames } from './state.ts';

const count = z.int().min(0);

const regExp = z.string().transform((source, context) => {
  try {
    return new RegExp(source);
  } catch {
    context.addIssue({ code: 'custom', message: 'not a regular expression' });
    return z.NEVER;
  }
});

const duration = z.string().refine((text) => {
  try {
    return Boolean(addDuration(new Date(0), text));
  } catch {
    return false;
  }
}, 'not an ISO 8601 duration');

const answer = z.strictObject({
  status: z.int().min(200).max(599),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.unknown().optional(),
});

const action = z.union([
  z.enum(['close', 'reset', 'hang', 'hold']),
  z.strictObject({ answer }),
  z.strictObject({ truncate: count }),
  z.strictObject({ delay: count }),
]);

const fault = z.strictObject({
  service: z.enum(serviceNames).nullable().default(null),
  method: z.string().nullable().default(null),
  path: regExp.nullable().default(null),
  from: z.enum(['client', 'truu']).default('client'),
  nth: z.int().min(1).default(1),
  times: count.default(1),
  when: z.enum(['before', 'after']),
  do: action,
  then: z.enum(['serve', 'next']).default('serve'),
});

const truuBehaviour = z.strictObject({
  health: z.enum(['honest', 'stale', 'stuck', 'flapping']).optional(),
  healthDelayMs: count.optional(),
  namesKey: z.boolean().optional(),
  namesPrevious: z.boolean().optional(),
  hidden: z.array(z.string()).optional(),
  handOver: z.enum(['store', 'ignore']).optional(),
  skewMs: z.int().optional(),
});

const lag = z.strictObject({
  application: count.optional(),
  servicePrincipal: count.optional(),
  appRoleAssignment: count.optional(),
  oauth2PermissionGrant: count.optional(),
  passwordCredential: count.optional(),
  tokenSecret: count.optional(),
  signInActivity: count.optional(),
  directoryAudit: count.optional(),
});

const entraBehaviour = z.strictObject({
  lag: lag.optional(),
  lagOfWrites: z.strictObject({ application: count.optional(), servicePrincipal: count.optional() }).optional(),
  conflict: z.enum(['ObjectConflict']).nullable().optional(),
  replicas: z.int().min(1).optional(),
  skewMs: z.int().optional(),
  loginSkewMs: z.int().optional(),
  ownerOnPost: z.boolean().optional(),
  ownerOnUpsert: z.boolean().optional(),
  passwordAddition: z.boolean().optional(),
  maxLifetime: duration.nullable().optional(),
});

const reportBehaviour = z.strictObject({
  mode: z.enum(['instant', 'honest', 'empty', 'refused', 'throttled']).optional(),
  lagHours: z.int().min(0).max(48).optional(),
});

const consoleBehaviour = z.strictObject({
  loginEveryHours: z.int().min(1).optional(),
  stopped: z.boolean().optional(),
});

const behaviour = z.strictObject({
  truu: truuBehaviour.optional(),
  entra: entraBehaviour.optional(),
  report: reportBehaviour.optional(),
  console: consoleBehaviour.optional(),
  vault: z.strictObject({ mode: z.enum(['honest', 'firewall', 'rbac', 'policy', 'throttled']).optional() }).optional(),
});
const clock = z.union([z.strictObject({ advance: z.string() }), z.strictObject({ set: z.string() })]);
const member = z.strictObject({ clientId: z.guid(), userId: z.guid() });
const reset = z.strictObject({ seed: z.unknown().optional() });

/** Reads the body of `POST /faults`. Throws a ControlError. */
export const readFault = (body: unknown): FaultSpec => {
  const spec = readAs(fault, body);
  if (typeof spec.do === 'string' || !('answer' in spec.do)) return { ...spec, do: spec.do };
  return { ...spec, do: { answer: { ...spec.do.answer, body: spec.do.answer.body } } };
};

/** Reads the body of `PATCH /behaviour` and returns the resulting behaviour. Throws a ControlError. */
export const mergeBehaviour = (current: Behaviour, body: unknown): Behaviour => {
  const { truu = {}, entra = {}, report = {}, console = {}, vault = {} } = readAs(behaviour, body);
  return {
    truu: { ...current.truu, ...defined(truu) },
    entra: {
      ...current.entra,
      ...defined(entra),
      lag: { ...current.entra.lag, ...defined(entra.lag ?? {}) },
      lagOfWrites: { ...current.entra.lagOfWrites, ...defined(entra.lagOfWrites ?? {}) },
    },
    report: { ...current.report, ...defined(report) },
    console: { ...current.console, ...defined(console) },
    vault: { ...current.vault, ...defined(vault) },
  };
};

/** Reads the body of `POST /clock`. Throws a ControlError. */
export const readClock = (body: unknown): { advance: string } | { set: string } => readAs(clock, body);

/** Reads the body of `POST /member-token`. Throws a ControlError. */
export const readMember = (body: unknown): { clientId: string; userId: string } => readAs(member, body);

/** Reads the body of `POST /reset`. Throws a ControlError. */
export const readReset = (body: unknown): { seed: unknown } => ({ seed: readAs(reset, body).seed });

/** Checks that a body is empty. Throws a ControlError. */
export const readEmptyBody = (body: unknown): void => void readAs(z.strictObject({}), body);

type Defined<T> = { [K in keyof T]-?: Exclude<T[K], undefined> };

const defined = <T extends object>(partial: T): Partial<Defined<T>> =>
  Object.fromEntries(Object.entries(partial).filter(([, value]) => value !== undefined)) as Partial<Defined<T>>;
