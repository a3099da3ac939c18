import { describe, expect, test } from '@jest/globals';
import { makePlan } from '../../../../src/plan/make-plan.ts';
import { taggedName } from '../../../../src/catalog/secret-tag.ts';
import {
  application,
  guid,
  held,
  ids,
  planInput,
  secret,
  tagged,
  truuApi,
  unread,
  useOf,
  type Differences,
} from '../../../support/plan-samples.ts';
import { specWith } from '../../../support/spec-samples.ts';
import {
  applicationWith,
  directoryWith,
  expiring,
  foreign,
  holding,
  older,
  planOf,
  recently,
  rolesOf,
  withSecrets,
  younger,
} from '../../../support/worlds.ts';

/** Ours by its tag, older than the held one, and in no record of TruU. */
const forgotten = secret(guid('7'), '2026-02-01T00:00:00.000Z');
/** Of another TruU that uses the same registration. */
const another = secret(guid('8'), '2026-11-20T00:00:00.000Z', {
  displayName: tagged('2026-11-20T00:00:00.000Z', undefined, 'https://other.truu.example'),
});
const { startsOn, expiresOn } = younger;
const elsewhere = {
  ...younger,
  displayName: taggedName('TruU', { consumer: truuApi, nonce: '0123abcd', appId: guid('9'), startsOn, expiresOn }),
};
const adopting = (keyId: string) => ({ adoptSecrets: new Set([keyId]) });
const used = (one: typeof younger, lastUsedOn: string): Differences => ({
  entra: { ...withSecrets(one).entra, secretUse: useOf({ [one.keyId]: lastUsedOn }) },
});
const heldElsewhere = (one: typeof younger): Differences => ({
  ...withSecrets(one),
  truu: { heldKeyIds: [ids.heldKey, one.keyId] },
});

describe('the role of a secret', () => {
  test.each<[string, string, Differences]>([
    ['foreign', 'of another name', withSecrets(foreign)],
    ['foreign', 'without a name', withSecrets({ ...foreign, displayName: null })],
    ['due', 'that TruU held before, past its overlap', withSecrets(older)],
    ['due', 'that TruU held before, whatever its name', withSecrets({ ...older, displayName: 'by hand' })],
    ['overlap', 'that TruU held before, inside its overlap', { ...withSecrets(older), ...recently }],
    ['overlap', 'that TruU held before it took one it cannot name', { ...withSecrets(older), ...holding(null) }],
    ['orphaned', 'of ours that TruU never held', withSecrets(younger)],
    ['orphaned', 'of ours that TruU never held, older than the held one', withSecrets(forgotten)],
    ['orphaned', 'of ours that only its own test used', used(younger, '2026-11-20T00:10:00.000Z')],
    ['unvouched', 'of ours that TruU never held and somebody used', used(younger, '2026-11-20T00:10:00.001Z')],
    [
      'unvouched',
      'of ours while its use cannot be read',
      { entra: { ...withSecrets(younger).entra, secretUse: unread('failed') } },
    ],
    ['unvouched', 'whose tag was copied', withSecrets({ ...younger, displayName: held.displayName })],
    ['unvouched', 'whose tag is of another registration', withSecrets(elsewhere)],
    ['unvouched', 'whose tag is of an older form', withSecrets({ ...younger, displayName: 'TruU [truu:0123abcd]' })],
    ['unvouched', 'whose tag is not at the end', withSecrets({ ...younger, displayName: `${younger.displayName} B` })],
    ['other-consumer', 'whose tag is of another TruU', withSecrets(another)],
    ['held', 'whose tag is of another TruU, and that a directory holds', heldElsewhere(another)],
    ['held', 'that another directory holds, without a name of ours', heldElsewhere(foreign)],
    ['due', 'whose tag is of another TruU, adopted', { ...withSecrets(another), policy: adopting(another.keyId) }],
    ['overlap', 'of ours that may be the one TruU cannot name', { ...withSecrets(forgotten), ...holding(null) }],
    [
      'orphaned',
      'of ours that began after TruU took the one it cannot name',
      { ...withSecrets(younger), ...holding(null) },
    ],
    ['due', 'made by hand and adopted', { ...withSecrets(foreign), policy: { adoptSecrets: new Set([guid('d')]) } }],
    [
      'overlap',
      'adopted that may be the very one',
      { ...withSecrets(foreign), ...holding(null), policy: { adoptSecrets: new Set([guid('d')]) } },
    ],
    ['due', 'that has leaked, at once', { ...withSecrets(older), ...recently, policy: { rotate: guid('b') } }],
    [
      'due',
      'when no overlap is kept',
      { ...withSecrets(older), ...recently, spec: specWith(['overlap: P1D', 'overlap: PT0S']) },
    ],
  ])('is %s for one %s', (role, _what, world) => {
    const other = world.truu?.directories?.[0]?.credential.secretKeyId === null ? 'overlap' : 'held';
    expect(rolesOf(world).toSorted()).toEqual([role, other].sort());
  });

  test('is held for one that TruU names, also while it uses another client', () => {
    expect(rolesOf(directoryWith({ clientId: guid('8') }))).toEqual(['held']);
  });

  test('is previous for the one that TruU named before this run set another, also where its record leaves it out', () => {
    const input = planInput({ ...withSecrets(forgotten), ...recently });
    const roles = (previousKeyId: string | null): readonly string[] =>
      makePlan({ ...input, ownRotation: { previousKeyId } }).assessment.secrets.map(({ role }) => role);
    expect(roles(forgotten.keyId)).toEqual(['held', 'overlap']);
    expect(roles(null)).toEqual(['held', 'orphaned']);
  });

  test('is decided by the clock of TruU to the millisecond', () => {
    const roles = ['2026-11-23T10:00:00.000Z', '2026-11-23T10:00:00.001Z'].map(
      (acceptedAt) => rolesOf({ ...withSecrets(older), ...holding(ids.heldKey, acceptedAt) })[1],
    );
    expect(roles).toEqual(['due', 'overlap']);
  });
});

