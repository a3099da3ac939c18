import {
  application,
  directory,
  guid,
  health,
  ids,
  nothing,
  secret,
  servicePrincipal,
  useOf,
  type Differences,
} from '../__tests__/support/plan-samples.ts';
import { specWith } from '../__tests__/support/spec-samples.ts';
import { openLedger, type Ledger } from '../src/apply/context.ts';

/** Who logs in to plan and drift: it can read and nothing else. */
const reader = {
  appId: guid('7'),
  servicePrincipalId: guid('8'),
  roles: ['Application.Read.All', 'Directory.Read.All'],
  appOnly: true,
  wids: [],
};

const unlisted = { id: 'x', roleId: 'dbb9058a-0e50-45d7-ae91-66909b5d4664' };
const without = (...names: readonly string[]) =>
  servicePrincipal().assignments.filter(({ roleId }) => !names.includes(roleId));

/** The ids of app roles of Microsoft Graph (Graph permissions reference, 2026-08). */
const groupReadAll = '5b567255-7703-4780-807c-7be8301ae99b';
const authenticationMethods = '50483e42-d915-4231-9639-7fdb7fd190e5';

/** Nothing has been made yet. */
export const empty: Differences = { ...nothing, entra: { ...nothing.entra, deployer: reader } };

/** The same, seen by who may write. */
export const emptyForApply: Differences = nothing;

/** Everything is as the spec says. */
export const inSync: Differences = { entra: { deployer: reader } };

/** The spec asks for the most powerful permission, another name and another domain. */
export const morePrivileges: Differences = {
  spec: specWith(
    ['name: US-Denver-Production', 'name: US-Denver\n    previousName: US-Denver-Production'],
    ['primaryUserIdentifier: mail', 'primaryUserIdentifier: userPrincipalName'],
  ),
  entra: {
    deployer: reader,
    servicePrincipal: servicePrincipal({ assignments: without(authenticationMethods) }),
    application: application({ displayName: 'TruU (old)' }),
  },
};

/** The spec names another domain. */
export const otherDomain: Differences = {
  spec: specWith(['domain: contoso.com', 'domain: fabrikam.com']),
  entra: { deployer: reader },
};

/** Somebody took a grant away and edited the directory. */
export const changedManually: Differences = {
  entra: { deployer: reader, servicePrincipal: servicePrincipal({ assignments: without(groupReadAll) }) },
  truu: {
    directories: [
      directory({
        domain: 'fabrikam.com',
        health: health({
          status: 'UNHEALTHY',
          checks: [
            {
              name: 'permissions',
              status: 'UNHEALTHY',
              code: 'MISSING_PERMISSION',
              message: 'The application permission Group.Read.All is not granted.',
            },
          ],
        }),
      }),
    ],
  },
};

/** Power that nobody listed, and other ways in. */
export const backDoors: Differences = {
  entra: {
    deployer: { ...reader },
    servicePrincipal: servicePrincipal({ assignments: [...servicePrincipal().assignments, unlisted] }),
    application: application({
      secrets: [
        ...application().secrets,
        secret(guid('d'), '2026-11-20T08:00:00.000Z', { displayName: 'laptop of @jo' }),
      ],
      owners: [...application().owners, { id: guid('9'), appId: null, displayName: 'Jo Doe' }],
      federatedCredentials: [
        {
          id: guid('e'),
          name: 'ci',
          issuer: 'https://token.actions.githubusercontent.com',
          subject: 'repo:someone/else:ref:refs/heads/main',
        },
      ],
    }),
    secretUse: useOf({ [ids.heldKey]: '2026-11-24T09:14:03.000Z', [guid('d')]: '2026-11-24T07:55:41.000Z' }),
  },
};

/** TruU took a secret in place of the one that it holds else. */
const replacing = ({ keyId, expiresOn }: ReturnType<typeof secret>, acceptedAt: string) => ({
  secretKeyId: keyId,
  acceptedAt,
  expiresAt: expiresOn,
  previous: [
    { secretKeyId: ids.heldKey, clientId: ids.app, acceptedAt: '2026-10-24T10:01:00.000Z', replacedAt: acceptedAt },
  ],
  others: [],
});

const byHand = (key: string, startsOn: string) => secret(guid(key), startsOn, { displayName: 'TruU' });

/** Made by TruU's script: TruU is Healthy on one of two secrets of one name, and nobody can say on which. */
export const createdManually: Differences = {
  spec: specWith(['uniqueName: truu-directory', `uniqueName: truu-directory\n    appId: ${ids.app}`]),
  policy: { applicationId: ids.app },
  entra: {
    deployer: reader,
    application: application({
      displayName: 'TruUIDS',
      uniqueName: null,
      createdByAppId: null,
      owners: [],
      secrets: [byHand('d', '2025-12-01T08:00:00.000Z'), byHand('e', '2026-06-02T08:30:00.000Z')],
    }),
    secretUse: useOf({ [guid('e')]: '2026-11-24T09:14:03.000Z' }),
  },
  truu: {
    directories: [
      directory({
        credential: {
          secretKeyId: null,
          acceptedAt: '2026-06-02T08:40:00.000Z',
          expiresAt: null,
          previous: [],
          others: [],
        },
        health: health({ credentialKeyId: null }),
      }),
    ],
  },
};

/** The secret expires in some days. */
export const expiring: Differences = {
  entra: { deployer: reader, now: new Date('2027-10-05T10:00:00.000Z') },
  truu: { now: new Date('2027-10-05T10:00:00.000Z') },
};

/** The secret that a sample run makes. */
export const newKey = secret(guid('c'), '2026-11-24T09:58:00.000Z');

/** After a rotation: the old secret is still within its overlap. */
export const rotated: Differences = {
  entra: { application: application({ secrets: [...application().secrets, newKey] }) },
  truu: {
    directories: [
      directory({
        credential: replacing(newKey, '2026-11-24T09:58:20.000Z'),
      }),
    ],
  },
};

const current = secret(guid('f'), '2026-11-20T08:00:00.000Z');

/** The previous secret is past its overlap, and somebody used it though TruU has the next one. */
export const stillUsed: Differences = {
  entra: {
    deployer: reader,
    application: application({ secrets: [...application().secrets, current] }),
    secretUse: useOf({ [ids.heldKey]: '2026-11-24T03:00:12.000Z', [current.keyId]: '2026-11-24T09:44:31.000Z' }),
  },
  truu: {
    directories: [
      directory({
        credential: replacing(current, '2026-11-20T08:00:20.000Z'),
        health: health({ credentialKeyId: current.keyId }),
      }),
    ],
  },
};

/** The same, but somebody took a grant away meanwhile. */
export const rotatedWithoutGrant: Differences = {
  ...rotated,
  entra: { ...rotated.entra, servicePrincipal: servicePrincipal({ assignments: without(groupReadAll) }) },
};

/** What a run remembers that handed the new secret over. */
export const ledgerOfRotation: Ledger = {
  ...openLedger(),
  wrote: true,
  wroteEntra: true,
  newSecret: {
    keyId: newKey.keyId,
    expiresOn: newKey.expiresOn,
    directoryId: 'dir-1',
    previousKeyId: guid('a'),
    isInTruu: true,
  },
};

export { guid, ids, planInput, policy, type Differences } from '../__tests__/support/plan-samples.ts';
export { completeSpec, documentOf, sampleFile, specWith } from '../__tests__/support/spec-samples.ts';
