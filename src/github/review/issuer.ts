import { z } from 'zod';
import { ActionError } from '../../support/errors.ts';
import { HttpFailure, jsonOf, type Http } from '../../support/http.ts';
import type { PublishedKey } from './signature.ts';

/** A document of the issuer has a few thousand characters. */
const maxDocument = 262_144;

const discovery = z.object({ issuer: z.string(), jwks_uri: z.string() });
const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).max(100) });

/**
 * The keys that an issuer publishes now, by its discovery document, which must be the issuer's own and name keys on its
 * host: `https://token.actions.githubusercontent.com`, with a slug of an enterprise, or a GitHub Enterprise Server's
 * (GitHub docs, "OpenID Connect reference", read 2026-11). Throws PLAN_REVIEW_UNREADABLE.
 */
export const readIssuerKeys = async (http: Http, issuer: string): Promise<readonly PublishedKey[]> => {
  const found = discovery.safeParse(await readDocument(http, `${issuer}/.well-known/openid-configuration`));
  if (!found.success || found.data.issuer !== issuer || !isOnHostOf(issuer, found.data.jwks_uri))
    throw unreadable('The discovery document of the issuer of OIDC tokens is not its own.', issuer);
  const keys = keySet.safeParse(await readDocument(http, found.data.jwks_uri));
  if (!keys.success) throw unreadable('The issuer of OIDC tokens published no keys.', issuer);
  return keys.data.keys;
};

const isOnHostOf = (issuer: string, address: string): boolean =>
  URL.canParse(address) && new URL(address).origin === new URL(issuer).origin;

const readDocument = async (http: Http, url: string): Promise<unknown> => {
  if (!URL.canParse(url) || new URL(url).protocol !== 'https:')
    throw unreadable('The issuer of OIDC tokens has no https address.', url);
  try {
    const { status, text } = await http({
      ...{ method: 'GET', url, repeat: 'safe' },
      headers: { accept: 'application/json' },
    });
    if (status === 200 && text.length <= maxDocument) return jsonOf(text);
    throw unreadable(`The issuer of OIDC tokens answered with HTTP ${status}.`, url);
  } catch (thrown) {
    if (thrown instanceof HttpFailure) throw unreadable('The issuer of OIDC tokens did not answer.', url);
    throw thrown;
  }
};

const unreadable = (message: string, address: string): ActionError =>
  new ActionError('PLAN_REVIEW_UNREADABLE', message, {
    fix: 'Let the runner reach the issuer over https, then run again.',
    evidence: [{ name: 'Address', value: address }],
  });
