import { cloudNames, type CloudName } from '../catalog/clouds.ts';
import { firstPartyClients } from '../catalog/first-party-clients.ts';
import { catalogueFix, findPermission, guidePermissions, permissions } from '../catalog/permissions.ts';
import type { Trust } from '../run/request.ts';
import { nearest } from '../spec/nearest.ts';
import { ActionError } from '../support/errors.ts';
import { invalid, toGuid, toList } from './input-values.ts';
import type { InputName, ReadInput } from './input-names.ts';

/** The inputs that decide trust, which no spec may. Throws INPUT_INVALID. */
export const readTrust = (read: ReadInput): Trust => {
  const optional = <T>(name: InputName, convert: (name: string, value: string) => T): T | null =>
    read(name) === '' ? null : convert(name, read(name));
  const guids = (name: InputName): ReadonlySet<string> => new Set(toList(read(name)).map((id) => toGuid(name, id)));
  return {
    tenantId: optional('tenant-id', toGuid),
    cloud: optional('cloud', toCloud),
    deployerClientId: optional('deployer-client-id', toWorkflowClient),
    renewerClientId: optional('renewer-client-id', toWorkflowClient),
    applicationId: optional('application-id', toGuid),
    knownOwners: guids('known-owners'),
    knownCredentials: guids('known-credentials'),
    adoptSecrets: guids('adopt-secrets'),
    rotate: optional('rotate', toGuid),
    allowedPermissions: allowed(read('allowed-permissions')),
    planWorkflow: optional('plan-workflow', toWorkflowPath) ?? defaultPlanWorkflow,
  };
};

const defaultPlanWorkflow = '.github/workflows/truu-plan.yml';

const toCloud = (name: string, value: string): CloudName => {
  const cloud = cloudNames.find((one) => one === value);
  if (cloud !== undefined) return cloud;
  throw invalid(name, `must be one of ${cloudNames.join(', ')}`, 'Use the cloud of the tenant.');
};

/** The client id of an identity of the workflow: never a client with which everybody can create registrations. */
const toWorkflowClient = (name: string, value: string): string => {
  const clientId = toGuid(name, value);
  const microsofts = firstPartyClients.get(clientId);
  if (microsofts === undefined) return clientId;
  const fix = 'Set it to the Application (client) ID of the app that the job logs in as.';
  throw invalid(name, `names a client of Microsoft (${microsofts}), with which anybody can create registrations`, fix);
};

const toWorkflowPath = (name: string, value: string): string => {
  if (/^\.github\/workflows\/[^/]+\.ya?ml$/.test(value)) return value;
  throw invalid(name, 'must be the path of a workflow', `Write a path such as ${defaultPlanWorkflow}.`);
};

/**
 * The allowed permissions as `type:name`. A bare name is the application permission if there is one, otherwise the
 * delegated one; the prefixes `application:` and `delegated:` set the type. Empty: exactly the eight permissions of
 * TruU's guide.
 */
const allowed = (value: string): ReadonlySet<string> => {
  const entries = toList(value);
  if (entries.length === 0) return new Set(guidePermissions.map(({ type, name }) => `${type}:${name}`));
  return new Set(
    entries.map((entry) => {
      const [, prefix, name = ''] = /^(?:(application|delegated):)?(.+)$/.exec(entry) ?? [];
      const type = prefix ?? (findPermission('application', name) ? 'application' : 'delegated');
      if (findPermission(type as 'application' | 'delegated', name)) return `${type}:${name}`;
      throw unknownPermission(entry, name);
    }),
  );
};

const unknownPermission = (entry: string, name: string): ActionError => {
  const near = nearest(name, [...new Set(permissions.map((permission) => permission.name))]);
  const message = 'The input "allowed-permissions" has a permission that the action\'s catalogue does not have.';
  return new ActionError('INPUT_INVALID', message, {
    evidence: [{ name: 'Permission', value: entry }],
    fix: catalogueFix(near, null),
  });
};
