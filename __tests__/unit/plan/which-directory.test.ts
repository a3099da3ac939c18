import { describe, expect, test } from '@jest/globals';
import { whichDirectory } from '../../../src/plan/which-directory.ts';
import type { DirectoryState } from '../../../src/truu/model.ts';
import { directory, guid, planInput } from '../../support/plan-samples.ts';

const ours = directory();
const sameName = directory({ id: 'dir-2', tenantId: guid('8'), clientId: guid('9') });
const renamed = directory({ configurationName: 'Old' });
const sameTenant = directory({ id: 'dir-3', clientId: guid('9'), configurationName: 'Other' });
const elsewhere = directory({ id: 'dir-4', tenantId: guid('8'), clientId: guid('9'), configurationName: 'Other' });
const twin = directory({ id: 'dir-5', configurationName: 'Twin' });

const matchOf = (...directories: readonly DirectoryState[]) => {
  const match = whichDirectory(planInput({ truu: { directories } }));
  return match.kind === 'ours' ? `${match.directory.id} by ${match.by}` : match.kind;
};

describe('which TruU directory is ours', () => {
  test.each([
    ['the one with both ids', [ours], 'dir-1 by ids'],
    ['the one with both ids under another name', [renamed], 'dir-1 by ids'],
    ['the one with both ids, whatever other tenants have', [ours, elsewhere], 'dir-1 by ids'],
    ['the one of the name', [sameName], 'dir-2 by name'],
    ['the one of the name that nobody filled in', [directory({ tenantId: null, clientId: null })], 'dir-1 by name'],
    ['none without a candidate', [], 'none'],
    ['none when only other tenants have some', [elsewhere], 'none'],
    ['not certain with two of both ids', [ours, twin], 'ambiguous'],
    ['not certain when ids and name differ', [renamed, sameName], 'ambiguous'],
    ['not certain with two of the name', [sameName, { ...sameName, id: 'dir-6' }], 'ambiguous'],
    ['not certain when ours shares its name', [ours, sameName], 'ambiguous'],
    ['not certain in the same tenant under another client and name', [sameTenant], 'ambiguous'],
  ] as const)('is %s', (_which, directories, expected) => {
    expect(matchOf(...directories)).toBe(expected);
    expect(matchOf(...directories.toReversed())).toBe(expected);
  });

  test('is told with the names of all candidates, sorted', () => {
    const match = whichDirectory(planInput({ truu: { directories: [renamed, sameName] } }));
    expect(match).toMatchObject({ kind: 'ambiguous', names: ['Old', 'US-Denver-Production'] });
  });

  test('is by the name when there is no registration yet', () => {
    const world = { entra: { application: null, servicePrincipal: null } };
    expect(whichDirectory(planInput(world))).toMatchObject({ kind: 'ours', by: 'name' });
  });
});
