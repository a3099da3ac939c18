import type { EntraState, KeyAddition } from '../entra/model.ts';
import { creatorsOf, type Identities } from './whose.ts';

/**
 * The record of Entra's audit log by which a secret was added by another than the workflow's identities; null where none
 * says so. No record, and one that does not say who it was, prove nothing. A name is no identity: ids decide, and what a
 * person does through an app of the workflow is the person's. Pure.
 */
export const addedByAnother = (
  keyId: string,
  { keyAdditions, workflow, deployer }: Pick<EntraState, 'keyAdditions' | 'workflow' | 'deployer'>,
  identities: Identities,
): KeyAddition | null => {
  const clients = creatorsOf(identities, deployer);
  const principals = [workflow.deployer, workflow.renewer, deployer.appOnly ? deployer.servicePrincipalId : null];
  const isOurs = ({ appId, servicePrincipalId }: KeyAddition): boolean =>
    (servicePrincipalId !== null && principals.includes(servicePrincipalId)) || (appId !== null && clients.has(appId));
  const isAnothers = (one: KeyAddition): boolean =>
    one.userId !== null || ((one.servicePrincipalId !== null || one.appId !== null) && !isOurs(one));
  return keyAdditions?.find((one) => one.keyId === keyId && isAnothers(one)) ?? null;
};
