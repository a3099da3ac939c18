import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { SignJWT } from 'jose';
import { signingKey } from '../signing-key.ts';
import type { World } from '../world.ts';
import { claimsOf, runnerClaims } from './claims.ts';

/** The name of the key of GitHub's issuer in `signingKey`; Entra verifies assertions with it. */
export const oidcKeyName = 'github-oidc';

const sign = async (claims: Record<string, unknown>): Promise<string> => {
  const key = await signingKey(oidcKeyName);
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: key.kid, typ: 'JWT' }).sign(key.privateKey);
};

/** The key that signs, or one that is only published: GitHub publishes four at a time. */
const publishedKey = async (name: string): Promise<Record<string, unknown>> => {
  if (name === oidcKeyName) return (await signingKey(oidcKeyName)).jwk;
  const modulus = Buffer.concat(
    [1, 2, 3, 4, 5, 6, 7, 8].map((part) => createHash('sha256').update(`${name} ${part}`).digest()),
  );
  modulus[0] = 0xc1;
  modulus[255] = (modulus[255] ?? 0) | 1;
  return { kty: 'RSA', e: 'AQAB', n: modulus.toString('base64url'), kid: name, use: 'sig', alg: 'RS256' };
};

/** The credential with which a runner itself talks to GitHub. */
export const runnerCredential = (world: World): Promise<string> =>
  sign(runnerClaims(world.state.github, world.now('oidc'), world.ids.uuid()));

/**
 * GitHub's OIDC issuer: the request URL of a job, discovery, and the keys. Claims come from `state.github`. The default
 * audience is the URL of the owner. GitHub docs, "OpenID Connect reference", read 2026-11.
 */
export const createOidc = (world: World): Hono => {
  const app = new Hono();
  app.get('/request', async (c) => {
    const { github } = world.state;
    if (/^bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1] !== github.oidc.requestToken) {
      return c.json({ message: 'Unauthorized' }, 401);
    }
    const audience = c.req.query('audience') ?? `https://github.com/${github.repository.split('/')[0] ?? ''}`;
    return c.json({ value: await sign(claimsOf(github, audience, world.now('oidc'), world.ids.uuid())) });
  });
  app.get('/.well-known/openid-configuration', (c) =>
    c.json({
      issuer: world.state.github.oidc.issuer,
      jwks_uri: `${new URL(c.req.url).origin}/.well-known/jwks`,
      subject_types_supported: ['public', 'pairwise'],
      response_types_supported: ['id_token'],
      id_token_signing_alg_values_supported: ['RS256'],
      scopes_supported: ['openid'],
    }),
  );
  app.get('/.well-known/jwks', async (c) =>
    c.json({ keys: await Promise.all(world.state.github.oidc.publishedKeys.map(publishedKey)) }),
  );
  return app;
};