const actsOf = (world: Differences): readonly string[] =>
  planOf(world).changes.map(({ act, address }) => `${act} ${address}`);
const kindsOf = (world: Differences): readonly string[] => planOf(world).steps.map(({ kind }) => kind);

describe('what becomes of a secret that TruU does not hold', () => {
  test('it is retired once its overlap has passed', () => {
    expect(actsOf(withSecrets(older))).toEqual([`retire entra/secret/${guid('b')}`]);
    expect(kindsOf(withSecrets(older))).toEqual(['retire-secrets']);
  });

  test('it is kept, with a note that says how long, inside its overlap', () => {
    const plan = planOf({ ...withSecrets(older), ...recently });
    expect([plan.changes, plan.steps]).toEqual([[], []]);
    expect(plan.notes.map(({ level, message }) => `${level} ${message}`)).toContain(
      'note The previous secret is kept until its overlap ends at 2026-11-25T09:00:00.000Z',
    );
  });

  test('it is removed behind a fence when a dead run left it', () => {
    expect(actsOf(withSecrets(younger))).toEqual([`remove entra/secret/${guid('c')}`]);
    expect(planOf(withSecrets(younger)).steps).toMatchObject([
      {
        kind: 'delete-unheld-secrets',
        keyIds: [guid('c')],
        directory: { id: 'dir-1', version: '"7"', heldKeyId: ids.heldKey },
      },
    ]);
  });

  test('it is swept before a new one is made, by the same step', () => {
    const world = { ...withSecrets(older, younger), policy: { rotate: ids.heldKey } };
    const plan = planOf(world);
    expect(plan.steps).toMatchObject([
      { kind: 'set-secret', unheldKeyIds: [guid('b'), guid('c')], first: false },
      { kind: 'retire-secrets', keyIds: [ids.heldKey], dependsOn: ['set-secret'] },
    ]);
  });

  test('in its overlap it stays while another is made, but no more than one does', () => {
    const oldest = secret(guid('e'), '2025-12-01T00:00:00.000Z');
    const world = { ...withSecrets(older, oldest), ...recently };
    const plan = planOf({ ...world, policy: { rotate: ids.heldKey } });
    expect(plan.steps).toMatchObject([
      { kind: 'set-secret', unheldKeyIds: [guid('e')] },
      { kind: 'retire-secrets', keyIds: [ids.heldKey] },
    ]);
    expect(actsOf(world)).toEqual([]);
  });

  test('none is removed to make room while TruU cannot name the one that it holds', () => {
    const oldest = secret(guid('e'), '2025-12-01T00:00:00.000Z');
    const plan = planOf({ ...withSecrets(older, oldest), ...holding(null) });
    expect(plan.steps).toMatchObject([{ kind: 'set-secret', unheldKeyIds: [] }]);
  });

  test('without a directory all stay until TruU is Healthy with a new one: its list may have left a directory out', () => {
    const world = { entra: { application: application({ secrets: [younger, older] }) }, truu: { directories: [] } };
    expect(planOf(world).steps.filter(({ kind }) => /secret/.test(kind))).toMatchObject([
      { kind: 'set-secret', unheldKeyIds: [], deletesFirst: false },
      {
        kind: 'delete-unheld-secrets',
        keyIds: [guid('c'), guid('b')],
        dependsOn: ['set-secret'],
        directory: null,
      },
    ]);
  });

  test('all stay until TruU is Healthy with a new one where Entra does not show the one that it holds', () => {
    const world = { entra: { application: application({ secrets: [younger, older] }) } };
    expect(planOf(world).steps).toMatchObject([
      { kind: 'set-secret', unheldKeyIds: [], deletesFirst: false },
      { kind: 'delete-unheld-secrets', keyIds: [guid('c'), guid('b')], directory: null },
    ]);
  });

  test('one that is older than the held one stays until TruU is Healthy with a new one', () => {
    const world = { ...withSecrets(forgotten, younger), policy: { rotate: ids.heldKey } };
    expect(planOf(world).steps).toMatchObject([
      { kind: 'set-secret', unheldKeyIds: [guid('c')] },
      { kind: 'delete-unheld-secrets', keyIds: [guid('7')], directory: null },
      { kind: 'retire-secrets', keyIds: [ids.heldKey] },
    ]);
  });

  test('none is an orphan that Graph shows late but that TruU, the workflow or its use names', () => {
    const world = { ...withSecrets(foreign, younger), policy: { ...adopting(guid('9')), rotate: ids.heldKey } };
    const kept = ['9', 'a', 'b', 'd', 'e'].map(guid);
    expect(planOf(world).steps[0]).toMatchObject({ unheldKeyIds: [guid('c')], keptKeyIds: kept });
  });

  test('drift is not red yet on one that a run may be about to set in TruU', () => {
    const settles = (startsOn: string): boolean | undefined =>
      planOf(withSecrets(secret(guid('c'), startsOn))).changes[0]?.settling;
    expect(['2026-11-24T09:00:01.000Z', '2026-11-24T09:00:00.000Z'].map(settles)).toEqual([true, false]);
  });

  test('without a directory mode renew removes none', () => {
    const world = { entra: { application: application({ secrets: [older, younger] }) }, truu: { directories: [] } };
    const plan = planOf({ ...world, policy: { renewOnly: true } });
    expect([plan.steps, plan.changes.map(({ skipReason: by }) => by)]).toEqual([[], plan.changes.map(() => 'mode')]);
  });

  test('it is a finding and is left alone when it is foreign, also when removals are allowed', () => {
    const plan = planOf({ ...withSecrets(foreign), policy: { allowRemovals: true } });
    const findings = plan.notes.filter(({ level }) => level === 'finding');
    expect([plan.changes, findings.map(({ names }) => names)]).toEqual([[], [['by hand', guid('d')]]]);
  });
});

describe('what becomes of the held secret when another takes its place', () => {
  test('it keeps its overlap, and is retired by a later run', () => {
    expect(kindsOf(expiring('2026-12-01T00:00:00.000Z'))).toEqual(['set-secret']);
  });

  test.each(['PT0S', 'P0D', 'P00D', 'PT0H0M'])('it is retired in the same run without an overlap (%s)', (overlap) => {
    const spec = specWith(['overlap: P1D', `overlap: ${overlap}`]);
    expect(kindsOf({ ...expiring('2026-12-01T00:00:00.000Z'), spec })).toEqual(['set-secret', 'retire-secrets']);
  });

  test('it is retired in the same run when it has leaked', () => {
    expect(kindsOf({ policy: { rotate: ids.heldKey } })).toEqual(['set-secret', 'retire-secrets']);
  });

  test('it is retired whatever its name, since TruU names it', () => {
    const world = applicationWith({ secrets: [{ ...held, displayName: 'by hand' }] });
    expect(kindsOf({ ...world, policy: { rotate: ids.heldKey } })).toEqual(['set-secret', 'retire-secrets']);
  });
});
