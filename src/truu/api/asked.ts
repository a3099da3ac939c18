import { errorCatalog, type ErrorCode } from '../../catalog/errors.ts';
import type { Evidence } from '../../support/errors.ts';

/** Which input of the workflow a request to TruU went by, and as whom. */
export interface Asked {
  readonly input: 'truu-url' | 'truu-token-url';
  /** The OAuth client; no secret. */
  readonly clientId: string | null;
  /** Whether the token request had a scope. */
  readonly hasScope?: boolean;
}

/** Requests of which only the address is known. */
export const askedApi: Asked = { input: 'truu-url', clientId: null };

/** What to do about a refusal, by the input to look at; undefined: what the catalogue says. `oauth`: the error of RFC 6749, 5.2. */
export const fixOf = (code: ErrorCode, asked: Asked, oauth = ''): string | undefined =>
  asked.input === 'truu-token-url' ? fixOfToken(code, oauth, asked.hasScope === true) : fixOfApi(code);

const fixOfApi = (code: ErrorCode): string | undefined =>
  code === 'TRUU_UNAUTHORIZED'
    ? 'Check that the inputs "truu-url" and "truu-token-url" are of the same TruU: the token of the one is refused at the other.'
    : undefined;

const fixOfToken = (code: ErrorCode, oauth: string, hasScope: boolean): string | undefined => {
  const endpoint = 'Check the input "truu-token-url": it is the whole URL of the OAuth 2.0 token endpoint of TruU';
  const scope = hasScope ? ', and the input "truu-scope"' : '';
  if (code === 'TRUU_UNAUTHORIZED') return undefined;
  if (code === 'TRUU_FORBIDDEN')
    return `Ask a TruU administrator why the OAuth client of the input "truu-client-id" gets no token${hasScope ? ' with the scope of the input "truu-scope"' : ''} at the address of the input "truu-token-url".`;
  if (code !== 'TRUU_REFUSED') return `${endpoint}.`;
  if (oauth === 'invalid_scope')
    return hasScope
      ? 'Correct the input "truu-scope": the token endpoint of the input "truu-token-url" refuses it for this client.'
      : 'Set the input "truu-scope" to the scope of the TruU API: the token endpoint of the input "truu-token-url" requires one.';
  if (oauth === 'unauthorized_client')
    return 'Ask a TruU administrator to let the OAuth client of the input "truu-client-id" use the grant client_credentials at the address of the input "truu-token-url".';
  return `${endpoint}${scope}. See the message of TruU in the report.`;
};

/** What to do about a failure of TruU itself, which no setting mends. */
export const fixOfOutage = ({ input }: Asked): string =>
  `Run again. If it fails again, ask TruU support, with what TruU says; the request went to the address of the input "${input}".`;

/**
 * What to do where nothing answered at the address: what the network tells, and whose address it is. Where the host itself
 * was not reached, a wrong URL is the usual cause.
 */
export const fixOfSilence = ({ input }: Asked, ofNetwork: string | undefined, unreachable: boolean): string => {
  if (ofNetwork === undefined) return errorCatalog.TRUU_UNAVAILABLE.fix.replace('"truu-url"', `"${input}"`);
  return unreachable
    ? `Check the input "${input}". If it is right: ${ofNetwork}`
    : `${ofNetwork} The host is that of the input "${input}".`;
};

/** What to do where something answered that is not TruU's API: most often the console for people. */
export const fixOfPage = ({ input }: Asked): string =>
  `This is the Admin Console's address, or that of another page: set the input "${input}" to ${rightAddress[input]}. If it is right already, a login page of the network answered: let the host through, or add it to NO_PROXY.`;

const rightAddress: Readonly<Record<Asked['input'], string>> = {
  'truu-url': 'the base URL of the API, which implements contract/truu-directory.openapi.yaml',
  'truu-token-url': 'the OAuth 2.0 token endpoint of TruU',
};

/** As whom TruU was asked, where its rights are the matter. */
export const clientEvidence = ({ clientId }: Asked): readonly Evidence[] =>
  clientId === null ? [] : [{ name: 'OAuth client (truu-client-id)', value: clientId }];
