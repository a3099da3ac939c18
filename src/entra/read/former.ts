import { graphError, isAbsent, isOk, noAnswer, type Attempt, type GraphAnswer } from '../graph/answer.ts';
import type { Graph } from '../graph/transport.ts';
import type {
  WireApplication,
  WireAssignment,
  WireFederatedCredential,
  WireGrant,
  WireMembership,
  WireServicePrincipal,
} from '../graph/wire.ts';
import type { Deployer, FormerRegistration } from '../model.ts';
import { hasNoSuchPart, pages } from './entra.ts';
import { isDirectoryRole, toSecrets } from './normalize.ts';

/** So many registrations fit into one `$batch` of twenty requests. */
const registrationsPerBatch = 2;

const pathsOf = (appId: string): readonly string[] => {
  const [application, principal] = [`/applications(appId='${appId}')`, `/servicePrincipals(appId='${appId}')`];
  return [
    `${application}?$select=id,appId,passwordCredentials,keyCredentials`,
    `${application}/federatedIdentityCredentials`,
    `${principal}?$select=id,passwordCredentials,keyCredentials`,
    `${principal}/federatedIdentityCredentials`,
    `${principal}/appRoleAssignments`,
    `${principal}/oauth2PermissionGrants`,
    `${principal}/transitiveMemberOf`,
  ];
};

type SevenAnswers = [
  ...[GraphAnswer, GraphAnswer, GraphAnswer],
  ...[GraphAnswer, GraphAnswer, GraphAnswer, GraphAnswer],
];

/**
 * What registrations that a directory used before still have: every way to log in as one, and every permission and
 * directory role; a `$batch` for two of them, and none without such registrations. One that is gone has nothing. Throws
 * ENTRA_… when a part cannot be read: then it does not count as gone.
 */
export const readFormer = async (
  graph: Graph,
  appIds: readonly string[],
  deployer: Deployer,
): Promise<readonly FormerRegistration[]> => {
  const former: FormerRegistration[] = [];
  try {
    for (let at = 0; at < appIds.length; at += registrationsPerBatch) {
      const some = appIds.slice(at, at + registrationsPerBatch).map((appId) => ({ appId, paths: pathsOf(appId) }));
      const items = some.flatMap(({ paths }) => paths).map((path) => ({ method: 'GET', path }) as const);
      const answers = [...(await graph.batch(items))];
      for (const { appId, paths } of some)
        former.push(await formerOf(graph, appId, answers.splice(0, paths.length) as SevenAnswers, deployer));
    }
    return former;
  } catch (thrown) {
    throw noAnswer(thrown, operation);
  }
};

const operation = 'read the registration that the directory used before';

const formerOf = async (
  graph: Graph,
  appId: string,
  [application, federated, principal, ofPrincipal, assignments, grants, memberships]: SevenAnswers,
  { roles }: Deployer,
): Promise<FormerRegistration> => {
  const attempt = (permission: string): Attempt => ({ operation, permissions: [permission], roles });
  const all = async <T>(answer: GraphAnswer, permission = 'Application.Read.All'): Promise<readonly T[]> =>
    isAbsent(answer) ? [] : pages<T>(graph, answer, attempt(permission));
  const secretsOf = (answer: GraphAnswer) => {
    if (isAbsent(answer)) return [];
    const wire = answer.body as Partial<WireApplication & WireServicePrincipal> | undefined;
    if (!isOk(answer) || wire?.passwordCredentials === undefined)
      throw graphError(answer, attempt('Application.Read.All'));
    return [...toSecrets(wire.passwordCredentials), ...toSecrets(wire.keyCredentials)];
  };
  const credentials = [...(await all<WireFederatedCredential>(federated))];
  if (!hasNoSuchPart(ofPrincipal)) credentials.push(...(await all<WireFederatedCredential>(ofPrincipal)));
  const granted = [
    ...(await all<WireAssignment>(assignments)),
    ...(await all<WireGrant>(grants, 'Directory.Read.All')),
    ...(await all<WireMembership>(memberships)).filter(isDirectoryRole),
  ];
  const secrets = [...secretsOf(application), ...secretsOf(principal)];
  return {
    appId,
    credentialsEndOn: secrets.map(({ expiresOn }) => expiresOn).sort(),
    federatedCredentials: credentials.length,
    grants: granted.length,
  };
};
