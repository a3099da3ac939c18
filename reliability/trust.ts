import { clientIdOf, identities } from '../emulator/default-seed.ts';
import type { Application } from '../emulator/state.ts';
import { committedRequests, type CommittedRequest, type Evidence } from './invariants.ts';

const isGrant = ({ path }: CommittedRequest): boolean =>
  path.endsWith('/appRoleAssignments') || path.includes('/oauth2PermissionGrants');
const isSecret = ({ path }: CommittedRequest): boolean => path.endsWith('/addPassword') || path.endsWith('/credential');
const createsDirectory = ({ method, path }: CommittedRequest): boolean =>
  method === 'POST' && path === '/api/v1/directories';

/** The seed's own identities, among them the deployer, name no creator. */
const isForeign = (application: Application, adopted: string | undefined): boolean =>
  application['createdByAppId'] !== undefined &&
  application['createdByAppId'] !== clientIdOf(identities.deployer) &&
  application.appId !== adopted;

/** A registration that the workflow did not create and does not adopt: nothing is sent that names it, but reads. */
const strangersGain = ({ after: { entra }, log }: Evidence, adopted: string | undefined): readonly string[] => {
  const requests = committedRequests(log);
  return entra.applications
    .filter((one) => isForeign(one, adopted))
    .flatMap(({ id, appId }) => {
      const principals = entra.servicePrincipals.filter((one) => one.appId === appId);
      const ids = [id, appId, ...principals.map((one) => one.id)];
      return requests.filter(({ path, body }) => ids.some((named) => JSON.stringify([path, body]).includes(named)));
    })
    .map(({ method, path }) => `I7: a stranger's registration was written to: ${method} ${path}`);
};

/** Once an owner was added that nobody knows, the registration gets no permission, and TruU no first secret of it. */
const ownersGain = ({ log }: Evidence): readonly string[] => {
  const added = log.find(
    ({ from, path, status }) => from === 'person' && path.endsWith('/owners/$ref') && status === 204,
  );
  if (added === undefined) return [];
  return committedRequests(log.filter(({ n }) => n > added.n))
    .filter((one) => isGrant(one) || isSecret(one) || createsDirectory(one))
    .map(({ method, path }) => `I7: ${method} ${path} came after an unknown owner`);
};

/** I7: trust is given to no stranger. `adopted` is the input application-id. */
export const trustViolations = (evidence: Evidence, adopted: string | undefined): readonly string[] => [
  ...strangersGain(evidence, adopted),
  ...ownersGain(evidence),
];
