import { graphError, isAbsent, isOk, noAnswer, type GraphAnswer } from '../graph/answer.ts';
import type { Graph } from '../graph/transport.ts';
import type { WireApplication, WireAssignment } from '../graph/wire.ts';
import type { Deployer, FormerRegistration } from '../model.ts';
import { toSecrets } from './normalize.ts';
import { pages } from './entra.ts';

const permissions = ['Application.Read.All'];

/**
 * What registrations that a directory used before still have; one `$batch`, and none without such registrations. One that
 * is gone has nothing. Throws ENTRA_… when one cannot be read: then it does not count as gone.
 */
export const readFormer = async (
  graph: Graph,
  appIds: readonly string[],
  deployer: Deployer,
): Promise<readonly FormerRegistration[]> => {
  if (appIds.length === 0) return [];
  try {
    const paths = appIds.flatMap((appId) => [
      `/applications(appId='${appId}')?$select=id,appId,passwordCredentials,keyCredentials`,
      `/servicePrincipals(appId='${appId}')/appRoleAssignments`,
    ]);
    const answers = await graph.batch(paths.map((path) => ({ method: 'GET', path })));
    const read = appIds.map((appId, index) =>
      formerOf(graph, appId, [answers[2 * index], answers[2 * index + 1]] as [GraphAnswer, GraphAnswer], deployer),
    );
    return await Promise.all(read);
  } catch (thrown) {
    throw noAnswer(thrown, operation);
  }
};

const operation = 'read the registration that the directory used before';

const formerOf = async (
  graph: Graph,
  appId: string,
  [application, assignments]: readonly [GraphAnswer, GraphAnswer],
  { roles }: Deployer,
): Promise<FormerRegistration> => {
  const attempt = { operation, permissions, roles };
  const wire: Partial<WireApplication> = isAbsent(application) ? {} : (application.body ?? {});
  if (!isAbsent(application) && (!isOk(application) || wire.passwordCredentials === undefined))
    throw graphError(application, attempt);
  const grants = isAbsent(assignments) ? [] : await pages<WireAssignment>(graph, assignments, attempt);
  const credentials = [...toSecrets(wire.passwordCredentials), ...toSecrets(wire.keyCredentials)];
  return {
    appId,
    credentialsEndOn: credentials.map(({ expiresOn }) => expiresOn).sort(),
    grants: grants.length,
  };
};
