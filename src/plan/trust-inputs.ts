import type { Policy } from './input.ts';

/** The values, by name, of the inputs that decide trust, with which a plan was made: lists sorted, empty where not set. */
export type TrustInputs = Readonly<Record<string, string>>;

/** Another value in the workflow that applies is another decision, so they are part of what is agreed to. */
export const trustInputsOf = (policy: Policy): TrustInputs => ({
  'application-id': policy.applicationId ?? '',
  'deployer-client-id': policy.deployerClientId ?? '',
  'renewer-client-id': policy.renewerClientId ?? '',
  'known-owners': sorted(policy.knownOwners),
  'known-credentials': sorted(policy.knownCredentials),
  'adopt-secrets': sorted(policy.adoptSecrets),
  rotate: policy.rotate ?? '',
  'allowed-permissions': sorted(policy.allowedPermissions),
});

const sorted = (values: ReadonlySet<string>): string => [...values].sort().join(' ');
