import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  editDirectory,
  connectCluster,
  choosePrimaryUserIdentifier,
  grant,
  managed,
  patchApplication,
  enterConnection,
  revoke,
} from '../../testing/manual-changes.ts';
import {
  type ConvergedScenario,
  expectGreen,
  expectNothingToDo,
  type RunExtras,
  type Scenario,
  specText,
  startConverged,
} from '../support/scenario.ts';
import { expectWorldInSync } from '../support/world-in-sync.ts';

interface Break {
  /** Fields of the spec whose truth the hand breaks. */
  readonly field: string;
  readonly description: string;
  readonly by: (scenario: Scenario) => Promise<unknown>;
  /** What drift must name. */
  readonly names: readonly string[];
}

/** Breaks that do not touch each other, found by one drift and healed by one apply. */
interface Round {
  readonly breaks: readonly Break[];
  readonly run?: RunExtras;
}

const other = '11111111-2222-4333-8444-555555555555';
const removing: RunExtras = {
  spec: specText([['entra', 'permissions', 'unlisted'], 'remove']),
  with: { 'allow-removals': 'true' },
};

/**
 * What a hand breaks at once; the breaks of one round are of different objects or fields, and each is named and healed by
 * itself: drift shows one line for each, and the world is compared field by field.
 */
const rounds: readonly Round[] = [
  {
    breaks: [
      {
        field: 'entra.tenant',
        description: 'TruU is given another tenant',
        by: (s) => enterConnection(s, { tenantId: other }),
        names: ['tenantId', other],
      },
      {
        field: 'entra.application.name',
        description: 'the registration is renamed so that nobody sees it',
        by: (s) => patchApplication(s, { displayName: 'TruU\u00A0' }),
        names: ['displayName: TruU\\u{a0} → TruU (character 5: U+00A0 → none)'],
      },
      {
        field: 'truu.directory.domain',
        description: 'the domain is changed',
        by: (s) => editDirectory(s, { domain: 'fabrikam.com' }),
        names: ['domain: fabrikam.com → contoso.com'],
      },
      {
        field: 'truu.cluster',
        description: 'the cluster is disconnected',
        by: (s) => connectCluster(s, 'cloud', null),
        names: ['directoryConnection'],
      },
    ],
  },
  {
    breaks: [
      {
        field: 'entra.application.uniqueName',
        description: 'TruU is given another client',
        by: (s) => enterConnection(s, { clientId: other }),
        names: ['clientId', other],
      },
      {
        field: 'entra.application.uniqueName',
        description: 'the registration is opened to other tenants',
        by: (s) => patchApplication(s, { signInAudience: 'AzureADMultipleOrgs' }),
        names: ['signInAudience: AzureADMultipleOrgs → AzureADMyOrg'],
      },
      {
        field: 'truu.directory.allUsersShareUpnSuffix',
        description: 'the switch for UPN suffixes is turned',
        by: (s) => editDirectory(s, { allUsersShareUpnSuffix: false }),
        names: ['allUsersShareUpnSuffix: no → yes'],
      },
      {
        field: 'truu.primaryUserIdentifier',
        description: 'another identifier is chosen',
        by: (s) => choosePrimaryUserIdentifier(s, 'userPrincipalName'),
        names: ['primaryUserIdentifier: userPrincipalName → mail'],
      },
    ],
  },
  {
    breaks: [
      {
        field: 'entra.secret.renewBefore',
        description: 'the secret comes near its end',
        by: (s) => s.emulator.clock.advance('P11M5D'),
        names: ['Rotate'],
      },
      {
        field: 'entra.permissions.application',
        description: 'the registration stops asking',
        by: (s) => patchApplication(s, { requiredResourceAccess: [] }),
        names: ['Device.Read.All', 'granted, not requested'],
      },
      {
        field: 'truu.directory.name',
        description: 'the directory is renamed',
        by: (s) => editDirectory(s, { configurationName: 'Old-Name' }),
        names: ['configurationName: Old-Name → US-Denver-Production'],
      },
    ],
    run: { spec: specText([['truu', 'directory', 'previousName'], 'Old-Name']) },
  },
  {
    breaks: [
      {
        field: 'entra.secret.overlap',
        description: 'the overlap of the previous secret ends',
        by: async (s) => {
          await s.emulator.clock.advance('P11M5D');
          await expectGreen(s, 'renew', 'renewed');
          await s.emulator.clock.advance('P3DT1M');
        },
        names: ['Retire'],
      },
      {
        field: 'entra.permissions.application',
        description: 'a grant is revoked',
        by: (s) => revoke(s, 'Device.Read.All'),
        names: ['Device.Read.All', 'requested, not granted'],
      },
      {
        field: 'truu.directory.autoRemoveDevices',
        description: 'the switch for devices is turned',
        by: (s) => editDirectory(s, { autoRemoveDevices: false }),
        names: ['autoRemoveDevices: no → yes'],
      },
    ],
  },
  {
    breaks: [
      {
        field: 'entra.secret.lifetime',
        description: 'the held secret is removed in Entra',
        by: async (s) => {
          const { application, secrets } = await managed(s);
          await s.graph('POST', `/applications/${application.id}/removePassword`, { keyId: secrets[0]?.keyId });
        },
        names: ['Rotate'],
      },
      {
        field: 'entra.permissions.delegated',
        description: 'the tenant-wide delegated grant is deleted',
        by: async (s) => s.graph('DELETE', `/oauth2PermissionGrants/${(await managed(s)).grants[0]?.id}`),
        names: ['User.Read'],
      },
    ],
  },
  {
    run: removing,
    breaks: [
      {
        field: 'entra.permissions.unlisted',
        description: 'a permission that the spec does not list is granted',
        by: (s) => grant(s, 'Policy.Read.All'),
        names: ['Policy.Read.All', 'granted, but not in the spec'],
      },
    ],
  },
];

