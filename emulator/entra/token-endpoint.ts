import { Hono } from 'hono';
import type { Secret } from '../state.ts';
import { vaultAppId, vaultResources } from '../vault/hosts.ts';
import type { World } from '../world.ts';
import { checkAssertion } from './assertion.ts';
import { seen } from './lag.ts';
import { graphAppId } from './permissions.ts';
import { recordSignIn } from './sign-in-record.ts';
import { isSignInDisabled } from './sign-in-disabled.ts';
import { checkTenant } from './tenant-in-url.ts';
import { TokenRefusal, tokenErrorBody } from './token-errors.ts';
import { isGraph, issueToken } from './tokens.ts';

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Fields without which no request is understood. */
const requireFields = (form: URLSearchParams): void => {
  const missing = ['grant_type', 'client_id', 'scope'].find((name) => !form.get(name));
  if (missing !== undefined)
    throw new TokenRefusal(
      400,
      'invalid_request',
      900144,
      `The request body must contain the following parameter: '${missing}'.`,
    );
};

const resourceOf = (scope: string): string => {
  const resource = /^(https:\/\/[^/]+)\/+\.default$/.exec(scope)?.[1];
  if (resource === undefined)
    throw new TokenRefusal(
      400,
      'invalid_scope',
      70011,
      `The provided value for the input parameter 'scope' is not valid. The scope ${scope} is not valid.`,
    );
  return resource;
};

/** Looked at last: who meets this refusal has logged in. */
const checkResource = (world: World, resource: string): void => {
  if (!isGraph(world, resource) && !vaultResources.includes(resource))
    throw new TokenRefusal(
      400,
      'invalid_resource',
      500011,
      `The resource principal named ${resource} was not found in the tenant named ${world.state.entra.tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
    );
};

/** Throws unless the tenant knows the app, and the app has an enabled service principal; a new app is unknown while it lags. */
const checkApp = (world: World, appId: string): void => {
  const { applications, servicePrincipals, tenant } = world.state.entra;
  const application = applications.find((one) => one.appId === appId);
  const principal = servicePrincipals.find((one) => one.appId === appId);
  const known = application && seen(world, 'application', application.id, application) !== undefined;
  if (!known)
    throw new TokenRefusal(
      400,
      'unauthorized_client',
      700016,
      `Application with identifier '${appId}' was not found in the directory '${tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
    );
  if (!principal)
    throw new TokenRefusal(
      401,
      'invalid_client',
      7000229,
      `The client application ${appId} is missing service principal in the tenant ${tenant}. See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119`,
    );
  if (isSignInDisabled(application, principal))
    throw new TokenRefusal(
      400,
      'unauthorized_client',
      7000112,
      `Application '${appId}'(${application.displayName}) is disabled.`,
    );
};

const checkSecret = (world: World, appId: string, value: string): Secret => {
  const held = world.state.entra.secrets.find((one) => one.appId === appId && one.value === value);
  const visible = held && seen(world, 'tokenSecret', held.keyId, held);
  if (!visible)
    throw new TokenRefusal(
      401,
      'invalid_client',
      7000215,
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${appId}'.`,
    );
  if (Date.parse(held.endDateTime) <= world.now('login').getTime())
    throw new TokenRefusal(
      401,
      'invalid_client',
      7000222,
      `The provided client secret keys for app '${appId}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`,
    );
  return held;
};

/** The secret that logged in; null for an assertion. */
const checkCredential = async (world: World, appId: string, form: URLSearchParams): Promise<Secret | null> => {
  const secret = form.get('client_secret');
  const assertion = form.get('client_assertion');
  if (secret) return checkSecret(world, appId, secret);
  if (!assertion || form.get('client_assertion_type') !== assertionType)
    throw new TokenRefusal(
      401,
      'invalid_client',
      7000216,
      "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
    );
  await checkAssertion(world, appId, assertion);
  return null;
};

/** In the order in which Entra's refusals hide each other: tenant, client, credential, resource. */
const grant = async (world: World, tenant: string, form: URLSearchParams): Promise<string> => {
  checkTenant(world, tenant);
  requireFields(form);
  if (form.get('grant_type') !== 'client_credentials')
    throw new TokenRefusal(400, 'unsupported_grant_type', 70003, 'The app requested an unsupported grant type.');
  const appId = (form.get('client_id') ?? '').toLowerCase();
  const resource = resourceOf(form.get('scope') ?? '');
  checkApp(world, appId);
  const secret = await checkCredential(world, appId, form);
  checkResource(world, resource);
  if (secret !== null) recordSignIn(world, secret, isGraph(world, resource) ? graphAppId : vaultAppId);
  return issueToken(world, appId, resource);
};

/** Entra's token endpoint and its discovery document (Entra docs, client credentials flow, read 2026-11). */
export const createLogin = (world: World): Hono => {
  const app = new Hono();
  app.get('/:tenant/v2.0/.well-known/openid-configuration', (c) => {
    const base = `${new URL(c.req.url).protocol}//${c.req.header('host') ?? new URL(c.req.url).host}/${c.req.param('tenant')}`;
    return c.json({
      issuer: `${base}/v2.0`,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
      token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
      response_types_supported: ['code'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
    });
  });
  app.post('/:tenant/oauth2/v2.0/token', async (c) => {
    try {
      const form = new URLSearchParams(await c.req.text());
      const token = await grant(world, c.req.param('tenant'), form);
      return c.json({ token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token: token });
    } catch (error) {
      if (!(error instanceof TokenRefusal)) throw error;
      return c.json(tokenErrorBody(error, world.now('login')), error.status as 400);
    }
  });
  return app;
};
