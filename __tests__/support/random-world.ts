import { nameLike } from '../../testing/secret-tag.ts';
import fc from 'fast-check';
import { addDuration } from '../../emulator/duration.ts';
import { roleIds } from '../../emulator/seed-ids.ts';
import type { Application, Directory, Secret, ServicePrincipal, State } from '../../emulator/state.ts';
import { hostilePieces } from './arbitraries.ts';
import { guidePermissions } from './emulator-registration.ts';
import { specText, type SpecEdit } from './scenario.ts';

/** The parts of a converged world that edits change; what an earlier edit took away is a stand-in that nobody sees. */
interface Parts {
  readonly state: State;
  readonly application: Application;
  readonly principal: ServicePrincipal;
  readonly directory: Directory;
  readonly secret: Secret;
  /** A text that some edits write into a name. */
  readonly text: string;
}

type WorldEdit = (world: Parts) => void;

const otherGuid = '0f0e0d0c-0b0a-4908-8706-050403020100';

const without = <T>(rows: T[], drop: (row: T) => boolean): void => {
  rows.splice(0, rows.length, ...rows.filter((row) => !drop(row)));
};

const laterBy = (iso: string, duration: string): string => addDuration(new Date(iso), duration).toISOString();

/** Moves the end of a secret, in the registration and in what only Entra knows. */
const expire = ({ application, secret }: Parts, endDateTime: string): void => {
  for (const one of [secret, ...application.passwordCredentials.filter(({ keyId }) => keyId === secret.keyId)])
    one.endDateTime = endDateTime;
};

/** One more secret of the registration, whose value nobody uses. */
const addSecret = ({ state, application, secret }: Parts, keyId: string, displayName: string | null): void => {
  const [shown] = application.passwordCredentials;
  if (shown) application.passwordCredentials.push({ ...shown, keyId, displayName });
  state.entra.secrets.push({ ...secret, keyId, displayName, value: `unused-${keyId}` });
};

const entraEdits: Readonly<Record<string, WorldEdit>> = {
  'no registration': ({ state, application }) => without(state.entra.applications, (one) => one === application),
  'no service principal': ({ state, principal }) => without(state.entra.servicePrincipals, (one) => one === principal),
  'sign-in disabled': ({ principal }) => void (principal.accountEnabled = false),
  'another display name': ({ application, text }) => void (application.displayName = text),
  'no unique name': ({ application }) => void (application.uniqueName = null),
  'another audience': ({ application }) => void (application.signInAudience = 'AzureADMultipleOrgs'),
  'nothing requested': ({ application }) => void (application.requiredResourceAccess = []),
  'another API requested': ({ application }) =>
    void application.requiredResourceAccess.push({
      resourceAppId: otherGuid,
      resourceAccess: [{ id: otherGuid, type: 'Role' }],
    }),
  'no owners': ({ application, principal }) => void (application.owners = principal.owners = []),
  'an owner that is gone': ({ application }) => void application.owners.push(otherGuid),
  'a federated credential': ({ application, text }) =>
    void application.federatedIdentityCredentials.push({
      id: otherGuid,
      name: text,
      issuer: 'https://issuer.example',
      subject: text,
      audiences: ['api://AzureADTokenExchange'],
      description: text,
    }),
  'a certificate': ({ application }) =>
    void application.keyCredentials.push({ keyId: otherGuid, displayName: null, type: 'AsymmetricX509Cert' }),
  'no secrets in Entra': ({ state, application }) => {
    without(state.entra.secrets, ({ appId }) => appId === application.appId);
    application.passwordCredentials = [];
  },
  'a foreign secret': (world) => addSecret(world, otherGuid, world.text),
  'a secret without a name': (world) => addSecret(world, otherGuid, null),
  'an orphaned secret': (world) =>
    addSecret(world, otherGuid.replace('0f', '1f'), nameLike(world.secret.displayName, world.secret)),
  'a renewal that is due': (world) => expire(world, laterBy(world.secret.startDateTime, 'P10D')),
  'a secret that has ended': (world) => expire(world, laterBy(world.secret.startDateTime, 'PT1S')),
  'a secret for thirty years': (world) => expire(world, laterBy(world.secret.startDateTime, 'P30Y')),
  'one grant fewer': ({ state, principal }) => {
    const first = state.entra.appRoleAssignments.find(({ principalId }) => principalId === principal.id);
    without(state.entra.appRoleAssignments, (one) => one === first);
  },
  'no grants': ({ state, principal }) => {
    without(state.entra.appRoleAssignments, ({ principalId }) => principalId === principal.id);
    without(state.entra.oauth2PermissionGrants, ({ clientId }) => clientId === principal.id);
  },
  'more power': ({ state, principal }) => {
    const like = state.entra.appRoleAssignments.find(({ principalId }) => principalId === principal.id);
    const appRoleId = roleIds['AppRoleAssignment.ReadWrite.All'];
    if (like) state.entra.appRoleAssignments.push({ ...like, id: 'more-power', appRoleId });
  },
  'a grant that nobody can name': ({ state, principal }) => {
    const like = state.entra.appRoleAssignments.find(({ principalId }) => principalId === principal.id);
    if (like) state.entra.appRoleAssignments.push({ ...like, id: 'nameless', appRoleId: otherGuid });
  },
  'the grants twice': ({ state, principal }) => {
    const own = state.entra.appRoleAssignments.filter(({ principalId }) => principalId === principal.id);
    state.entra.appRoleAssignments.push(...own.map((one) => ({ ...one, id: `${one.id}-again` })));
  },
  'other scopes': ({ state, principal }) => {
    for (const one of state.entra.oauth2PermissionGrants)
      if (one.clientId === principal.id) one.scope = ' openid  User.Read offline_access ';
  },
  'a grant of one user': ({ state, principal }) => {
    for (const one of state.entra.oauth2PermissionGrants)
      if (one.clientId === principal.id) Object.assign(one, { consentType: 'Principal', principalId: otherGuid });
  },
};

