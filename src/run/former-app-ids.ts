import type { EntraState } from '../entra/model.ts';
import { isGuid } from '../support/guid.ts';
import type { TruuState } from '../truu/model.ts';

/**
 * Client ids of the registrations that our directory used before, by TruU's record, and that no directory of this tenant
 * uses now. A directory of another tenant is no reason to keep anything here. Pure.
 */
export const formerAppIds = (
  { application, tenant }: Pick<EntraState, 'application' | 'tenant'>,
  { directories }: Pick<TruuState, 'directories'>,
): readonly string[] => {
  const inTenant = directories.filter((one) => one.tenantId === tenant);
  const inUse = new Set(inTenant.map(({ clientId }) => clientId));
  const ours = inTenant.filter(({ clientId }) => clientId === application?.appId);
  const named = ours.flatMap(({ credential }) => credential.previous.flatMap(({ clientId }) => clientId ?? []));
  // What TruU names goes into a path of Graph.
  return [...new Set(named)].filter((one) => isGuid(one) && !inUse.has(one)).sort();
};
