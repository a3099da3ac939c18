import { firstPartyClients } from '../catalog/first-party-clients.ts';
import type { ApplicationState, Deployer } from '../entra/model.ts';
import type { PlanInput, Policy } from './input.ts';

/** Whose the registration is: made by an identity of the workflow, named by the input application-id, or anybody's. */
export type Whose = 'nobody' | 'ours' | 'adopted' | 'foreign';

/** The inputs by which an identity of the workflow is known. */
export type Identities = Pick<Policy, 'deployerClientId' | 'renewerClientId'>;

/**
 * Client ids whose creations are the workflow's. A name proves nothing, since any member of a tenant can take it. A
 * delegated token makes nothing ours, and neither does a client of Microsoft, through which everybody creates.
 */
export const creatorsOf = (
  { deployerClientId, renewerClientId }: Identities,
  { appId, appOnly }: Deployer,
): ReadonlySet<string> =>
  new Set(
    [deployerClientId, renewerClientId, appOnly ? appId : null]
      .filter((one) => one !== null)
      .filter(isNoClientOfMicrosoft),
  );

const isNoClientOfMicrosoft = (clientId: string): boolean => !firstPartyClients.has(clientId);

/** Whether an identity of the workflow created the registration. A creator that Graph does not name is nobody we know. */
export const isCreatedByUs = (
  { createdByAppId }: Pick<ApplicationState, 'createdByAppId'>,
  creators: ReadonlySet<string>,
): boolean => createdByAppId !== null && creators.has(createdByAppId);

/** Whose the registration of the plan is. */
export const whoseOf = ({ entra: { observed }, policy }: PlanInput): Whose => {
  const { application, deployer } = observed;
  if (application === null) return 'nobody';
  if (isCreatedByUs(application, creatorsOf(policy, deployer))) return 'ours';
  return application.appId === policy.applicationId ? 'adopted' : 'foreign';
};
