import { describe, expect, test } from '@jest/globals';
import { findPermission } from '../../../src/catalog/permissions.ts';
import { application, directory, guid, ids, secret, servicePrincipal } from '../../support/plan-samples.ts';
import { specWith } from '../../support/spec-samples.ts';
import { planOf } from '../../support/worlds.ts';

const extraId = findPermission('application', 'Domain.Read.All')?.id ?? '';
const principal = servicePrincipal();
const removing = specWith(['unlisted: report', 'unlisted: remove']);
const unlisted = {
  application: application({
    requested: {
      application: [...application().requested.application, extraId].sort(),
      delegated: application().requested.delegated,
    },
    otherApis: [{ resourceAppId: guid('7'), resourceAccess: [{ id: guid('8'), type: 'Role' }] }],
  }),
  servicePrincipal: servicePrincipal({
    assignments: [...principal.assignments, { id: 'extra', roleId: extraId }],
    delegatedGrant: { id: 'grant', scopes: ['Mail.Read', 'User.Read'] },
  }),
};

describe('what the spec does not manage', () => {
  test.each([
    ['permissions of a type that is absent', specWith(['    delegated:\n      - User.Read\n', ''])],
    ['the cluster', specWith(['  cluster: cloud\n', ''])],
    ['the primary user identifier', specWith(['  primaryUserIdentifier: mail\n', ''])],
  ])('is left alone: %s', (_what, spec) => {
    const { changes } = planOf({
      spec,
      entra: {
        servicePrincipal: servicePrincipal({
          delegatedGrant: spec.includes('delegated:') ? principal.delegatedGrant : null,
        }),
      },
      truu: {
        ...(spec.includes('cluster:') ? {} : { cluster: null }),
        ...(spec.includes('primaryUserIdentifier:') ? {} : { primaryUserIdentifier: null }),
      },
    });
    expect(changes).toEqual([]);
  });

  test('is told from what an empty list takes away', () => {
    const spec = specWith(['    delegated:\n      - User.Read\n', '    delegated: []\n']);
    const { changes } = planOf({ spec });
    expect(changes.map(({ address, act, skipReason }) => [address, act, skipReason])).toEqual([
      ['entra/permission/delegated/User.Read', 'revoke', 'unlisted'],
    ]);
  });
});

describe('power that nobody listed', () => {
  test('is kept and shown when the spec says report, whatever the workflow allows', () => {
    const plan = planOf({ entra: unlisted, policy: { allowRemovals: true } });
    expect(plan.changes.map(({ address, skipReason }) => `${address} ${skipReason}`).sort()).toEqual([
      'entra/permission/application/Domain.Read.All unlisted',
      'entra/permission/delegated/Mail.Read unlisted',
    ]);
    expect(plan.steps).toEqual([]);
  });

  test('is kept when the spec says remove and the workflow does not', () => {
    const plan = planOf({ spec: removing, entra: unlisted });
    expect(plan.changes.map(({ skipReason }) => skipReason)).toEqual(['allow-removals', 'allow-removals']);
    expect(plan.steps).toEqual([]);
  });

  test('is taken back when both say so, and nothing else is', () => {
    const plan = planOf({ spec: removing, entra: unlisted, policy: { allowRemovals: true } });
    expect(plan.steps).toMatchObject([
      {
        kind: 'update-application',
        patch: {
          requiredResourceAccess: [
            {
              resourceAccess: [
                ...application().requested.application.map((id) => ({ id, type: 'Role' })),
                ...application().requested.delegated.map((id) => ({ id, type: 'Scope' })),
              ],
            },
            { resourceAppId: guid('7'), resourceAccess: [{ id: guid('8'), type: 'Role' }] },
          ],
        },
      },
      {
        kind: 'revoke',
        dependsOn: [],
        assignments: [{ id: 'extra', name: 'Domain.Read.All' }],
        delegated: { grantId: 'grant', scopes: ['User.Read'] },
      },
    ]);
  });

  test('is taken back only after what is wanted was granted, and the secret handed over', () => {
    const [, ...fewer] = unlisted.servicePrincipal.assignments;
    const entra = { ...unlisted, servicePrincipal: { ...unlisted.servicePrincipal, assignments: fewer } };
    const rotating = { allowRemovals: true, rotate: ids.heldKey };
    const { steps } = planOf({ spec: removing, entra, policy: rotating });
    expect(steps.find(({ kind }) => kind === 'revoke')?.dependsOn).toEqual(['grant', 'set-secret']);
  });

  test('stays requested when a stray secret is removed in the same run', () => {
    const stray = secret(guid('c'), '2026-11-01T00:00:00.000Z');
    const { requested, secrets, ...rest } = unlisted.application;
    const missing = requested.application.slice(1);
    const entra = {
      servicePrincipal: unlisted.servicePrincipal,
      application: {
        ...rest,
        requested: { ...requested, application: missing.includes(extraId) ? missing : [...missing, extraId] },
        secrets: [...secrets, { ...stray, expiresOn: '2027-11-01T00:00:00.000Z' }],
      },
    };
    const plan = planOf({ entra });
    const [update] = plan.steps.filter((step) => step.kind === 'update-application');
    expect(plan.steps.map(({ kind }) => kind)).toEqual(['update-application', 'delete-unheld-secrets']);
    expect(update?.patch.requiredResourceAccess?.[0]?.resourceAccess).toContainEqual({ id: extraId, type: 'Role' });
  });

  test('of another registration is not seen as a directory of ours', () => {
    const other = directory({ id: 'dir-2', tenantId: guid('8'), clientId: guid('9'), configurationName: 'Other' });
    expect(planOf({ truu: { directories: [directory(), other] } }).changes).toEqual([]);
  });
});
