import { errorCatalog } from '../catalog/errors.ts';
import { ActionError } from './errors.ts';
import type { HttpAnswer, Way } from './http.ts';

/** A page for people in place of an answer: of a proxy, a firewall or a captive portal. Null: the remote's own answer. */
export interface Interception extends Way {
  readonly status: number;
  readonly contentType: string;
}

/**
 * Whether something on the way answered in place of a remote that only ever answers JSON: a page, without the id by which
 * the remote would know the request.
 */
export const interceptionOf = ({ headers, status, way }: HttpAnswer): Interception | null => {
  const contentType = headers.get('content-type') ?? '';
  const isPage = /^(text\/html|application\/xhtml)/i.test(contentType);
  const isOwn = ['request-id', 'x-request-id', 'x-ms-request-id', 'x-github-request-id'].some((id) => headers.has(id));
  // A gateway of the remote's own answers 502 to 504 with a page as well.
  return isPage && !isOwn && status < 500 ? { status, contentType, ...way } : null;
};

/**
 * The failure when something on the way answered. `operation` ends the sentence "when asked to …"; `otherwise` is what to
 * do where the host itself shows pages.
 */
export const interceptedError = (
  seen: Interception,
  operation: string,
  otherwise: string | null = null,
): ActionError => {
  const { host, proxy, status, contentType } = seen;
  const message = `Something between this job and ${host} answered with a web page when asked to ${operation}.`;
  const { fix } = errorCatalog.NETWORK_INTERCEPTED;
  return new ActionError('NETWORK_INTERCEPTED', message, {
    fix: otherwise === null ? fix : `${fix} ${otherwise}`,
    evidence: [
      { name: 'Host', value: host },
      { name: 'Status', value: String(status) },
      { name: 'Content type', value: contentType },
      ...(proxy === null ? [] : [{ name: 'Proxy', value: proxy }]),
    ],
  });
};
