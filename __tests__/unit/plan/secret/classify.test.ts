import { describe, expect, test } from '@jest/globals';
import { makePlan } from '../../../../src/plan/make-plan.ts';
import { application, guid, held, ids, planInput, secret, type Differences } from '../../../support/plan-samples.ts';
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

describe('the role of a secret', () => {
  test.each<[string, string, Differences]>([
    ['foreign', 'of another name', withSecrets(foreign)],
    ['foreign', 'whose mark is not at the end', withSecrets({ ...foreign, displayName: 'A [truu:0123abcd] B' })],
    ['foreign', 'whose mark is too short', withSecrets({ ...foreign, displayName: 'A [truu:123]' })],
    ['foreign', 'without a name', withSecrets({ ...foreign, displayName: null })],
    ['due', 'of ours that is past its overlap', withSecrets(older)],
    ['overlap', 'of ours inside its overlap', { ...withSecrets(older), ...recently }],
    ['orphaned', 'of ours that began after the held one', withSecrets(younger)],
    ['overlap', 'of ours that may be the one TruU cannot name', { ...withSecrets(older), ...holding(null) }],
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

  test('is not held for one that TruU names while it uses another client', () => {
    const world = directoryWith({ clientId: guid('8') });
    expect(rolesOf(world)).not.toContain('held');
  });

  test('is told by the run that handed the held one over for those that came to light after it', () => {
    const input = planInput({ ...withSecrets(older, secret(guid('e'), '2026-02-01T00:00:00.000Z')), ...recently });
    const roles = (keyId: string): readonly string[] =>
      makePlan({ ...input, ownRotation: { keyId, known: new Set([guid('b')]) } }).assessment.secrets.map(
        ({ role }) => role,
      );
    expect(roles(ids.heldKey)).toEqual(['held', 'overlap', 'orphaned']);
    expect(roles(guid('9'))).toEqual(['held', 'overlap', 'overlap']);
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

  test('without a directory the newest stays until TruU has the new one, since another run may be handing it over', () => {
    const secrets = [younger, older];
    const world = { entra: { application: application({ secrets }) }, truu: { directories: [] } };
    const plan = planOf(world);
    expect(plan.steps.filter(({ kind }) => /secret/.test(kind))).toMatchObject([
      {
        kind: 'set-secret',
        unheldKeyIds: [guid('b')],
        changes: expect.not.arrayContaining([`entra/secret/${guid('c')}`]),
      },
      {
        kind: 'delete-unheld-secrets',
        keyIds: [guid('c')],
        changes: [`entra/secret/${guid('c')}`],
        dependsOn: ['set-secret'],
        directory: null,
      },
    ]);
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

  test('it stays when it is neither ours nor adopted', () => {
    const byHand = { ...held, displayName: 'by hand' };
    const world = applicationWith({ secrets: [byHand] });
    expect(kindsOf({ ...world, policy: { rotate: ids.heldKey } })).toEqual(['set-secret']);
    expect(kindsOf({ ...world, policy: { rotate: ids.heldKey, adoptSecrets: new Set([ids.heldKey]) } })).toEqual([
      'set-secret',
      'retire-secrets',
    ]);
  });
});
