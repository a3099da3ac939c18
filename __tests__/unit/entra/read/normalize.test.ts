import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { scopesOf, toApplication, toServicePrincipal } from '../../../../src/entra/read/normalize.ts';
import type { WireApplication } from '../../../../src/entra/graph/wire.ts';
import { guid } from '../../../support/plan-samples.ts';

const wire: WireApplication = {
  id: guid('A'),
  appId: guid('B'),
  displayName: 'TruU',
  signInAudience: 'AzureADMyOrg',
  keyCredentials: [],
  web: { redirectUris: ['https://b.example'] },
  spa: null,
  publicClient: { redirectUris: ['http://localhost'] },
  requiredResourceAccess: [
    {
      resourceAppId: '00000003-0000-0000-C000-000000000000',
      resourceAccess: [
        { id: guid('F'), type: 'Role' },
        { id: guid('E'), type: 'Role' },
        { id: guid('E'), type: 'Role' },
        { id: guid('D'), type: 'Scope' },
      ],
    },
    { resourceAppId: guid('9'), resourceAccess: [{ id: guid('8'), type: 'Role' }] },
  ],
  passwordCredentials: [
    {
      keyId: guid('C'),
      displayName: null,
      startDateTime: '2026-01-01T00:00:00.1234567Z',
      endDateTime: '2027-01-01T00:00:00Z',
    },
    { keyId: guid('B'), displayName: 'x', startDateTime: 'never', endDateTime: null },
  ],
};
const none = { owners: [], federatedCredentials: [] };

describe('a registration as it is compared', () => {
  test('has ids in lower case, sorted, each once, by type', () => {
    const state = toApplication(wire, none);
    expect([state?.id, state?.appId]).toEqual([guid('a'), guid('b')]);
    expect(state?.requested).toEqual({ application: [guid('e'), guid('f')], delegated: [guid('d')] });
  });

  test('keeps the entries of other APIs as they are', () => {
    expect(toApplication(wire, none)?.otherApis).toEqual([
      { resourceAppId: guid('9'), resourceAccess: [{ id: guid('8'), type: 'Role' }] },
    ]);
  });

  test('has no blocks that request nothing, which Graph returns and does not take back', () => {
    const blocks = [...(wire.requiredResourceAccess ?? []), { resourceAppId: guid('7'), resourceAccess: [] }];
    const state = toApplication({ ...wire, requiredResourceAccess: [...blocks, { resourceAppId: guid('6') }] }, none);
    expect(state).toEqual(toApplication(wire, none));
  });

  test.each([
    [null, null],
    ['NotDisabled', null],
    ['DisabledDueToViolationOfServicesAgreement', 'DisabledDueToViolationOfServicesAgreement'],
  ])('with disabledByMicrosoftStatus %s is disabled by Microsoft: %s', (disabledByMicrosoftStatus, disabled) => {
    expect(toApplication({ ...wire, disabledByMicrosoftStatus }, none)?.disabledByMicrosoft).toBe(disabled);
  });

  test('has secrets by key id, with times to the millisecond, or as they came', () => {
    expect(toApplication(wire, none)?.secrets).toEqual([
      { keyId: guid('b'), displayName: 'x', startsOn: 'never', expiresOn: '' },
      {
        keyId: guid('c'),
        displayName: null,
        startsOn: '2026-01-01T00:00:00.123Z',
        expiresOn: '2027-01-01T00:00:00.000Z',
      },
    ]);
  });

  test.each(['id', 'appId', 'passwordCredentials', 'keyCredentials', 'requiredResourceAccess', 'web'] as const)(
    'is none when Graph left out %s, rather than one without it',
    (field) => {
      const { [field]: _left, ...rest } = wire;
      expect(toApplication(rest, none)).toBeNull();
    },
  );

  test('has the redirect addresses of every kind of client', () => {
    expect(toApplication(wire, none)?.redirectUris).toEqual(['http://localhost', 'https://b.example']);
  });

  test.each([
    [null, false],
    [{ isEnabled: true }, false],
    [{ isEnabled: true, allProperties: false }, false],
    [{ isEnabled: false, allProperties: true }, false],
    [{ isEnabled: true, allProperties: true }, true],
  ])('with the lock %j is locked: %s', (servicePrincipalLockConfiguration, locked) => {
    expect(toApplication({ ...wire, servicePrincipalLockConfiguration }, none)?.locked).toBe(locked);
  });

  test('does not depend on the order in which Graph answers', () => {
    const owners = ['1', '2', '3'].map((digit) => ({ id: guid(digit) }));
    fc.assert(
      fc.property(fc.shuffledSubarray(owners, { minLength: 3 }), fc.boolean(), (shuffled, turn) => {
        const secrets = wire.passwordCredentials ?? [];
        const other = { ...wire, passwordCredentials: turn ? secrets.toReversed() : secrets };
        expect(toApplication(other, { ...none, owners: shuffled })).toEqual(toApplication(wire, { ...none, owners }));
      }),
    );
  });
});

describe('a service principal as it is compared', () => {
  const noParts = { owners: [], memberships: [], federatedCredentials: [] };
  const grant = { id: 'g', consentType: 'AllPrincipals', resourceId: guid('4'), scope: ' User.Read  Mail.Read ' };

  test('has the grants on Microsoft Graph alone, for the whole tenant', () => {
    const state = toServicePrincipal(
      { id: guid('C') },
      {
        assignments: [
          { id: 'one', appRoleId: guid('F'), resourceId: guid('4') },
          { id: 'two', appRoleId: guid('F'), resourceId: guid('5') },
        ],
        grants: [
          { ...grant, id: 'of-one-user', consentType: 'Principal' },
          { ...grant, id: 'on-another-api', resourceId: guid('5') },
          grant,
        ],
        ...noParts,
        memberships: [
          { '@odata.type': '#microsoft.graph.group', id: guid('6') },
          { '@odata.type': '#microsoft.graph.directoryRole', id: guid('7'), displayName: null },
        ],
      },
      guid('4'),
    );
    expect(state).toMatchObject({
      id: guid('c'),
      accountEnabled: true,
      assignments: [{ id: 'one', roleId: guid('f') }],
      otherAssignments: [{ id: 'two', roleId: guid('f'), resourceId: guid('5'), resourceName: null }],
      directoryRoles: [{ id: guid('7'), displayName: null }],
      delegatedGrant: { id: 'g', scopes: ['Mail.Read', 'User.Read'] },
    });
  });

  test('is disabled only when Graph says so', () => {
    const enabled = [true, false, null].map(
      (accountEnabled) =>
        toServicePrincipal({ id: guid('c'), accountEnabled }, { assignments: [], grants: [], ...noParts }, guid('4'))
          ?.accountEnabled,
    );
    expect(enabled).toEqual([true, false, true]);
  });
});

describe('a scope string', () => {
  test('is a set: order, repetition and spaces mean nothing', () => {
    const names = fc.uniqueArray(fc.constantFrom('User.Read', 'Mail.Read', 'openid', 'email'));
    fc.assert(
      fc.property(names, fc.constantFrom(' ', '  ', '\t', ' \n '), (some, gap) => {
        const scope = gap + [...some, ...some.toReversed()].join(gap) + gap;
        expect(scopesOf(scope)).toEqual([...some].sort());
      }),
    );
    expect(scopesOf('user.read USER.READ openID Files.read.custom')).toEqual([
      'Files.read.custom',
      'User.Read',
      'openid',
    ]);
    expect([scopesOf(null), scopesOf(undefined), scopesOf('')]).toEqual([[], [], []]);
  });
});
