import { traitsOf, type OnlineMode } from '../../catalog/modes.ts';
import type { Evidence } from '../../support/errors.ts';

/** The inputs that name an identity of the workflow which writes. */
export type WriterInput = 'deployer-client-id' | 'renewer-client-id';

/** The identity that logs in, by what the workflow calls it. */
export interface LoginIdentity {
  /** Its client id, in lower case: the input client-id. */
  readonly clientId: string;
  /** The input that names the same client id; null: none does, as for a reader. */
  readonly writer: WriterInput | null;
  readonly mode: OnlineMode;
}

/** Finds out which identity of the workflow a client id is. */
export const loginIdentity = (
  clientId: string,
  mode: OnlineMode,
  named: { readonly deployerClientId: string | null; readonly renewerClientId: string | null },
): LoginIdentity => {
  const id = clientId.toLowerCase();
  const writer =
    id === named.deployerClientId ? 'deployer-client-id' : id === named.renewerClientId ? 'renewer-client-id' : null;
  return { clientId: id, writer, mode };
};

/** Whether the identity has rights to write, as far as the workflow says: what it trusts can change Entra. */
export const canWrite = ({ writer, mode }: LoginIdentity): boolean => writer !== null || traitsOf(mode).writes;

/** The identity within a sentence. */
export const identityName = ({ clientId, writer }: LoginIdentity): string =>
  writer === null ? `this identity (client-id ${clientId})` : `the identity of ${writer} (${clientId})`;

/** A text of the catalogue about an identity. */
export const aboutIdentity = (text: string, identity: LoginIdentity): string => {
  const name = identityName(identity);
  return text
    .replaceAll('{identity}', name)
    .replaceAll('{Identity}', `${name.charAt(0).toUpperCase()}${name.slice(1)}`);
};

/** The identity as a fact of a report, to be copied. */
export const identityEvidence = ({ clientId, writer }: LoginIdentity): Evidence => ({
  name: writer === null ? 'This identity (client-id)' : `This identity (client-id, equal to ${writer})`,
  value: clientId,
});
