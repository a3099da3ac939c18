import { describe, expect, test } from '@jest/globals';
import { application, entra, guid, held, ids, servicePrincipal, type Differences } from '../../support/plan-samples.ts';
import { applicationWith, foreign, planOf, principalWith, withSecrets } from '../../support/worlds.ts';

const notesOf = (world: Differences): readonly string[] =>
  planOf(world).notes.map(({ level, address, names }) => [level, address, ...names].join(' '));

const [own] = application().owners;
const owners = (...more: ReturnType<typeof application>['owners']) => applicationWith({ owners: more });
const person = { id: guid('7'), appId: null, displayName: 'Somebody' };
const stranger = { id: guid('8'), appId: guid('9'), displayName: null };
const renewer = { id: guid('f'), appId: guid('e'), displayName: 'renewer' };
if (own === undefined) throw new Error('The sample has an owner.');

type Row = readonly [what: string, world: Differences, notes: readonly string[]];

const rows: readonly Row[] = [
  ['nothing when all is well', {}, []],
  ...(
    [
      ['a secret', { credentialsEndOn: ['2027-01-01T00:00:00Z'] }, true],
      ['a secret without a time that can be read', { credentialsEndOn: ['one day'] }, true],
      ['a federated credential', { federatedCredentials: 1 }, true],
      ['a permission', { grants: 1 }, true],
      ['nothing but a secret that has ended', { credentialsEndOn: ['2026-01-01T00:00:00Z'] }, false],
    ] as const
  ).map(([what, has, open]): Row => [
    `a registration that the directory used before, and that has ${what}`,
    { entra: { former: [{ appId: guid('9'), credentialsEndOn: [], federatedCredentials: 0, grants: 0, ...has }] } },
    open ? [`finding truu/directory/clientId ${guid('9')}`] : [],
  ]),
  ['an owner that is a person', owners(own, person), [`finding entra/owner/${guid('7')} Somebody ${guid('7')}`]],
  ['an owner that has no name', owners(own, stranger), [`finding entra/owner/${guid('8')} ${guid('8')}`]],
  [
    'owners of a registration that the workflow did not create',
    { ...applicationWith({ owners: [own, person], createdByAppId: null }), policy: { applicationId: ids.app } },
    [`finding entra/owner/${guid('7')} Somebody ${guid('7')}`],
  ],
  [
    'nothing of an owner that known-owners names',
    { ...owners(own, person), policy: { knownOwners: new Set([guid('7')]) } },
    [],
  ],
  [
    'nothing of a separate renewer',
    {
      entra: {
        workflow: { deployer: ids.deployer, renewer: guid('f') },
        application: application({ owners: [own, renewer] }),
        servicePrincipal: servicePrincipal({ owners: [own, renewer] }),
      },
      policy: { renewerClientId: guid('e') },
    },
    [],
  ],
  [
    'a reader that owns it, also when the reader looks',
    {
      entra: {
        deployer: { ...entra().deployer, appId: guid('e'), servicePrincipalId: guid('f') },
        application: application({ owners: [own, renewer] }),
      },
    },
    [`finding entra/owner/${guid('f')} renewer ${guid('f')}`],
  ],
  [
    'an owner of the service principal',
    principalWith({ owners: [own, person] }),
    [`finding entra/service-principal/owner/${guid('7')} Somebody ${guid('7')}`],
  ],
  [
    'a directory role of the service principal',
    principalWith({ directoryRoles: [{ id: guid('7'), displayName: 'Global Administrator' }] }),
    [`finding entra/directory-role/${guid('7')} Global Administrator ${guid('7')}`],
  ],
  [
    'an app role on another API',
    principalWith({
      otherAssignments: [{ id: 'x', roleId: guid('8'), resourceId: guid('7'), resourceName: 'Exchange' }],
    }),
    [`finding entra/app-role/${guid('7')}/${guid('8')} Exchange ${guid('8')}`],
  ],
  [
    'an address for tokens',
    applicationWith({ redirectUris: ['https://x.example'] }),
    ['finding entra/redirect-uri/https://x.example https://x.example'],
  ],
  ['public client flows', applicationWith({ publicClient: true }), ['finding entra/application/publicClient']],
  ['that it is deactivated', applicationWith({ disabled: true }), ['finding entra/application/isDisabled']],
  [
    'that Microsoft disabled it',
    applicationWith({ disabledByMicrosoft: 'DisabledDueToX' }),
    ['finding entra/application/disabledByMicrosoftStatus DisabledDueToX'],
  ],
  [
    'where it lies, of a held secret of the service principal, which is no unknown way in',
    { entra: { application: application({ secrets: [] }), servicePrincipal: servicePrincipal({ secrets: [held] }) } },
    [`note entra/service-principal/credential/${ids.heldKey} ${held.displayName} ${ids.heldKey}`],
  ],
  [
    'a secret that is not ours',
    withSecrets(foreign),
    [`finding entra/secret/${guid('d')} by hand ${guid('d')}`, 'note entra/secret-use'],
  ],
  [
    'nothing of a secret and a certificate that known-credentials names',
    {
      entra: { application: application({ secrets: [held, foreign], certificates: [foreign] }) },
      policy: { knownCredentials: new Set([guid('d')]) },
    },
    ['note entra/secret-use'],
  ],
  [
    'a certificate',
    applicationWith({ certificates: [foreign] }),
    [`finding entra/certificate/${guid('d')} by hand ${guid('d')}`],
  ],
  [
    'a federated credential',
    applicationWith({ federatedCredentials: [{ id: guid('e'), name: 'ci', issuer: 'i', subject: 's' }] }),
    [`finding entra/federated-credential/ci ci s ${guid('e')}`],
  ],
  [
    'a secret and a certificate of the service principal',
    principalWith({
      secrets: [foreign],
      certificates: [{ ...foreign, keyId: guid('e'), displayName: null }],
    }),
    [
      `finding entra/service-principal/credential/${guid('d')} by hand ${guid('d')}`,
      `finding entra/service-principal/credential/${guid('e')} ${guid('e')}`,
    ],
  ],
  ['that sign-in is disabled', principalWith({ accountEnabled: false }), ['finding entra/service-principal']],
  ['nothing of an open lock that apply closes', applicationWith({ locked: false }), []],
  [
    'an open lock while the service principal has a credential of its own',
    {
      entra: {
        application: application({ locked: false }),
        servicePrincipal: servicePrincipal({ certificates: [foreign] }),
      },
    },
    [`finding entra/service-principal/credential/${guid('d')} by hand ${guid('d')}`, 'finding entra/application/lock'],
  ],
  [
    'a key id to get away from that TruU does not hold',
    { policy: { rotate: guid('b') } },
    [`note entra/secret ${guid('b')}`],
  ],
  ['nothing of a key id to get away from that TruU holds', { policy: { rotate: ids.heldKey } }, []],
];

describe('what is seen and left alone', () => {
  test.each(rows)('%s', (_what, world, expected) => {
    expect(notesOf(world)).toEqual(expected);
    const { changes } = planOf(world);
    expect(changes.filter(({ act }) => act === 'remove' || act === 'revoke')).toEqual([]);
  });
});
