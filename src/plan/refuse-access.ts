import { firstPartyClients } from '../catalog/first-party-clients.ts';
import type { ApplicationState, FederatedCredentialState, OwnerState, SecretState } from '../entra/model.ts';
import type { UnknownAccess } from './access.ts';
import { wantedOf } from './changes.ts';
import { rangeOf, type PlanInput } from './input.ts';
import { refusal } from './refusal.ts';
import type { Change, Refusal } from './types.ts';
import type { DirectoryMatch } from './which-directory.ts';

/**
 * A registration that holds our unique name and that nobody of the workflow created. That to adopt it is a way is said
 * only where TruU itself names it: otherwise the message would recruit for the holder of the name.
 */
export const refuseForeign = (input: PlanInput, application: ApplicationState): Refusal => {
  const { appId } = application;
  const usedByTruu = input.truu.observed.directories.some(({ clientId }) => clientId === appId);
  const elsewhere =
    'Set entra.application.uniqueName to another name, or let an administrator find out who created the registration, and delete it for good.';
  const adopting = ` If it is the registration that TruU has used until now, and an administrator confirms its creator, owners and credentials, set the input "application-id" to ${appId}.`;
  return refusal(
    'ENTRA_APPLICATION_FOREIGN',
    'The registration with the unique name was not created by an identity of this workflow, so nothing is done with it.',
    rangeOf(input, 'entra', 'application', 'uniqueName'),
    usedByTruu ? `${elsewhere}${adopting}` : elsewhere,
    originEvidence(application),
  );
};

/** Who made a registration, who owns it, and what can log in as it: what an administrator judges an adoption by. */
export const originOf = (
  application: ApplicationState,
): readonly { readonly name: string; readonly value: readonly string[] }[] => [
  { name: 'Created by', value: [creatorLabel(application.createdByAppId)] },
  { name: 'Created on', value: [application.createdOn ?? 'unknown'] },
  { name: 'Owned by', value: application.owners.map(ownerLabel) },
  {
    name: 'Credentials',
    value: [
      ...application.secrets.map(keyLabel('secret')),
      ...application.certificates.map(keyLabel('certificate')),
      ...application.federatedCredentials.map(federatedLabel),
    ],
  },
];

/** The registration and its origin, for a message. */
export const originEvidence = (application: ApplicationState): Refusal['evidence'] => [
  { name: 'Application (client) ID', value: application.appId },
  ...originOf(application).map(({ name, value }) => ({ name, value: value.join(', ') || 'none' })),
];

const creatorLabel = (clientId: string | null): string => {
  if (clientId === null) return 'unknown';
  const ofMicrosoft = firstPartyClients.get(clientId);
  return ofMicrosoft === undefined ? clientId : `${clientId} (${ofMicrosoft})`;
};

/** Ids only: whether a name is readable depends on who plans, and every identity has to see one plan. */
const ownerLabel = ({ id }: OwnerState): string => id;
const keyLabel =
  (kind: string) =>
  ({ keyId }: SecretState): string =>
    `${kind} ${keyId}`;
const federatedLabel = ({ id }: FederatedCredentialState): string => `federated credential ${id}`;

/**
 * Unknown ways in refuse only what would add power to the registration or start trust in it. A renewal that is due goes
 * on: refusing it would let any bystander expire TruU's secret, and protects nothing, since an owner can make a secret.
 */
export const refuseUnknownAccess = (
  input: PlanInput,
  match: DirectoryMatch,
  changes: readonly Change[],
  unknown: readonly UnknownAccess[],
): readonly Refusal[] => {
  if (unknown.length === 0 || !wantedOf(changes).some((change) => addsPower(change, startsTrust(input, match))))
    return [];
  const { message, fix, evidence } = accessUnknown(unknown);
  // The record of what a person confirmed may be gone, and TruU works on.
  const mayBeTruus = input.truu.rules.place !== null && unknown.some(({ target }) => target.kind === 'secret');
  const adopt = mayBeTruus ? ' If TruU uses one of the secrets, name it in the input "adopt-secrets".' : '';
  return [refusal('ENTRA_ACCESS_UNKNOWN', message, rangeOf(input, 'entra', 'application'), fix + adopt, evidence)];
};

/** Whether a new secret would be the first that TruU holds of this registration. */
export const startsTrust = ({ entra: { desired, observed } }: PlanInput, match: DirectoryMatch): boolean => {
  if (match.kind !== 'ours') return true;
  const { clientId, tenantId, credential } = match.directory;
  const holdsOne = credential.secretKeyId !== null || credential.acceptedAt !== null;
  return !holdsOne || clientId !== observed.application?.appId || tenantId !== desired.tenant;
};

const addsPower = ({ target, act, fields }: Change, secretStartsTrust: boolean): boolean => {
  if (target.kind === 'adoption') return true;
  if (target.kind === 'permission') return act === 'grant' && fields.some(({ path }) => path === 'granted');
  return target.kind === 'secret' && target.keyId === null && secretStartsTrust;
};

/** What was seen, with the names that it is known by, for a message. */
export const namedEvidence = ({
  message,
  names,
}: Pick<UnknownAccess, 'message' | 'names'>): Refusal['evidence'][number] => ({
  name: message,
  value: names.filter((one) => one !== '').join(' ') || 'yes',
});

/** What is said of unknown ways in where they stop something: which they are, and what accepts each. */
export const accessUnknown = (
  unknown: readonly UnknownAccess[],
): { readonly message: string; readonly fix: string; readonly evidence: Refusal['evidence'] } => {
  const ids = (input: UnknownAccess['acceptedBy']): readonly string[] =>
    unknown.filter(({ acceptedBy }) => acceptedBy === input).map(({ names }) => names.at(-1) ?? '');
  const accepts = (['known-owners', 'known-credentials'] as const)
    .map((input) => [input, ids(input)] as const)
    .filter(([, named]) => named.length > 0)
    .map(([input, named]) => `the input "${input}" accepts ${named.join(' ')}`);
  const remove = 'Find out who set it up, and remove in Entra what should not be there.';
  return {
    message:
      'There are unknown ways to use or change the registration, so it gets no new permission and TruU no first secret of it.',
    fix: accepts.length === 0 ? remove : `${remove} Of what is to stay, ${accepts.join(', and ')}.`,
    evidence: unknown.map(namedEvidence),
  };
};