const truuEdits: Readonly<Record<string, WorldEdit>> = {
  'no directory': ({ state, directory }) => {
    without(state.truu.directories, (one) => one === directory);
    for (const cluster of state.truu.clusters) cluster.directoryId = null;
  },
  'another configuration name': ({ directory, text }) => void (directory.configurationName = text),
  'other settings': ({ directory, text }) =>
    void Object.assign(directory, { domain: text, allUsersShareUpnSuffix: false, autoRemoveDevices: false }),
  'another tenant': ({ directory }) => void (directory.tenantId = otherGuid),
  'another client': ({ directory }) => void (directory.clientId = otherGuid),
  'ids in capitals': ({ directory }) =>
    void Object.assign(directory, {
      tenantId: directory.tenantId.toUpperCase(),
      clientId: directory.clientId.toUpperCase(),
    }),
  'a typed-in secret': ({ directory }) =>
    void (directory.credential && Object.assign(directory.credential, { secretKeyId: null, expiresAt: null })),
  'an unknown secret': ({ directory }) =>
    void (directory.credential && Object.assign(directory.credential, { secretKeyId: otherGuid })),
  'no credential': ({ directory }) => void (directory.credential = null),
  'a secret set in the future': ({ directory }) =>
    void (directory.credential && (directory.credential.acceptedAt = laterBy(directory.updatedAt, 'P2D'))),
  'never measured': ({ directory }) =>
    void (directory.health = { status: 'PROGRESSING', checkedAt: null, credentialKeyId: null, checks: [] }),
  'a health of its own kind': ({ directory, text }) =>
    void (directory.health = {
      status: text,
      checkedAt: laterBy(directory.updatedAt, 'PT1S'),
      credentialKeyId: null,
      checks: [{ name: text, status: text, code: null, message: text }],
    }),
  'the directory twice': ({ state, directory }) =>
    void state.truu.directories.push({ ...directory, id: 'twin', configurationName: 'Twin' }),
  'its name twice': ({ state, directory }) =>
    void state.truu.directories.push({ ...directory, id: 'namesake', clientId: otherGuid, credential: null }),
  'many other directories': ({ state, directory }) =>
    void state.truu.directories.unshift(
      ...Array.from({ length: 5 }, (_, index) => ({
        ...directory,
        id: `other-${index}`,
        configurationName: `Other ${index}`,
        tenantId: otherGuid,
        credential: null,
      })),
    ),
  'another identifier': ({ state, text }) => void (state.truu.primaryUserIdentifier = text),
  'the cluster of another directory': ({ state }) => {
    for (const cluster of state.truu.clusters) cluster.directoryId = 'elsewhere';
  },
  'no clusters': ({ state }) => void (state.truu.clusters = []),
  'many clusters': ({ state, text }) =>
    void state.truu.clusters.unshift(
      ...['a', 'b', 'c'].map((id) => ({ id, name: `${text}${id}`, directoryId: null, etag: '"1"' })),
    ),
};

const edits: Readonly<Record<string, WorldEdit>> = { ...entraEdits, ...truuEdits };

/** What is done to a converged world, by name, so that a failure can be read. */
export interface RandomWorld {
  readonly edits: readonly string[];
  readonly text: string;
}

const text = fc.oneof(
  fc.string({ minLength: 1, maxLength: 40 }),
  fc
    .array(fc.constantFrom(...hostilePieces.filter((piece) => piece.isWellFormed())), { minLength: 1, maxLength: 6 })
    .map((pieces) => pieces.join('')),
);

