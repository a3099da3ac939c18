import type { Target, TargetKind, TargetOf } from '../../plan/target.ts';
import type { Note } from '../../plan/types.ts';

/** What clears a finding. */
interface Advice {
  /** What to do in Entra or TruU, as one sentence. */
  readonly byHand: string;
  /** The inputs that accept it, and what each is for. */
  readonly accepts?: readonly (readonly [input: string, as: string])[];
}

const known = ['known-credentials', 'what is to stay'] as const;
const owner = ['known-owners', 'who is to stay'] as const;

/** What clears a finding, by the kind of its target; `apply` clears none. */
const advices: Readonly<Partial<Record<TargetKind, Advice>>> = {
  secret: {
    byHand: 'Delete the secret in Entra (App registrations > the app > Certificates & secrets) once nothing uses it',
    accepts: [['adopt-secrets', 'what this action is to manage and retire'], known],
  },
  certificate: {
    byHand: 'Remove the certificate in Entra (App registrations > the app > Certificates & secrets)',
    accepts: [known],
  },
  'federated-credential': {
    byHand: 'Remove the federated credential in Entra (App registrations > the app > Certificates & secrets)',
    accepts: [known],
  },
  'service-principal-credential': {
    byHand: 'Remove the credential of the service principal through Microsoft Graph; the Entra admin center shows none',
    accepts: [known],
  },
  owner: { byHand: 'Remove the owner in Entra (App registrations > the app > Owners)', accepts: [owner] },
  'service-principal-owner': {
    byHand: 'Remove the owner in Entra (Enterprise applications > the app > Owners)',
    accepts: [owner],
  },
  'directory-role': { byHand: 'Remove the directory role of the service principal (Entra > Roles & admins)' },
  'app-role': { byHand: 'Remove the permission on the other API (Enterprise applications > the app > Permissions)' },
  'redirect-uri': { byHand: 'Remove the redirect URI in Entra (App registrations > the app > Authentication)' },
  'service-principal': {
    byHand: 'Enable sign-in for users again in Entra (Enterprise applications > the app > Properties)',
  },
  'directory-identity': {
    byHand: 'Remove the credentials and permissions of the registration that the directory used before, or delete it',
  },
  'secret-use': {
    byHand:
      'Find out who still uses the previous secret; then run apply or renew with the input "rotate" set to its key id',
  },
};

const properties: Readonly<Partial<Record<TargetOf<'application-property'>['property'], Advice>>> = {
  publicClient: { byHand: 'Set "Allow public client flows" to No (App registrations > the app > Authentication)' },
  isDisabled: { byHand: 'Activate the registration again in Entra (App registrations > the app > Overview)' },
  disabledByMicrosoftStatus: {
    byHand: 'Ask Microsoft support why it disabled the registration; no setting enables it',
  },
  lock: { byHand: 'Remove the credentials of the service principal, then run apply, which locks it' },
};

const adviceFor = (target: Target): Advice =>
  (target.kind === 'application-property' ? properties[target.property] : advices[target.kind]) ?? otherwise;

const otherwise: Advice = { byHand: 'Do by hand what the finding says' };

/** Ids are ours to quote; other names of a finding are foreign text. */
const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const idOf = ({ target, names }: Note): string | null =>
  ('keyId' in target ? target.keyId : 'id' in target ? target.id : names.find((name) => guid.test(name))) ?? null;

/** So many ids are named for an input; the findings list all. */
const mostIds = 5;

/** In a portal hand-off the asked person's new secret is a finding until they confirm it, and must not be deleted then. */
const confirmFirst: Advice = {
  byHand:
    'If the secret is the one that the hand-off issue asks for, confirm it there with its Secret ID. Otherwise delete it in Entra (App registrations > the app > Certificates & secrets) once nothing uses it',
  accepts: [known],
};

/** What clears findings, a sentence for each kind, in their order; `asksSecret`: a person is asked to add a secret. */
export const clearingOf = (findings: readonly Note[], asksSecret: boolean): string =>
  [
    ...Map.groupBy(findings, ({ target }) =>
      asksSecret && target.kind === 'secret' ? confirmFirst : adviceFor(target),
    ),
  ]
    .map(([advice, some]) => sentence(advice, some))
    .join(' ');

const sentence = ({ byHand, accepts = [] }: Advice, findings: readonly Note[]): string => {
  const ids = findings.map(idOf).filter((id) => id !== null);
  const named = ids.length === 0 || ids.length > mostIds ? 'its id' : ids.join(' ');
  const inputs = accepts.map(([input, as]) => `"${input}" (${as})`).join(' or ');
  return inputs === '' ? `${byHand}.` : `${byHand}, or add ${named} to the input ${inputs}.`;
};
