import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Step } from '../../../src/plan/types.ts';
import {
  application,
  directory,
  entra,
  guid,
  held,
  ids,
  nothing,
  servicePrincipal,
  type Differences,
} from '../../support/plan-samples.ts';
import { specWith } from '../../support/spec-samples.ts';
import {
  applicationWith,
  directoryWith,
  older,
  planOf,
  principalWith,
  withSecrets,
  younger,
} from '../../support/worlds.ts';

describe('the steps from nothing', () => {
  const { steps, changes, refusals } = planOf(nothing);
  const find = (id: string): Step | undefined => steps.find((step) => step.id === id);

  test('are six, in this order', () => {
    expect(refusals).toEqual([]);
    expect(steps.map(({ kind }) => kind)).toEqual([
      'create-application',
      'create-service-principal',
      'grant',
      'set-secret',
      'connect-cluster',
      'set-primary-user-identifier',
    ]);
  });

  test('serve every change, eight of them by the one grant', () => {
    const served = new Set(steps.flatMap(({ changes }) => changes));
    expect([...served].sort()).toEqual(changes.map(({ address }) => address).sort());
    expect(find('grant')?.changes).toHaveLength(8);
  });

  test('wait for each other as their ids ask for, the first secret also for consent', () => {
    expect(Object.fromEntries(steps.map(({ id, dependsOn }) => [id, dependsOn]))).toEqual({
      'create-application': [],
      'create-service-principal': ['create-application'],
      grant: ['create-application', 'create-service-principal'],
      'set-secret': ['create-application', 'create-service-principal', 'grant'],
      'set-primary-user-identifier': [],
      'connect-cluster': ['set-secret'],
    });
  });

  test('refer to what earlier ones will have made', () => {
    expect(find('create-service-principal')).toMatchObject({ appId: { step: 'create-application', field: 'appId' } });
    expect(find('grant')).toMatchObject({
      appId: { step: 'create-application', field: 'appId' },
      principalId: { step: 'create-service-principal', field: 'servicePrincipalId' },
      resourceId: ids.graph,
      delegated: { grantId: null, scopes: ['User.Read'] },
    });
    expect(find('set-secret')).toMatchObject({
      applicationId: { step: 'create-application', field: 'applicationId' },
      directory: { create: { configurationName: 'US-Denver-Production', domain: 'contoso.com' } },
      lifetime: 'P12M',
      unheldKeyIds: [],
      first: true,
    });
    expect(find('connect-cluster')).toMatchObject({ directoryId: null });
  });

  test('ask for every permission of the spec when the registration is made', () => {
    const { requested } = application();
    const roles = requested.application.map((id) => ({ id, type: 'Role' }));
    const scopes = requested.delegated.map((id) => ({ id, type: 'Scope' }));
    expect(find('create-application')).toMatchObject({
      displayName: 'TruU',
      uniqueName: 'truu-directory',
      requiredResourceAccess: [{ resourceAccess: [...roles, ...scopes] }],
    });
  });
});

describe('the steps of a difference', () => {
  test('patch the registration with the difference alone', () => {
    const [step] = planOf(applicationWith({ displayName: 'Old' })).steps;
    expect(step).toMatchObject({ kind: 'update-application', applicationId: ids.application });
    expect(step?.kind === 'update-application' ? step.patch : null).toEqual({ displayName: 'TruU' });
  });

  test('patch the directory with the difference alone, at the ETag that was read', () => {
    const { steps } = planOf(directoryWith({ domain: 'x', autoRemoveDevices: false }));
    expect(steps).toMatchObject([{ kind: 'update-directory', directoryId: 'dir-1', version: '"7"' }]);
    const [step] = steps;
    expect(step?.kind === 'update-directory' ? step.patch : null).toEqual({
      domain: 'contoso.com',
      autoRemoveDevices: true,
    });
  });

  test('widen the delegated grant that is there, and keep what it holds', () => {
    const delegatedGrant = { id: 'grant', scopes: ['Mail.Read'] };
    const { steps } = planOf(principalWith({ delegatedGrant }));
    expect(steps).toMatchObject([
      { kind: 'grant', roles: [], delegated: { grantId: 'grant', scopes: ['Mail.Read', 'User.Read'] } },
    ]);
  });

  test('grant only what is missing, and ask for the right to do that', () => {
    const { assignments } = servicePrincipal();
    const { steps } = planOf(principalWith({ assignments: assignments.slice(1) }));
    expect(steps).toMatchObject([
      { kind: 'grant', roles: [{ id: assignments[0]?.roleId }], permissions: ['AppRoleAssignment.ReadWrite.All'] },
    ]);
  });

  test('delete a delegated grant of which nothing is listed', () => {
    const spec = specWith(['    delegated:\n      - User.Read\n', '    delegated: []\n'], ['report', 'remove']);
    const { steps } = planOf({ spec, policy: { allowRemovals: true } });
    expect(steps.filter(({ kind }) => kind === 'revoke')).toMatchObject([
      { assignments: [], delegated: { grantId: 'grant', scopes: [] } },
    ]);
  });

  test('renew a secret that is due without waiting for a missing grant', () => {
    const expiring = { ...held, expiresOn: '2026-12-01T00:00:00.000Z' };
    const { steps } = planOf({
      entra: {
        application: application({ secrets: [expiring] }),
        servicePrincipal: servicePrincipal({ assignments: [] }),
      },
    });
    expect(steps.map(({ id, dependsOn }) => [id, dependsOn])).toEqual([
      ['grant', []],
      ['set-secret', []],
    ]);
  });

  test('point a directory of the right name at this registration by the hand-over', () => {
    const { steps } = planOf({
      ...applicationWith({ secrets: [] }),
      ...directoryWith({ tenantId: guid('8'), clientId: guid('9') }),
    });
    expect(steps).toMatchObject([
      {
        kind: 'set-secret',
        changes: expect.arrayContaining(['truu/directory/tenantId', 'truu/directory/clientId', 'entra/secret']),
        directory: { id: 'dir-1', version: '"7"', heldKeyId: ids.heldKey },
      },
    ]);
  });
});

