import { z } from 'zod';

/** A control request that is invalid; the message names the key. */
export class ControlError extends Error {}

const deepest = (issue: z.core.$ZodIssue): z.core.$ZodIssue[] =>
  issue.code === 'invalid_union'
    ? issue.errors.flat().flatMap((inner) => deepest({ ...inner, path: [...issue.path, ...inner.path] }))
    : [issue];

const messageOf = (error: z.ZodError): string =>
  error.issues
    .flatMap(deepest)
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
    .join('; ');

/** Reads a body by a schema. Throws a ControlError. */
export const readAs = <T>(schema: z.ZodType<T>, body: unknown): T => {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new ControlError(messageOf(result.error));
};

/** An instant with its offset. */
export const instant = z.iso.datetime({ offset: true });
