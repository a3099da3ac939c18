import { expect } from '@jest/globals';
import { clientIdOf, identities } from '../../../emulator/default-seed.ts';
import { roleIdOf } from '../../support/emulator-registration.ts';
import { managed, patchApplication, revoke } from '../../../testing/manual-changes.ts';
import { specText, type Scenario } from '../../support/scenario.ts';
import type { ErrorRow } from '../row.ts';
import { azureCli, memberId, squat } from '../../support/member.ts';
import { grantTo } from './administration.ts';
import { becomeOwner, consent, restore, withoutDevices } from './entra-mends.ts';
import { takeFrom, takeFromDeployer } from './rights.ts';
import { answering, graphError, impatient, spoilt } from './faults.ts';

/** An administrator lets the deployer read the policies of the tenant. */
const letReadPolicies = async ({ emulator, graph }: Scenario): Promise<void> => {
  const { entra } = await emulator.state();
  const deployer = entra.servicePrincipals.find(({ appId }) => appId === clientIdOf(identities.deployer));
  const resourceId = entra.appRoleAssignments[0]?.resourceId;
  const body = { principalId: deployer?.id, resourceId, appRoleId: roleIdOf('Policy.Read.All') };
  await graph('POST', `/servicePrincipals/${deployer?.id}/appRoleAssignments`, body);
};

/** A person's object id, which no identity of the workflow has. */
const ownManaged = async (s: Scenario, id: string): Promise<void> => {
  const { application } = await managed(s);
  const reference = { '@odata.id': `${s.emulator.urls.graph}/v1.0/directoryObjects/${id}` };
  await s.graph('POST', `/applications/${application.id}/owners/$ref`, reference);
};

const graph = { service: 'graph' } as const;

