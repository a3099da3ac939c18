import type { PlanInput } from '../input.ts';
import type { Change, Id, Step } from '../types.ts';

/** The Graph permission that writing to a registration of our own takes. */
export const owning = ['Application.ReadWrite.OwnedBy'];

/** Ids of steps, to depend on them. */
export const idsOf = (steps: readonly Step[]): readonly string[] => steps.map((step) => step.id);

/** Addresses of changes, as a step names them. */
export const addressesOf = (changes: readonly Change[]): readonly string[] => changes.map((change) => change.address);

/** Object id of the registration. */
export const applicationId = ({ entra }: PlanInput): Id =>
  entra.observed.application?.id ?? { step: 'create-application', field: 'applicationId' };

/** Application (client) id of the registration. */
export const appId = ({ entra }: PlanInput): Id =>
  entra.observed.application?.appId ?? { step: 'create-application', field: 'appId' };

/** Object id of its service principal. */
export const principalId = ({ entra }: PlanInput): Id =>
  entra.observed.servicePrincipal?.id ?? { step: 'create-service-principal', field: 'servicePrincipalId' };