/** Worlds that differ from a converged one in up to five ways. */
export const randomWorld: fc.Arbitrary<RandomWorld> = fc.record({
  edits: fc.shuffledSubarray(Object.keys(edits), { maxLength: 5 }),
  text,
});

/** The seed of a random world. */
export const seedOf = (converged: State, { edits: names, text: suffix }: RandomWorld): State => {
  const state = structuredClone(converged);
  const application = state.entra.applications.find(({ uniqueName }) => uniqueName === 'truu-directory');
  const principal = state.entra.servicePrincipals.find(({ appId }) => appId === application?.appId);
  const secret = state.entra.secrets.find(({ appId }) => appId === application?.appId);
  const [directory] = state.truu.directories;
  if (!application || !principal || !secret || !directory) throw new Error('The world is not converged.');
  for (const name of names) edits[name]?.({ state, application, principal, directory, secret, text: suffix });
  return state;
};

/** The same world, with every list the other way round: an order that means nothing. */
export const reversed = (state: State): State => {
  const turned = <T extends object>(part: T): T =>
    Object.fromEntries(
      Object.entries(part).map(([key, rows]) => [
        key,
        Array.isArray(rows) ? (rows as unknown[]).toReversed() : (rows as unknown),
      ]),
    ) as T;
  const { oauthClients } = state.truu;
  return { ...state, entra: turned(state.entra), truu: { ...turned(state.truu), oauthClients } };
};

const at = (path: string, value: unknown): SpecEdit[number] => [path.split('.'), value];

/** Edits of the complete spec that leave it valid, by name. */
const specEdits: Readonly<Record<string, (suffix: string) => SpecEdit>> = {
  'another name': (suffix) => [at('entra.application.name', suffix)],
  'another unique name': () => [at('entra.application.uniqueName', 'another')],
  'an app id that is unknown': () => [at('entra.application.appId', otherGuid)],
  'no application permissions': () => [at('entra.permissions.application', [])],
  'unmanaged permissions': () => [at('entra.permissions', undefined)],
  'fewer permissions': () => [at('entra.permissions.application', ['User.Read.All'])],
  'unlisted removed': () => [at('entra.permissions.unlisted', 'remove')],
  'no delegated permissions': () => [at('entra.permissions.delegated', [])],
  'a permission beyond the ceiling': () => [at('entra.permissions.application', ['Domain.Read.All'])],
  'a permission of tier 0': () => [at('entra.permissions.application', ['Directory.ReadWrite.All'])],
  'another description': () => [at('entra.secret.description', 'Something else')],
  'a short lifetime': () => [
    at('entra.secret.lifetime', 'P1M'),
    at('entra.secret.renewBefore', 'P2D'),
    at('entra.secret.overlap', 'PT0S'),
  ],
  'a long window of renewal': () => [at('entra.secret.renewBefore', 'P364D'), at('entra.secret.overlap', 'P363D')],
  'another directory': (suffix) => [at('truu.directory.name', suffix)],
  'another domain': () => [at('truu.directory.domain', 'fabrikam.com')],
  'other settings': () => [
    at('truu.directory.allUsersShareUpnSuffix', false),
    at('truu.directory.autoRemoveDevices', false),
  ],
  'an unmanaged identifier': () => [at('truu.primaryUserIdentifier', undefined)],
  'another identifier': () => [at('truu.primaryUserIdentifier', 'employeeId')],
  'an unmanaged cluster': () => [at('truu.cluster', undefined)],
  'an unknown cluster': (suffix) => [at('truu.cluster', suffix)],
};

/** A spec and inputs of a workflow, by the names of what they differ in. */
export interface RandomWish {
  readonly spec: readonly string[];
  readonly text: string;
  readonly with: Readonly<Record<string, string>>;
}

const optional = (values: readonly string[]): fc.Arbitrary<string> => fc.constantFrom('', ...values);

const guideCeiling = [...guidePermissions, 'delegated:User.Read'].join(' ');
const narrowCeiling = 'User.Read.All delegated:User.Read';

/** Specs that differ from the complete one in up to three ways, under inputs of many kinds. */
export const randomWish: fc.Arbitrary<RandomWish> = fc.record({
  spec: fc.shuffledSubarray(Object.keys(specEdits), { maxLength: 3 }),
  text,
  with: fc.record({
    'allow-removals': fc.constantFrom('true', 'false'),
    'adopt-secrets': optional([otherGuid]),
    rotate: optional([otherGuid]),
    'allowed-permissions': optional([narrowCeiling, `${guideCeiling} Domain.Read.All`, guideCeiling, guideCeiling]),
  }),
});

/** The text of a random spec. */
export const specOf = ({ spec, text: suffix }: RandomWish): string =>
  specText(...spec.flatMap((name) => specEdits[name]?.(suffix) ?? []));
