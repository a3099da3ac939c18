import type { Applied } from '../apply/apply.ts';
import { clouds } from '../catalog/clouds.ts';
import { applicationKey } from '../entra/desired.ts';
import type { EntraState } from '../entra/model.ts';
import type { Query } from './observe.ts';
import type { Trust } from './request.ts';
import type { Spec } from '../spec/schema.ts';
import { truuQuery } from '../truu/desired.ts';

/** What to read at first. */
export const queryOf = (spec: Spec, { applicationId, deployerClientId, renewerClientId }: Trust): Query => ({
  tenant: spec.entra.tenant,
  application: applicationKey(spec.entra, applicationId),
  workflow: { deployer: deployerClientId, renewer: renewerClientId },
  truu: truuQuery(spec),
  secretUse: clouds[spec.entra.cloud].reportsSecretUse ? 'ask' : null,
});

/** The same again, by what this run has created and found out. */
export const queryAfter = (query: Query, entra: EntraState, { ledger }: Applied): Query => {
  const appId = ledger.ids.get('create-application')?.appId ?? entra.application?.appId;
  return { ...query, ...(appId === undefined ? {} : { application: { appId } }), secretUse: entra.secretUse };
};
