import { expect, test } from '@jest/globals';
import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { verifySignature, type PublishedKey } from '../../../../src/github/review/signature.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const weak = generateKeyPairSync('rsa', { modulusLength: 1_024 });
const published = (key: KeyObject, more: object = {}): PublishedKey => ({
  ...key.export({ format: 'jwk' }),
  ...{ kid: 'ours', use: 'sig', alg: 'RS256', ...more },
});
const ours = published(publicKey);

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const claims = { iss: 'https://issuer.example', jti: '1' };
const tokenOf = (header: object = {}, key: KeyObject = privateKey): string => {
  const data = `${part({ alg: 'RS256', kid: 'ours', typ: 'JWT', ...header })}.${part(claims)}`;
  return `${data}.${sign('RSA-SHA256', Buffer.from(data), key).toString('base64url')}`;
};
const token = tokenOf();
const [head = '', body = '', signature = ''] = token.split('.');
const byHmac = (): string => {
  const data = `${part({ alg: 'HS256', kid: 'ours' })}.${body}`;
  return `${data}.${createHmac('sha256', JSON.stringify(ours)).update(data).digest('base64url')}`;
};

test.each<[string, string, readonly PublishedKey[], string]>([
  ['the token itself', token, [published(publicKey, { kid: 'older' }), ours], 'signed'],
  [
    'a token whose key has no declared use',
    token,
    [published(publicKey, { use: undefined, alg: undefined })],
    'signed',
  ],
  ['a token of a retired key', token, [published(publicKey, { kid: 'older' })], 'unknown-key'],
  ['a token of an encryption key', token, [published(publicKey, { use: 'enc' })], 'unknown-key'],
  ['a token of a short key', tokenOf({}, weak.privateKey), [published(weak.publicKey)], 'unknown-key'],
  ['a token of a broken key', token, [{ ...ours, n: 'AQAB' }], 'unknown-key'],
  ['a token that others signed', tokenOf({}, weak.privateKey), [ours], 'invalid'],
  ['other claims', `${head}.${part({ ...claims, jti: '2' })}.${signature}`, [ours], 'invalid'],
  ['no algorithm', tokenOf({ alg: 'none' }), [ours], 'invalid'],
  ['no signature', `${head}.${body}.`, [ours], 'invalid'],
  ['another algorithm', tokenOf({ alg: 'PS256' }), [ours], 'invalid'],
  ['a public key taken for a secret', byHmac(), [ours], 'invalid'],
  ['a critical extension', tokenOf({ crit: ['b64'], b64: false }), [ours], 'invalid'],
  ['no key', tokenOf({ kid: undefined }), [ours], 'invalid'],
  ['a fourth part', `${token}.x`, [ours], 'invalid'],
  ['bytes that base64url does not have', `${token}\n`, [ours], 'invalid'],
  ['a token of endless length', `${token}${'A'.repeat(20_000)}`, [ours], 'invalid'],
  ['nothing', '', [ours], 'invalid'],
])('of %s', (_what, text, keys, kind) => {
  expect(verifySignature(text, keys)).toEqual(kind === 'signed' ? { kind, claims } : { kind });
});
