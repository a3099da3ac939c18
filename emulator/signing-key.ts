import { createHash, createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

/** The RSA signing key of an issuer, and its public half as a JSON Web Key. */
export interface SigningKey {
  kid: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
  jwk: Record<string, unknown>;
}

/** Creates an RSA key of 2048 bits, off the main thread. */
export const makeSigningKey = async (): Promise<SigningKey> => {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return signingKeyOf(privateKey);
};

const signingKeyOf = (privateKey: KeyObject): SigningKey => {
  const publicKey = createPublicKey(privateKey);
  const jwk = publicKey.export({ format: 'jwk' });
  const kid = createHash('sha256').update(String(jwk.n)).digest('hex').slice(0, 40);
  return { kid, privateKey, publicKey, jwk: { ...jwk, kid, use: 'sig', alg: 'RS256' } };
};

const made = new Map<string, Promise<SigningKey>>();

/** Lets issuers of this process sign with keys that were made before, in PEM, in place of making their own. */
export const useSigningKeys = (pems: Readonly<Record<string, string>>): void => {
  for (const [issuer, pem] of Object.entries(pems))
    made.set(issuer, Promise.resolve(signingKeyOf(createPrivateKey(pem))));
};

/** The key of an issuer, by its name. Created once per process: it is slow, and tests start hundreds of worlds. */
export const signingKey = (issuer: string): Promise<SigningKey> => {
  const known = made.get(issuer) ?? makeSigningKey();
  made.set(issuer, known);
  return known;
};
