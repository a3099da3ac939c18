import { TruuRefusal } from './errors.ts';

/** The type of a field of a body. */
export type Kind = 'string' | 'boolean' | 'string or null' | 'instant or null' | 'object';

/** A body with checked fields. */
export type Fields = Readonly<Record<string, unknown>>;

const isInstant = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text));

const fits = (value: unknown, kind: Kind): boolean => {
  if (kind === 'string or null') return value === null || typeof value === 'string';
  if (kind === 'instant or null') return value === null || (typeof value === 'string' && isInstant(value));
  if (kind === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === kind && value !== '';
};

/** Checks a body: no unknown field, no missing field when `whole`, each field of its kind. Throws 400. */
export const checkFields = (body: unknown, kinds: Readonly<Record<string, Kind>>, whole: boolean): Fields => {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new TruuRefusal(400, 'The body must be a JSON object.');
  const fields = body as Fields;
  const stray = Object.keys(fields).find((name) => !Object.hasOwn(kinds, name));
  if (stray !== undefined) throw new TruuRefusal(400, `Unknown property: ${stray}.`);
  for (const [name, kind] of Object.entries(kinds)) {
    if (fields[name] === undefined) {
      if (whole) throw new TruuRefusal(400, `Missing property: ${name}.`);
    } else if (!fits(fields[name], kind)) throw new TruuRefusal(400, `Property ${name} must be ${kind}.`);
  }
  return fields;
};

/** The fields of a credential. */
export const credentialKinds: Readonly<Record<string, Kind>> = {
  tenantId: 'string',
  clientId: 'string',
  clientSecret: 'string',
  secretKeyId: 'string or null',
  expiresAt: 'instant or null',
};
