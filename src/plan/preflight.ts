import type { Applier } from '../entra/model.ts';
import { note, wantedOf } from './changes.ts';
import { rangeOf, type PlanInput } from './input.ts';
import { sideOf } from './target.ts';
import type { Change, Note, Refusal, Step } from './types.ts';
import { refusal } from './refusal.ts';

/** What includes each permission that a step takes (Microsoft Graph permissions reference, read 2026-11). */
const includedIn: Readonly<Record<string, readonly string[]>> = {
  'Application.ReadWrite.OwnedBy': ['Application.ReadWrite.All'],
  'DelegatedPermissionGrant.ReadWrite.All': ['Directory.ReadWrite.All'],
};

/** What the identity that applies would meet, all at once: what its token, Entra and the spec say before any write. */
export const refusePreflight = (
  input: PlanInput,
  changes: readonly Change[],
  steps: readonly Step[],
): readonly Refusal[] => {
  const { preflight } = input.entra.observed;
  if (preflight === null) return [];
  return [
    ...refuseRights(input, preflight.applier, { changes, steps }),
    ...refuseOwnership(input, preflight.applier, changes),
    ...refuseDeleted(input),
  ];
};

const has = ({ roles }: Applier, permission: string): boolean =>
  [permission, ...(includedIn[permission] ?? [])].some((one) => roles.includes(one));

/** The permissions that consent takes. */
const consenting: ReadonlySet<string> = new Set([
  'AppRoleAssignment.ReadWrite.All',
  'DelegatedPermissionGrant.ReadWrite.All',
]);

/** What a plan wants and takes. */
interface Wanted {
  readonly changes: readonly Change[];
  readonly steps: readonly Step[];
}

/** The permissions that the steps take and the identity lacks, where that stands in the way. */
const lackingOf = (applier: Applier, { changes, steps }: Wanted): readonly string[] => {
  const needed = [...new Set(steps.flatMap(({ permissions }) => permissions))];
  const lacking = needed.filter((permission) => !has(applier, permission));
  // A due renewal never waits for consent: everything else is applied, and the run ends red with who can consent.
  const renews = wantedOf(changes).some((change) => change.renews);
  return renews && lacking.every((one) => consenting.has(one)) ? [] : lacking;
};

const refuseRights = (input: PlanInput, applier: Applier, wanted: Wanted): readonly Refusal[] => {
  const lacking = lackingOf(applier, wanted);
  const range = rangeOf(input, 'entra');
  const { clientId } = applier;
  // A directory role can include what a permission allows, and neither a token nor Graph says which do.
  if (lacking.length === 0 || applier.hasDirectoryRole) return [];
  if (applier.servicePrincipalId === null && applier.roles.length === 0)
    return [
      refusal(
        'ENTRA_APPLY_FORBIDDEN',
        `The identity that applies (client-id ${clientId}) has no service principal in this tenant.`,
        range,
        'Check the input "deployer-client-id", and create the service principal of that app in the tenant.',
      ),
    ];
  const names = lacking.join(', ');
  return [
    refusal(
      'ENTRA_APPLY_FORBIDDEN',
      `The identity that applies (client-id ${clientId}) lacks the Microsoft Graph application permissions ${names}.`,
      range,
      `Ask a Privileged Role Administrator or a Global Administrator to grant ${names} to the app ${clientId}.`,
    ),
  ];
};

/** Under OwnedBy an identity can write only to what it owns. */
const refuseOwnership = (input: PlanInput, applier: Applier, changes: readonly Change[]): readonly Refusal[] => {
  const { application } = input.entra.observed;
  const { roles, servicePrincipalId, clientId } = applier;
  const limited = roles.includes('Application.ReadWrite.OwnedBy') && !roles.includes('Application.ReadWrite.All');
  const writes = wantedOf(changes).some(({ target }) => sideOf(target) === 'entra');
  if (application === null || !limited || !writes || servicePrincipalId === null) return [];
  if (application.owners.some((owner) => owner.id === servicePrincipalId)) return [];
  return [
    refusal(
      'ENTRA_NOT_OWNER',
      `The identity that applies (client-id ${clientId}) can only change registrations that it owns, and it does not own this one.`,
      rangeOf(input, 'entra', 'application'),
      `Add the service principal with object id ${servicePrincipalId} as an owner of the app registration and of its enterprise application.`,
    ),
  ];
};

/** A deleted registration keeps its unique name for 30 days, so that creating one would fail. */
const refuseDeleted = (input: PlanInput): readonly Refusal[] => {
  const deleted = input.entra.observed.preflight?.deleted ?? null;
  if (deleted === null || input.entra.observed.application !== null) return [];
  const since = deleted.deletedOn === null ? '' : ` since ${deleted.deletedOn}`;
  const message = `The deleted registration ${deleted.appId} holds the unique name${since}.`;
  return [refusal('ENTRA_UNIQUE_NAME_TAKEN', message, rangeOf(input, 'entra', 'application', 'uniqueName'))];
};

/** What is no reason to refuse: permissions that a directory role may stand for, and a domain that users cannot have. */
export const preflightNotes = (input: PlanInput, wanted: Wanted): readonly Note[] => [
  ...rightsNotes(input, wanted),
  ...domainNotes(input),
];

const rightsNotes = ({ entra }: PlanInput, wanted: Wanted): readonly Note[] => {
  const applier = entra.observed.preflight?.applier;
  const lacking = applier?.hasDirectoryRole ? lackingOf(applier, wanted) : [];
  if (applier === undefined || lacking.length === 0) return [];
  const message =
    'The identity that applies lacks Microsoft Graph application permissions that the plan takes; it has a directory role, which may allow the same';
  return [note({ kind: 'application' }, message, applier.clientId, ...lacking)];
};

const domainNotes = ({ entra, truu }: PlanInput): readonly Note[] => {
  const verified = entra.observed.preflight?.verifiedDomains ?? null;
  const { domain } = truu.desired.settings;
  if (verified === null || verified.includes(domain.toLowerCase())) return [];
  return [
    note(
      { kind: 'directory-setting', setting: 'domain' },
      'The domain of the directory is not a verified domain of the tenant; verified are the others shown here',
      domain,
      ...verified,
    ),
  ];
};
