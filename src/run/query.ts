import type { Applied } from '../apply/apply.ts';
import { traitsOf } from '../catalog/modes.ts';
import { clouds } from '../catalog/clouds.ts';
import { applicationKey } from '../entra/desired.ts';
import type { EntraState, UseQuery } from '../entra/model.ts';
import type { Query } from './observe.ts';
import type { RunRequest } from './request.ts';
import type { Spec } from '../spec/schema.ts';
import { truuQuery } from '../truu/desired.ts';

/** What to read at first. */
export const queryOf = (spec: Spec, request: RunRequest): Query => ({
  tenant: spec.entra.tenant,
  application: applicationKey(spec.entra, request.applicationId),
  workflow: { deployer: request.deployerClientId, renewer: request.renewerClientId },
  truu: truuQuery(spec, request.adoptSecrets),
  secretUse: clouds[spec.entra.cloud].reportsSecretUse ? useQueryOf(request) : null,
  keyAdditions: 'ask',
  knownKeyIds: new Set([...request.knownCredentials, ...request.adoptSecrets]),
  preflight: preflightOf(request),
});

/** What a person says of the console is judged by the report; over the API it is a hint. */
const useQueryOf = ({ access }: RunRequest): UseQuery =>
  access?.truu.connection === 'console' && access.truu.evidence !== 'none' ? 'evidence' : 'ask';

const preflightOf = ({ mode, access, deployerClientId }: RunRequest): Query['preflight'] => {
  const clientId = { deployer: deployerClientId, self: access?.clientId ?? null, nobody: null }[
    traitsOf(mode).preflight
  ];
  return clientId === null ? null : { clientId };
};

/** The same again, by what this run has created and found out. */
export const queryAfter = (query: Query, entra: EntraState, { ledger }: Applied): Query => {
  const appId = ledger.ids.get('create-application')?.appId ?? entra.application?.appId;
  return {
    ...query,
    ...(appId === undefined ? {} : { application: { appId } }),
    secretUse: entra.secretUse,
    keyAdditions: entra.keyAdditions,
    preflight: entra.preflight,
  };
};
