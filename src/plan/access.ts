import type {
  ApplicationState,
  EntraState,
  FederatedCredentialState,
  OwnerState,
  SecretState,
  ServicePrincipalState,
  WorkflowPrincipals,
} from '../entra/model.ts';
import type { Policy } from './input.ts';
import type { Target } from './target.ts';

/** The input that accepts a way in; null: none does, and it has to be removed. */
export type AcceptedBy = 'known-owners' | 'known-credentials' | null;

/** A way into the registration, or to more power through it, that nobody vouches for. */
export interface UnknownAccess {
  readonly target: Target;
  /** One sentence without a full stop; our own words. */
  readonly message: string;
  /** Foreign names, and the id that `acceptedBy` takes. */
  readonly names: readonly string[];
  readonly acceptedBy: AcceptedBy;
}

/** What is known: the identities of the workflow, and the ids that its inputs name. */
export interface KnownAccess extends Pick<Policy, 'knownOwners' | 'knownCredentials'> {
  readonly deployerClientId: string | null;
  readonly renewerClientId: string | null;
}

/** The registration and its service principal, as far as others can get in by them. */
export type Accessible = Pick<EntraState, 'application' | 'servicePrincipal' | 'workflow'>;

/**
 * Every way in that is not known, client secrets of the registration apart: what those are is for TruU's side to say.
 * (Graph docs, resources/application and resources/serviceprincipal, read 2026-11.)
 */
export const unknownAccess = (
  { application, servicePrincipal, workflow }: Accessible,
  known: KnownAccess,
): readonly UnknownAccess[] => [
  ...(application === null ? [] : ofApplication(application, workflow, known)),
  ...(servicePrincipal === null ? [] : ofPrincipal(servicePrincipal, workflow, known)),
];

/** A client secret that nobody vouches for, with the names of who added it where that is known. */
export const unknownSecret = (
  { keyId, displayName }: SecretState,
  message: string,
  addedBy: readonly string[] = [],
): UnknownAccess => ({
  target: { kind: 'secret', keyId },
  message,
  names: [displayName ?? '', ...addedBy, keyId],
  acceptedBy: 'known-credentials',
});

const ofApplication = (
  application: ApplicationState,
  workflow: WorkflowPrincipals,
  known: KnownAccess,
): readonly UnknownAccess[] => [
  ...application.owners
    .filter((owner) => !isKnownOwner(owner, workflow, known))
    .map((owner) =>
      unknownOwner(
        { kind: 'owner', id: owner.id },
        'An unknown owner can change the registration and add secrets to it',
        owner,
      ),
    ),
  ...application.certificates
    .filter(({ keyId }) => !known.knownCredentials.has(keyId))
    .map((one) =>
      unknownKey({ kind: 'certificate', keyId: one.keyId }, 'A certificate can log in as the registration', one),
    ),
  ...federated(application.federatedCredentials, 'A federated credential can log in as the registration', known),
  ...application.redirectUris.map((uri) => ({
    target: { kind: 'redirect-uri', uri } as const,
    message: 'Entra sends codes and tokens of the registration to this address',
    names: [uri],
    acceptedBy: null,
  })),
  ...(application.publicClient
    ? [
        {
          target: { kind: 'application-property', property: 'publicClient' } as const,
          message: 'Public client flows are on: anyone with the client id can ask for tokens without a secret',
          names: [],
          acceptedBy: null,
        },
      ]
    : []),
];

const ofPrincipal = (
  principal: ServicePrincipalState,
  workflow: WorkflowPrincipals,
  known: KnownAccess,
): readonly UnknownAccess[] => [
  ...principal.owners
    .filter((owner) => !isKnownOwner(owner, workflow, known))
    .map((owner) =>
      unknownOwner(
        { kind: 'service-principal-owner', id: owner.id },
        'An unknown owner can change the service principal',
        owner,
      ),
    ),
  ...[...principal.secrets, ...principal.certificates]
    .filter(({ keyId }) => !known.knownCredentials.has(keyId))
    .map((one) =>
      unknownKey(
        { kind: 'service-principal-credential', keyId: one.keyId },
        'A credential of the service principal can log in as the registration',
        one,
      ),
    ),
  ...federated(
    principal.federatedCredentials,
    'A federated credential of the service principal can log in as the registration',
    known,
  ),
  ...principal.directoryRoles.map(({ id, displayName }) => ({
    target: { kind: 'directory-role', id } as const,
    message: 'The service principal has a directory role, so TruU has it too',
    names: [displayName ?? '', id],
    acceptedBy: null,
  })),
  ...principal.otherAssignments.map(({ roleId, resourceId, resourceName }) => ({
    target: { kind: 'app-role', resourceId, roleId } as const,
    message: 'The service principal has an app role on another API than Microsoft Graph',
    names: [resourceName ?? resourceId, roleId],
    acceptedBy: null,
  })),
];

/** The reader is none of them: anyone with write access to the repository is the reader. */
const isKnownOwner = ({ id, appId }: OwnerState, workflow: WorkflowPrincipals, known: KnownAccess): boolean =>
  known.knownOwners.has(id) ||
  [workflow.deployer, workflow.renewer].includes(id) ||
  (appId !== null && [known.deployerClientId, known.renewerClientId].includes(appId));

const unknownOwner = (target: Target, message: string, { id, displayName }: OwnerState): UnknownAccess => ({
  target,
  message,
  names: [...(displayName === null ? [] : [displayName]), id],
  acceptedBy: 'known-owners',
});

const unknownKey = (target: Target, message: string, { keyId, displayName }: SecretState): UnknownAccess => ({
  target,
  message,
  names: [...(displayName === null ? [] : [displayName]), keyId],
  acceptedBy: 'known-credentials',
});

const federated = (
  all: readonly FederatedCredentialState[],
  message: string,
  { knownCredentials }: KnownAccess,
): readonly UnknownAccess[] =>
  all
    .filter(({ id }) => !knownCredentials.has(id))
    .map(({ id, name, subject }) => ({
      target: { kind: 'federated-credential', name },
      message,
      names: [name, subject ?? '', id],
      acceptedBy: 'known-credentials',
    }));
