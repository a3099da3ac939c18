import { Hono } from 'hono';
import { SignJWT } from 'jose';
import { signingKey } from '../signing-key.ts';
import type { World } from '../world.ts';
import { claimsOf } from './claims.ts';

/** The name of the key of GitHub's issuer in `signingKey`; Entra verifies assertions with it. */
export const oidcKeyName = 'github-oidc';

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
    const key = await signingKey(oidcKeyName);
    const value = await new SignJWT(claimsOf(github, audience, world.now('oidc'), world.ids.uuid()))
      .setProtectedHeader({ alg: 'RS256', kid: key.kid, typ: 'JWT' })
      .sign(key.privateKey);
    return c.json({ value });
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
  app.get('/.well-known/jwks', async (c) => c.json({ keys: [(await signingKey(oidcKeyName)).jwk] }));
  return app;
};
