import { expect, test } from '@jest/globals';
import { application, guid, ids } from '../../support/plan-samples.ts';
import { applier, planOf } from '../../support/worlds.ts';

const old = application({ displayName: 'Old' });

test('permissions that a directory role may stand for are a note, which names them', () => {
  const { notes, refusals } = planOf({ entra: { application: old, ...applier([], guid('7'), true) } });
  expect(refusals).not.toEqual(expect.arrayContaining([expect.objectContaining({ code: 'ENTRA_APPLY_FORBIDDEN' })]));
  expect(notes).toMatchObject([{ level: 'note', names: [ids.deployerApp, 'Application.ReadWrite.OwnedBy'] }]);
  expect(notes[0]?.message).toContain('it has a directory role');
});

test.each([
  ['no permission is missing', ['Application.ReadWrite.All']],
  ['nothing is to be done', []],
])('a directory role is not mentioned where %s', (_what, roles) => {
  const changed = roles.length > 0 ? { application: old } : {};
  expect(planOf({ entra: { ...changed, ...applier(roles, guid('7'), true) } }).notes).toEqual([]);
});