/** What Entra's side refuses, or how it fails. */
export const entraRows: readonly ErrorRow[] = [
  {
    when: 'the deployer may not read',
    code: 'ENTRA_FORBIDDEN',
    mode: 'apply',
    world: 'nothing',
    spoil: (s) => takeFromDeployer(s, 'Application.Read.All', 'Directory.Read.All', 'Application.ReadWrite.OwnedBy'),
    contains: ['Application.Read.All', 'grant', 'Privileged Role Administrator'],
    leaves: 'untouched',
    heals: false,
  },
  {
    when: 'the reader may read applications, and not which delegated permissions were granted',
    code: 'ENTRA_FORBIDDEN',
    mode: 'plan',
    world: 'converged',
    spoil: (s) => takeFrom(s, identities.reader, 'Directory.Read.All'),
    contains: ['cannot read the granted delegated permissions: it lacks Directory.Read.All.'],
    mend: (s) => grantTo(s, clientIdOf(identities.reader), 'Directory.Read.All'),
    leaves: 'untouched',
    heals: false,
  },
  {
    when: 'the reader may read the directory, and not the federated credentials of the registration',
    code: 'ENTRA_FORBIDDEN',
    mode: 'plan',
    world: 'converged',
    spoil: (s) => takeFrom(s, identities.reader, 'Application.Read.All'),
    contains: ['cannot read its federated credentials: it lacks Application.Read.All.'],
    leaves: 'untouched',
    heals: false,
  },
  {
    when: 'Graph does not let the deployer make a secret, though it has the permission',
    code: 'ENTRA_FORBIDDEN',
    mode: 'apply',
    world: 'nothing',
    spoil: async ({ emulator }) => {
      const denied = graphError('Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
      const refusal = answering(403, denied);
      await emulator.faults.add({ ...graph, method: 'POST', path: '/addPassword$', when: 'before', do: refusal });
    },
    contains: [
      'although its token has Application.ReadWrite.OwnedBy',
      "make this job's identity an owner of what it changes",
    ],
  },
  {
    when: 'a renewal is due though the deployer may not grant what is missing',
    code: 'ENTRA_CONSENT_REQUIRED',
    mode: 'apply',
    world: 'converged',
    spoil: async (s) => {
      const { principal, assignments } = await managed(s);
      await s.graph('DELETE', `/servicePrincipals/${principal.id}/appRoleAssignments/${assignments[0]?.id}`);
      await takeFromDeployer(s, 'AppRoleAssignment.ReadWrite.All');
      await s.emulator.clock.advance('P11M5D');
      return { spec: specText([['health', 'timeout'], 'PT1S']) };
    },
    contains: ['/adminconsent?client_id='],
    heals: false,
    also: async (scenario, { outputs }) => {
      expect(outputs['rotated']).toBe('true');
      expect((await managed(scenario)).secrets).toHaveLength(2);
    },
    mend: consent,
  },
  {
    when: 'the deployer does not own the registration',
    code: 'ENTRA_NOT_OWNER',
    mode: 'apply',
    world: 'converged',
    result: 'refused',
    spoil: async (s) => {
      const { application } = await managed(s);
      await patchApplication(s, { displayName: 'Renamed' });
      const deployer = application.owners[0];
      await s.graph('DELETE', `/applications/${application.id}/owners/${deployer}/$ref`);
    },
    contains: ['as an owner of the app registration'],
    mend: becomeOwner,
    leaves: 'untouched',
    heals: false,
  },
  {
    when: 'the registration to adopt is named by its object id',
    code: 'ENTRA_APPLICATION_NOT_FOUND',
    mode: 'plan',
    world: 'converged',
    result: 'refused',
    spoil: async (s) => ({ with: { 'application-id': (await managed(s)).application.id } }),
    contains: ['Use the Application (client) ID'],
    mend: async (s) => ({ extras: { with: { 'application-id': (await managed(s)).application.appId } } }),
    leaves: 'untouched',
  },
  {
    when: 'a deleted registration holds the unique name',
    code: 'ENTRA_UNIQUE_NAME_TAKEN',
    mode: 'plan',
    world: 'converged',
    result: 'refused',
    spoil: async (s) => void (await s.graph('DELETE', `/applications/${(await managed(s)).application.id}`)),
    contains: ['holds the unique name since', 'Restore or permanently delete the deleted registration'],
    mend: restore,
    leaves: 'untouched',
    heals: false,
  },
  {
    when: 'a member of the tenant has taken the unique name, with the deployer as an owner',
    code: 'ENTRA_APPLICATION_FOREIGN',
    mode: 'apply',
    world: 'nothing',
    result: 'refused',
    spoil: async (s) => void (await squat(s)),
    contains: ['Set entra.application.uniqueName to another name', azureCli, memberId],
    mend: () =>
      Promise.resolve({
        mode: 'plan',
        extras: { spec: specText([['entra', 'application', 'uniqueName'], 'truu-of-ours']) },
      }),
    leaves: 'untouched',
    heals: false,
    also: async (_, { summary, outputs }) => {
      expect(summary).not.toMatch(/application-id|known-owners/);
      expect(outputs['client-id']).toBe('');
    },
  },
  {
    when: 'a permission is missing, and a member of the tenant owns the registration',
    code: 'ENTRA_ACCESS_UNKNOWN',
    mode: 'plan',
    world: 'converged',
    result: 'refused',
    spoil: async (s) => {
      await revoke(s, 'Device.Read.All');
      await ownManaged(s, memberId);
    },
    contains: ['the input "known-owners" accepts', memberId],
    mend: (_, { stdout }) => {
      const accepted = /"known-owners" accepts (\S+)\./.exec(stdout)?.[1] ?? 'none';
      return Promise.resolve({ extras: { with: { 'known-owners': accepted } } });
    },
    leaves: 'untouched',
    heals: false,
  },
  {
    when: 'the tenant does not offer a permission',
    code: 'ENTRA_PERMISSION_MISSING',
    mode: 'apply',
    world: 'converged',
    spoil: async (s) => {
      await revoke(s, 'Device.Read.All');
      // Of a younger registration the answer means that it is not replicated yet.
      await s.emulator.clock.advance('PT1H');
      const message = 'Permission being assigned was not found on application';
      const refusal = answering(404, graphError('Request_ResourceNotFound', message));
      await s.emulator.faults.add({
        ...graph,
        path: '/appRoleAssignments$',
        method: 'POST',
        when: 'before',
        do: refusal,
      });
    },
    contains: ['Remove the permission from the spec'],
    also: async (_, { stdout }) =>
      expect(stdout).toMatch(
        /^::error title=ENTRA_PERMISSION_MISSING[^:]*,file=\.github\/truu-directory\.yml,line=13,/m,
      ),
    mend: () => Promise.resolve({ mode: 'plan', extras: { spec: withoutDevices } }),
  },
  {
    when: 'a policy forbids client secrets, and may not be read (H18)',
    code: 'ENTRA_SECRET_FORBIDDEN',
    mode: 'apply',
    world: 'nothing',
    spoil: async (s) => void (await s.emulator.behaviour({ entra: { passwordAddition: false } })),
    contains: ["Exempt the registration, or this job's identity as the caller"],
    heals: false,
    also: async (scenario) => {
      const { secrets, assignments, grants } = await managed(scenario);
      expect([secrets.length, assignments.length, grants.length]).toEqual([0, 7, 1]);
    },
  },
  {
    when: 'a policy forbids client secrets, and may be read',
    code: 'ENTRA_SECRET_FORBIDDEN',
    mode: 'renew',
    world: 'converged',
    result: 'refused',
    spoil: async (s) => {
      await letReadPolicies(s);
      await s.emulator.behaviour({ entra: { passwordAddition: false } });
      await s.emulator.clock.advance('P11M5D');
    },
    contains: ["Exempt the registration, or this job's identity as the caller"],
    leaves: 'untouched',
    heals: false,
    mend: async ({ emulator }) => void (await emulator.behaviour({ entra: { passwordAddition: true } })),
  },
  {
    when: 'a policy caps the life of client secrets, and may be read (H17)',
    code: 'ENTRA_SECRET_LIFETIME',
    mode: 'apply',
    world: 'nothing',
    result: 'refused',
    spoil: async (s) => {
      await letReadPolicies(s);
      await s.emulator.behaviour({ entra: { maxLifetime: 'P180D' } });
    },
    contains: ['Set entra.secret.lifetime to P180D or less', 'P12M'],
    mend: (_, { stdout }) => {
      const allowed = /Set entra\.secret\.lifetime to (P\w+) or less/.exec(stdout)?.[1];
      const spec = specText([['entra', 'secret', 'lifetime'], allowed]);
      return Promise.resolve({ mode: 'plan', extras: { asReader: false, spec } });
    },
    leaves: 'untouched',
    heals: false,
  },
  {
    when: 'a policy caps the life of client secrets, and may not be read (H17)',
    code: 'ENTRA_SECRET_LIFETIME',
    mode: 'apply',
    world: 'nothing',
    spoil: async (s) => void (await s.emulator.behaviour({ entra: { maxLifetime: 'P180D' } })),
    contains: ['requires Policy.Read.All'],
    heals: false,
  },
  {
    when: 'Entra never accepts the new secret (H13)',
    code: 'ENTRA_SECRET_TEST_FAILED',
    mode: 'apply',
    world: 'nothing',
    spoil: async (s) => {
      await s.emulator.behaviour({ entra: { lag: { tokenSecret: 10_000 } } });
      return impatient;
    },
    contains: ['The secret in TruU was not changed', 'AADSTS7000215'],
    heals: false,
    also: async (scenario) => {
      const { secrets, directory: joined } = await managed(scenario);
      expect({ secrets, joined }).toEqual({ secrets: [], joined: undefined });
    },
  },
  {
    when: 'Graph never says whether it made the secret',
    code: 'ENTRA_SECRET_UNCERTAIN',
    mode: 'apply',
    world: 'nothing',
    spoil: spoilt({ ...graph, method: 'POST', path: '/addPassword$', times: 0, when: 'after', do: 'close' }),
    contains: ['next run deletes'],
  },
  {
    when: 'sign-in is disabled for the registration and a secret is due (H24)',
    code: 'ENTRA_DISABLED',
    mode: 'renew',
    world: 'converged',
    result: 'refused',
    spoil: async (s) => {
      await s.graph('PATCH', `/servicePrincipals/${(await managed(s)).principal.id}`, { accountEnabled: false });
      await s.emulator.clock.advance('P11M5D');
    },
    contains: ['enable it under Enterprise applications', 'As a consequence: HEALTH_NOT_HEALTHY'],
    mend: async (s) =>
      void (await s.graph('PATCH', `/servicePrincipals/${(await managed(s)).principal.id}`, { accountEnabled: true })),
    leaves: 'untouched',
    heals: false,
  },
];
