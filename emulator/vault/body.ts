import { badParameter } from './errors.ts';
import type { SecretVersion } from './records.ts';

const maxValueBytes = 25_000;
const maxContentType = 255;
const maxTags = 15;
const maxTag = 512;

/** The properties of a version that a request sets. */
export type Properties = Partial<Pick<SecretVersion, 'enabled' | 'exp' | 'nbf' | 'contentType' | 'tags'>>;

type Plain = Readonly<Record<string, unknown>>;

const plain = (value: unknown, name: string): Plain => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Plain;
  throw badParameter(`Property ${name} is not an object.`);
};

const refuseUnknown = (body: Plain, known: readonly string[]): void => {
  const stray = Object.keys(body).find((name) => !known.includes(name));
  if (stray !== undefined) throw badParameter(`Property ${stray} is unknown.`);
};

const attributesOf = (body: Plain): Properties => {
  const attributes = plain(body['attributes'] ?? {}, 'attributes');
  refuseUnknown(attributes, ['enabled', 'exp', 'nbf']);
  const { enabled, exp, nbf } = attributes;
  if (enabled !== undefined && typeof enabled !== 'boolean') throw badParameter('Property enabled is not a boolean.');
  if ([exp, nbf].some((time) => time !== undefined && !Number.isInteger(time)))
    throw badParameter('Property exp or nbf is not a whole number of seconds.');
  return attributes;
};

const tagsOf = (value: unknown): Record<string, string> => {
  const tags = Object.entries(plain(value, 'tags'));
  if (tags.length > maxTags) throw badParameter(`A secret has at most ${maxTags} tags.`);
  if (tags.some(([name, one]) => typeof one !== 'string' || name.length > maxTag || one.length > maxTag))
    throw badParameter(`The name and the value of a tag are texts of at most ${maxTag} characters.`);
  return Object.fromEntries(tags) as Record<string, string>;
};

/** Checks the properties of a body (Key Vault docs, about-secrets, 2026-04-02). Throws 400. */
export const propertiesOf = (body: unknown, also: readonly string[] = []): Properties => {
  const whole = plain(body, 'body');
  refuseUnknown(whole, ['attributes', 'contentType', 'tags', ...also]);
  const { contentType, tags } = whole;
  if (contentType !== undefined && (typeof contentType !== 'string' || contentType.length > maxContentType))
    throw badParameter(`Property contentType is a text of at most ${maxContentType} characters.`);
  return {
    ...attributesOf(whole),
    ...(typeof contentType === 'string' ? { contentType } : {}),
    ...(tags === undefined ? {} : { tags: tagsOf(tags) }),
  };
};

/** The value of a new version. Throws 400. */
export const valueOf = (body: unknown): string => {
  const { value } = plain(body, 'body');
  if (typeof value !== 'string') throw badParameter('The property value is required.');
  if (Buffer.byteLength(value) > maxValueBytes) throw badParameter(`A value has at most ${maxValueBytes} bytes.`);
  return value;
};