describe('mode renew', () => {
  const everything: Differences = {
    spec: specWith(['report', 'remove']),
    entra: {
      application: application({
        displayName: 'Old',
        requested: { application: [], delegated: [] },
        secrets: [{ ...held, expiresOn: '2026-12-01T00:00:00.000Z' }, older, younger],
      }),
      servicePrincipal: servicePrincipal({ delegatedGrant: { id: 'grant', scopes: ['Mail.Read'] } }),
    },
    truu: { directories: [directory({ domain: 'x' })], primaryUserIdentifier: { value: 'x', version: '"1"' } },
    policy: { allowRemovals: true, renewOnly: true },
  };

  test('holds back everything but the rotation, and what is swept before it', () => {
    const { changes, steps } = planOf(everything);
    const wanted = changes
      .filter((change) => change.skipReason === null)
      .map(({ act, address }) => `${act} ${address}`);
    expect(wanted.sort()).toEqual([
      `remove entra/secret/${guid('b')}`,
      `remove entra/secret/${guid('c')}`,
      'rotate entra/secret',
    ]);
    expect(steps.map(({ kind }) => kind)).toEqual(['set-secret']);
    expect(changes.filter((change) => change.skipReason === 'mode').length).toBeGreaterThan(8);
  });

  test('retires what is due', () => {
    const { steps } = planOf({ ...withSecrets(older), policy: { renewOnly: true } });
    expect(steps.map(({ kind }) => kind)).toEqual(['retire-secrets']);
  });

  test('makes nothing out of nothing', () => {
    expect(planOf({ ...nothing, policy: { renewOnly: true } }).steps).toEqual([]);
  });
});

describe('every plan', () => {
  const worlds: fc.Arbitrary<Differences> = fc
    .record({
      registration: fc.constantFrom(application(), application({ displayName: 'Old', secrets: [] }), null),
      principal: fc.constantFrom(servicePrincipal(), servicePrincipal({ assignments: [], delegatedGrant: null }), null),
      directories: fc.constantFrom([directory()], [], [directory({ domain: 'x', clientId: guid('9') })]),
      renewOnly: fc.boolean(),
      rotate: fc.constantFrom(null, ids.heldKey),
      unlisted: fc.constantFrom('report', 'remove'),
      allowRemovals: fc.boolean(),
    })
    .map(({ registration, principal, directories, unlisted, ...policy }) => ({
      spec: specWith(['unlisted: report', `unlisted: ${unlisted}`]),
      entra: entra({ application: registration, servicePrincipal: registration === null ? null : principal }),
      truu: { directories },
      policy,
    }));

  test('has steps that wait only for earlier ones, and refer only to those that they wait for', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { steps } = planOf(world);
        const earlier = steps.map(({ dependsOn }, index) =>
          dependsOn.every((id) => steps.slice(0, index).some((step) => step.id === id)),
        );
        const refers = steps.flatMap((step) =>
          Object.values(step).flatMap((value: unknown) =>
            typeof value === 'object' && value !== null && 'step' in value ? [[step, value.step] as const] : [],
          ),
        );
        expect(earlier).toEqual(steps.map(() => true));
        expect(refers.filter(([step, id]) => !step.dependsOn.includes(id as string))).toEqual([]);
      }),
    );
  });

  test('serves exactly the wanted changes, and each address stands once', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { steps, changes } = planOf(world);
        const wanted = changes.filter((change) => change.skipReason === null).map(({ address }) => address);
        expect([...new Set(steps.flatMap(({ changes }) => changes))].sort()).toEqual(wanted.sort());
        expect(new Set(changes.map(({ address }) => address)).size).toBe(changes.length);
      }),
    );
  });

  test('is data that survives being written down', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const plan = planOf(world);
        expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
      }),
    );
  });
});