const breaks = rounds.flatMap((round) => round.breaks);

/** Fields that say how to act and not how the world is, each with the reason why nothing can differ from it. */
const notCompared: Readonly<Record<string, string>> = {
  version: 'names the form of the spec',
  'entra.cloud': 'says where to ask',
  'entra.application.appId': 'says which registration to adopt',
  'entra.secret.description': 'is written into the next secret; Graph cannot change a secret',
  'truu.directory.previousName': 'says which directory is renamed',
  'health.timeout': 'says how long to wait',
  'health.maxAge': 'says how old a result may be',
};

interface SchemaNode {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
}

const leaves = (node: SchemaNode, at: string): readonly string[] =>
  node.properties === undefined
    ? [at]
    : Object.entries(node.properties).flatMap(([name, child]) => leaves(child, at === '' ? name : `${at}.${name}`));

describe('what was changed manually', () => {
  let scenario: ConvergedScenario;

  beforeAll(async () => {
    scenario = await startConverged();
  });
  beforeEach(() => scenario.emulator.reset(scenario.converged));
  afterAll(() => scenario.stop());

  test('is tried for every field of the spec that says how the world is', async () => {
    const file = path.resolve(import.meta.dirname, '../../schema/spec.schema.json');
    const schema = JSON.parse(await readFile(file, 'utf8')) as SchemaNode;
    const tried = new Set([...breaks.map(({ field }) => field), ...Object.keys(notCompared)]);
    expect([...tried].sort()).toEqual([...leaves(schema, '')].sort());
  });

  const described = rounds.map((round) => ({
    ...round,
    what: round.breaks.map(({ description }) => description).join('; '),
  }));

  test.each(described)('$what: drift names each, apply heals it', async ({ breaks: broken, run }) => {
    for (const { by } of broken) await by(scenario);
    const drift = await scenario.run('drift', run);
    expect(drift.outputs).toMatchObject({ result: 'drift', sync: 'out-of-sync', 'failure-code': 'PLAN_DRIFT' });
    expect(drift.code).toBe(1);
    const names = broken.flatMap((one) => one.names);
    for (const text of [drift.summary.replaceAll('`', ''), drift.stdout])
      expect(names.filter((name) => !text.includes(name))).toEqual([]);
    await expectGreen(scenario, 'apply', 'applied', run);
    await expectWorldInSync(scenario);
  });

  test('is widened where Graph shows no delegated grant, and says at the write that there is one', async () => {
    const { grants } = await managed(scenario);
    await scenario.graph('PATCH', `/oauth2PermissionGrants/${grants[0]?.id}`, { scope: 'openid' });
    const nothing = { answer: { status: 200, body: { value: [] } } };
    const list = { service: 'graph', method: 'GET', path: '/oauth2PermissionGrants$' } as const;
    await scenario.emulator.faults.add({ ...list, when: 'before', do: nothing });
    await expectGreen(scenario, 'apply', 'applied');
    const [grant, ...others] = (await managed(scenario)).grants;
    expect([grant?.scope.split(' '), others]).toEqual([expect.arrayContaining(['User.Read']), []]);
    await expectNothingToDo(scenario);
    await expectWorldInSync(scenario);
  });
});
