import { createPublicKey, verify, type JsonWebKey, type KeyObject } from 'node:crypto';
import { jsonOf } from '../../support/http.ts';
import { claimsOf } from '../../support/jwt.ts';

/** The claims of a token, after the check of its signature. */
export type Claims = Readonly<Record<string, unknown>>;

/** Whether the issuer signed a token. */
export type Signature =
  | { readonly kind: 'signed'; readonly claims: Claims }
  /** The issuer no longer publishes the key, if it ever did. */
  | { readonly kind: 'unknown-key' }
  | { readonly kind: 'invalid' };

/** A key as an issuer publishes it. */
export type PublishedKey = JsonWebKey & { readonly kid?: unknown; readonly use?: unknown; readonly alg?: unknown };

/** A token of GitHub has about 2,100 characters (measured 2026-11-25). */
const maxTokenLength = 16_384;
const minModulusBits = 2_048;

/**
 * Checks the signature of a token with the issuer's keys: RS256 only, which is the one algorithm of GitHub's issuer
 * (discovery document, read 2026-11). No claim is judged, and none is to be believed unless the result is `signed`.
 */
export const verifySignature = (token: string, keys: readonly PublishedKey[]): Signature => {
  const [header = '', payload = '', signature = '', ...more] = token.split('.');
  if (token.length > maxTokenLength || more.length > 0 || !token.split('.').every(isBase64url))
    return { kind: 'invalid' };
  const { alg, kid, crit } = (jsonOf(Buffer.from(header, 'base64url').toString('utf8')) ?? {}) as Claims;
  if (alg !== 'RS256' || typeof kid !== 'string' || crit !== undefined) return { kind: 'invalid' };
  const published = keys.find((key) => key.kid === kid && isForRs256(key));
  const key = published === undefined ? null : publicKeyOf(published);
  if (key === null) return { kind: 'unknown-key' };
  const signed = Buffer.from(`${header}.${payload}`);
  if (!verify('RSA-SHA256', signed, key, Buffer.from(signature, 'base64url'))) return { kind: 'invalid' };
  return { kind: 'signed', claims: claimsOf(token) };
};

const isBase64url = (part: string): boolean => /^[\w-]+$/.test(part);

const isForRs256 = ({ kty, use, alg }: PublishedKey): boolean =>
  kty === 'RSA' && [undefined, 'sig'].includes(use as 'sig') && [undefined, 'RS256'].includes(alg as 'RS256');

const publicKeyOf = ({ kty, n, e }: PublishedKey): KeyObject | null => {
  try {
    const key = createPublicKey({ key: { kty, n, e } as JsonWebKey, format: 'jwk' });
    return (key.asymmetricKeyDetails?.modulusLength ?? 0) >= minModulusBits ? key : null;
  } catch {
    return null;
  }
};
