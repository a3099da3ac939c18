import { isTierZeroRefused } from '../../catalog/permissions.ts';
import { roleWords } from '../../catalog/secret-roles.ts';
import { carriesTag } from '../../catalog/secret-tag.ts';
import type { EntraState } from '../../entra/model.ts';
import type { GrantState } from '../../plan/grant-states.ts';
import type { ClassifiedSecret } from '../../plan/secret/classify.ts';
import { heldSecretOf } from '../../plan/secret/renewal.ts';
import type { Spec } from '../../spec/schema.ts';
import type { StageResults } from './stage-results.ts';
import type { TruuState } from '../../truu/model.ts';
import type { Unmanaged, PermissionRow, Report, SecretRow } from '../../report/report.ts';

/** What a spec asks for, and what was observed. */
interface World {
  readonly spec: Spec;
  readonly entra: EntraState;
  readonly truu: TruuState;
}

type Inventory = Pick<Report, 'secrets' | 'permissions' | 'unmanaged' | 'loginRoles' | 'secretExpiresOn' | 'daysLeft'> &
  Ids;

type Ids = Pick<Report, 'clientId' | 'directoryId' | 'applicationObjectId' | 'servicePrincipalObjectId'>;

/** What a run saw last of secrets, permissions and ids; empty or null where it saw nothing. Pure. */
export const inventoryOf = (results: StageResults): Inventory => {
  const { spec, policy, verified, applied } = results;
  const last = verified?.readable ? verified : results;
  const seen = last.observation?.readable ? last.observation : null;
  const foreign = last.planned?.whose === 'foreign';
  const world = seen === null || spec === null || foreign ? null : { spec, ...seen };
  const { match = null, secrets = [] } = last.planned?.assessment ?? {};
  const heldKeyId = match?.kind === 'ours' ? match.directory.credential.secretKeyId : null;
  // What a person was given is held by TruU from their word on.
  const isHandedOff = world !== null && world.truu.handOff !== null;
  const held =
    secrets.find((secret) => secret.role === 'held') ??
    (world === null || isHandedOff ? undefined : heldSecretOf(world.entra, heldKeyId));
  const { newSecret = null } = applied?.ledger ?? {};
  const secretExpiresOn = (newSecret?.isInTruu === true ? newSecret.expiresOn : held?.expiresOn) ?? null;
  return {
    secrets: secrets.map((secret) => secretRow(secret, isHandedOff)),
    permissions: permissionRowsOf(last.planned?.grants ?? [], policy?.allowedPermissions ?? new Set()),
    unmanaged: world === null ? [] : unmanagedOf(world, match?.kind === 'ours' ? match.directory.id : null),
    loginRoles: seen?.entra.deployer.roles ?? null,
    ...idsOf(results, world, match?.kind === 'ours' ? match.directory.id : null),
    secretExpiresOn,
    daysLeft: secretExpiresOn === null || seen === null ? null : daysUntil(secretExpiresOn, seen.entra.now),
  };
};

/** What this run created counts as well, since Graph can show it late. Where people serve TruU, no id of TruU's is known. */
const idsOf = ({ applied }: StageResults, world: World | null, directoryId: string | null): Ids => {
  const application = applied?.ledger.ids.get('create-application');
  const principal = applied?.ledger.ids.get('create-service-principal');
  return {
    clientId: world?.entra.application?.appId ?? application?.appId ?? null,
    directoryId: world?.truu.handOff === null ? directoryId : null,
    applicationObjectId: world?.entra.application?.id ?? application?.applicationId ?? null,
    servicePrincipalObjectId: world?.entra.servicePrincipal?.id ?? principal?.servicePrincipalId ?? null,
  };
};

const dayMs = 86_400_000;

const daysUntil = (end: string, now: Date): number | null => {
  const days = Math.floor((Date.parse(end) - now.getTime()) / dayMs);
  return Number.isNaN(days) ? null : days;
};

/** A secret with its role, and why it is ours or not. Its value was never known here. */
const secretRow = (secret: ClassifiedSecret, byPeople: boolean): SecretRow => {
  const { keyId, displayName, startsOn, expiresOn, role, use, lastUsedOn } = secret;
  const { reason } = roleWords(role, byPeople);
  const base = { keyId, displayName, startsOn, expiresOn, role, use, lastUsedOn };
  if (role === 'foreign' || role === 'unvouched' || role === 'other-consumer') return { ...base, ours: false, reason };
  if (carriesTag(displayName)) return { ...base, ours: true, reason: `created by this action; ${reason}` };
  if (role === 'held') return { ...base, ours: false, reason: `created manually; ${reason}` };
  return { ...base, ours: true, reason: `TruU or adopt-secrets names it; ${reason}` };
};

/** Each permission that is listed, requested or granted; those with the widest reach first. */
const permissionRowsOf = (grants: readonly GrantState[], ceiling: ReadonlySet<string>): readonly PermissionRow[] =>
  grants
    .map(({ type, name, description, tier, listed, requested, granted }) => ({
      type,
      name,
      description,
      tier,
      listed,
      requested,
      granted,
      allowed: ceiling.has(`${type}:${name}`) && !isTierZeroRefused(name),
    }))
    .sort((a, b) => (a.tier ?? 0) - (b.tier ?? 0));

/** What was observed and is neither compared nor changed; the notes of the plan are apart. */
const unmanagedOf = (world: World, directoryId: string | null): readonly Unmanaged[] => [
  ...unmanagedKeysOf(world),
  ...otherApisOf(world.entra),
  ...otherDirectoriesOf(world.truu, directoryId),
];

const unmanagedKeysOf = ({ spec, truu }: World): readonly Unmanaged[] => {
  const { permissions } = spec.entra;
  const absent: readonly (readonly [boolean, string, string])[] = [
    [permissions?.application === undefined, 'Application permissions', 'entra.permissions.application'],
    [permissions?.delegated === undefined, 'Delegated permissions', 'entra.permissions.delegated'],
    [spec.truu.primaryUserIdentifier === undefined, 'The primary user identifier', 'truu.primaryUserIdentifier'],
    [spec.truu.cluster === undefined, 'Identity Server clusters', 'truu.cluster'],
  ];
  const others = truu.cluster?.names.filter((name) => name !== spec.truu.cluster) ?? [];
  return [
    ...absent.flatMap(([is, title, key]) => (is ? [{ title, names: [], reason: `the spec has no ${key}` }] : [])),
    ...(others.length > 0 ? [{ title: 'Other clusters', names: others, reason: 'the spec does not name them' }] : []),
  ];
};

const otherApisOf = ({ application }: EntraState): readonly Unmanaged[] => {
  const names = (application?.otherApis ?? []).map((one) => one.resourceAppId);
  if (names.length === 0) return [];
  return [{ title: 'Permissions on other APIs', names, reason: 'the spec covers Microsoft Graph only' }];
};

const otherDirectoriesOf = ({ directories }: TruuState, directoryId: string | null): readonly Unmanaged[] => {
  if (directoryId === null) return [];
  const names = directories.filter((one) => one.id !== directoryId).map((one) => one.configurationName ?? 'unknown');
  if (names.length === 0) return [];
  return [{ title: 'Other TruU directories', names, reason: 'the spec describes another directory' }];
};
