import { expect, test } from '@jest/globals';
import { createIdToken } from '../../../src/action/id-token.ts';
import { createEntraSession } from '../../../src/entra/login/session.ts';
import type { Http } from '../../../src/support/http.ts';
import { Secret } from '../../../src/support/secret.ts';
import { createTruuSession } from '../../../src/truu/api/session.ts';
import { guid } from '../../support/plan-samples.ts';
import { handClock } from './hand-clock.ts';

/** What is masked while something logs in at a remote that answers everything so. */
const maskedWith = async (body: object, logIn: (http: Http, mask: (value: string) => Secret) => Promise<unknown>) => {
  const masked: string[] = [];
  const http: Http = async () => {
    const headers = new Headers({ 'content-type': 'application/json' });
    const way = { host: 'login.example', proxy: null };
    return { status: 200, headers, text: JSON.stringify(body), attempts: 1, way };
  };
  await logIn(http, (value) => {
    masked.push(value);
    return new Secret(value);
  });
  return masked;
};

test("GitHub's token is masked before anything else sees it", async () => {
  const env = { ACTIONS_ID_TOKEN_REQUEST_URL: 'https://a.example?b', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'c' };
  expect(await maskedWith({ value: 'gh' }, (http, mask) => createIdToken(http, env, mask)('aud'))).toEqual(['gh']);
});

test("TruU's token is masked, and the one after it", async () => {
  const login = { tokenUrl: 'https://a.example', clientId: 'c', clientSecret: new Secret('s'), scope: null };
  const masked = await maskedWith({ access_token: 'truu' }, async (http, mask) => {
    const session = createTruuSession(http, login, mask);
    await session.token();
    await session.refresh();
  });
  expect(masked).toEqual(['truu', 'truu']);
});

test("the assertion and Graph's token are masked", async () => {
  const authority = 'https://login.example';
  const tenant = guid('8');
  const discovery = {
    ...{ issuer: `${authority}/${tenant}/v2.0`, authorization_endpoint: `${authority}/${tenant}/authorize` },
    ...{ token_endpoint: `${authority}/${tenant}/oauth2/v2.0/token`, jwks_uri: `${authority}/keys` },
  };
  const body = { ...discovery, token_type: 'Bearer', expires_in: 3600, access_token: 'graph' };
  const login = {
    ...{ tenant, clientId: guid('5'), authority, audience: 'aud', scope: 'https://graph.example/.default' },
    ...{ graphUrl: 'https://graph.example', identity: { clientId: guid('5'), writer: null, mode: 'plan' as const } },
  };
  const masked = await maskedWith(body, (http, maskSecret) => {
    const idToken = async (): Promise<string> => 'assertion';
    return createEntraSession(login, { http, maskSecret, idToken, clock: handClock(-1) }).token();
  });
  expect(masked).toEqual(['assertion', 'graph']);
});
