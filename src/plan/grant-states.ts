import { findPermission, permissionById, summaryOf, type PermissionSummary } from '../catalog/permissions.ts';
import type { EntraState } from '../entra/model.ts';
import type { PlanInput } from './input.ts';

/** One permission on Microsoft Graph: whether the spec lists it, the registration requests it, and it was granted. */
export interface GrantState extends PermissionSummary {
  /** Null: the spec does not manage permissions of this type. */
  readonly listed: boolean | null;
  /** Its path in the spec; null: not listed. */
  readonly path: readonly (string | number)[] | null;
  readonly requested: boolean;
  readonly granted: boolean;
}

type ByName = ReadonlyMap<string, PermissionSummary>;

const byName = (all: readonly PermissionSummary[]): ByName => new Map(all.map((one) => [one.name, one]));

/** What the catalogue does not know keeps its id in place of a name: it is a privilege all the same. */
const ofIds = (type: GrantState['type'], ids: readonly string[]): ByName =>
  byName(ids.map((id) => summaryOf(type, id, permissionById(type, id))));

const grantedOf = ({ servicePrincipal }: EntraState, type: GrantState['type']): ByName =>
  type === 'application'
    ? ofIds(type, servicePrincipal?.assignments.map((one) => one.roleId) ?? [])
    : byName(
        servicePrincipal?.delegatedGrant?.scopes.map((name) => summaryOf(type, name, findPermission(type, name))) ?? [],
      );

/** Each permission that is listed, requested or granted, by type and name. */
export const grantStatesOf = ({ entra: { desired, observed } }: PlanInput): readonly GrantState[] =>
  (['application', 'delegated'] as const).flatMap((type) => {
    const listed = desired[type] === null ? null : new Map(desired[type].map((one) => [one.name, one]));
    const requested = ofIds(type, observed.application?.requested[type] ?? []);
    const granted = grantedOf(observed, type);
    const all = new Map([...requested, ...granted, ...(listed ?? [])]);
    return [...all.values()]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, tier, description }) => ({
        type,
        name,
        tier,
        description,
        listed: listed?.has(name) ?? null,
        path: listed?.get(name)?.path ?? null,
        requested: requested.has(name),
        granted: granted.has(name),
      }));
  });
