import { describe, expect, test } from '@jest/globals';
import { application, entra, guid, ids, type Differences } from '../../support/plan-samples.ts';
import { applicationWith, foreign, planOf, principalWith, withSecrets } from '../../support/worlds.ts';

const notesOf = (world: Differences): readonly string[] =>
  planOf(world).notes.map(({ level, address, names }) => [level, address, ...names].join(' '));

const [own] = application().owners;
const owners = (...more: ReturnType<typeof application>['owners']) => applicationWith({ owners: more });
const person = { id: guid('7'), appId: null, displayName: 'Somebody' };
const stranger = { id: guid('8'), appId: guid('9'), displayName: null };
if (own === undefined) throw new Error('The sample has an owner.');

const rows: readonly (readonly [what: string, world: Differences, notes: readonly string[]])[] = [
  ['nothing when all is well', {}, []],
  ['an owner that is a person', owners(own, person), [`finding entra/owner/${guid('7')} Somebody`]],
  ['an owner that has no name', owners(own, stranger), [`finding entra/owner/${guid('8')} ${guid('8')}`]],
  [
    'a note of owners where neither we nor its creator own it',
    owners(person, stranger),
    [`note entra/owner/${guid('7')} Somebody`, `note entra/owner/${guid('8')} ${guid('8')}`],
  ],
  [
    'nothing of the app that created it, when a reader looks',
    {
      entra: {
        deployer: { ...entra().deployer, appId: guid('e'), servicePrincipalId: guid('f') },
        application: application({ owners: [own] }),
      },
    },
    [],
  ],
  [
    'a secret that is not ours',
    withSecrets(foreign),
    [`finding entra/secret/${guid('d')} by hand ${guid('d')}`, 'note entra/secret-use'],
  ],
  ['a certificate', applicationWith({ certificates: [foreign] }), [`finding entra/certificate/${guid('d')} by hand`]],
  [
    'a federated credential',
    applicationWith({ federatedCredentials: [{ name: 'ci', issuer: 'i', subject: 's' }] }),
    ['finding entra/federated-credential/ci ci s'],
  ],
  [
    'a secret and a certificate of the service principal',
    principalWith({
      secrets: [foreign],
      certificates: [{ ...foreign, keyId: guid('e'), displayName: null }],
    }),
    [
      `finding entra/service-principal/credential/${guid('d')} by hand`,
      `finding entra/service-principal/credential/${guid('e')} ${guid('e')}`,
    ],
  ],
  ['that sign-in is disabled', principalWith({ accountEnabled: false }), ['finding entra/service-principal']],
  ['a lock that is open', applicationWith({ locked: false }), ['note entra/application/lock']],
  ['a lock that was never set', applicationWith({ locked: null }), ['note entra/application/lock']],
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
