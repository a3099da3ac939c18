import { describe, expect, test } from '@jest/globals';
import type { EntraState, KeyAddition } from '../../../src/entra/model.ts';
import type { Identities } from '../../../src/plan/whose.ts';
import { addedByAnother } from '../../../src/plan/witness.ts';
import { entra, guid, ids, secret } from '../../support/plan-samples.ts';
import { foreign, planOf, rolesOf, withSecrets, younger } from '../../support/worlds.ts';

const addition = (more: Partial<KeyAddition>): KeyAddition => ({
  keyId: younger.keyId,
  at: '2026-11-23T10:00:00.000Z',
  actor: 'TruU deployer',
  userId: null,
  appId: null,
  servicePrincipalId: null,
  ...more,
});
const none: Identities = { deployerClientId: null, renewerClientId: null };
const judged = (one: Partial<KeyAddition>, more: Partial<EntraState> = {}, identities: Identities = none): boolean =>
  addedByAnother(younger.keyId, entra({ keyAdditions: [addition(one)], ...more }), identities) !== null;

describe('the witness of who added a key', () => {
  test.each<[string, boolean, Partial<KeyAddition>]>([
    ['the deployer, by its service principal', false, { servicePrincipalId: ids.deployer }],
    ['the deployer, by its client id', false, { appId: ids.deployerApp }],
    ['another app, whatever its name', true, { servicePrincipalId: guid('9') }],
    ['another client id', true, { appId: guid('9') }],
    ['a person', true, { userId: guid('9') }],
    ['a person through the deployer', true, { userId: guid('9'), servicePrincipalId: ids.deployer }],
    ['a name alone, which is nobody', false, { actor: 'Jo' }],
    ['another, but of another key', false, { keyId: guid('f'), userId: guid('9') }],
  ])('names %s: of another is %s', (_who, expected, one) => {
    expect(judged(one)).toBe(expected);
  });

  test('knows the renewer, and this run only where its token is of the app itself', () => {
    const renewer = guid('8');
    expect(judged({ servicePrincipalId: renewer })).toBe(true);
    expect(judged({ servicePrincipalId: renewer }, { workflow: { deployer: ids.deployer, renewer } })).toBe(false);
    expect(judged({ appId: renewer }, {}, { ...none, renewerClientId: renewer })).toBe(false);
    const { deployer } = entra();
    const delegated = { workflow: { deployer: null, renewer: null }, deployer: { ...deployer, appOnly: false } };
    expect(judged({ servicePrincipalId: ids.deployer }, delegated)).toBe(true);
  });

  test.each([null, []])('says nothing where the log says nothing (%j)', (keyAdditions) => {
    expect(addedByAnother(younger.keyId, entra({ keyAdditions }), none)).toBeNull();
  });
});

describe('a secret with our tag that another added', () => {
  const by = { userId: guid('9'), actor: 'jo@contoso.com' };
  const worldWith = (one: typeof younger, more: Partial<KeyAddition> = {}) => ({
    entra: { ...withSecrets(one).entra, keyAdditions: [addition({ ...by, keyId: one.keyId, ...more })] },
  });

  test('is no orphan: it is kept, and a finding names who, with the key id that accepts it last', () => {
    const world = worldWith(younger);
    expect(rolesOf(withSecrets(younger))).toContain('orphaned');
    expect(rolesOf(world)).toContain('unvouched');
    const { changes, notes } = planOf(world);
    expect(changes).toEqual([]);
    const [finding] = notes.filter(({ level }) => level === 'finding');
    expect(finding?.names).toEqual([younger.displayName, by.actor, by.userId, younger.keyId]);
    expect(finding?.message).toContain("by Entra's audit log");
  });

  test('is an orphan as before where the workflow added it, or nobody is named', () => {
    const ours = [{ userId: null, servicePrincipalId: ids.deployer }, { userId: null }];
    for (const one of ours) expect(rolesOf(worldWith(younger, one))).toContain('orphaned');
  });

  test('is named for a secret without a tag too', () => {
    const [finding] = planOf(worldWith(foreign)).notes.filter(({ level }) => level === 'finding');
    expect(finding?.names).toEqual(['by hand', by.actor, by.userId, foreign.keyId]);
  });

  test('is no finding where TruU or the workflow names it', () => {
    const held = { entra: { keyAdditions: [addition({ ...by, keyId: ids.heldKey })] } };
    const known = { ...worldWith(younger), policy: { knownCredentials: new Set([younger.keyId]) } };
    const adopted = {
      ...worldWith(secret(guid('7'), younger.startsOn)),
      policy: { adoptSecrets: new Set([guid('7')]) },
    };
    for (const world of [held, known, adopted])
      expect(planOf(world).notes.filter(({ level }) => level === 'finding')).toEqual([]);
  });
});
