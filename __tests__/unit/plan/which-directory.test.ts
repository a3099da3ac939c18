import { describe, expect, test } from '@jest/globals';
import { whichDirectory } from '../../../src/plan/which-directory.ts';
import type { DirectoryState } from '../../../src/truu/model.ts';
import { specWith } from '../../support/spec-samples.ts';
import { directory, guid, planInput } from '../../support/plan-samples.ts';

const ours = directory();
const sameName = directory({ id: 'dir-2', tenantId: guid('8'), clientId: guid('9') });
const renamed = directory({ configurationName: 'Old' });
const sameTenant = directory({ id: 'dir-3', clientId: guid('9'), configurationName: 'Other' });
const elsewhere = directory({ id: 'dir-4', tenantId: guid('8'), clientId: guid('9'), configurationName: 'Other' });
const twin = directory({ id: 'dir-5', configurationName: 'Twin' });

const matchOf = (directories: readonly DirectoryState[], previousName?: string) => {
  const spec =
    previousName === undefined
      ? undefined
      : specWith(['name: US-Denver-Production', `name: US-Denver-Production\n    previousName: ${previousName}`]);
  const match = whichDirectory(planInput({ truu: { directories }, ...(spec && { spec }) }));
  if (match.kind === 'ours') return `${match.directory.id} by ${match.by}`;
  return match.kind === 'ambiguous' ? match.code.replace('TRUU_DIRECTORY_', '') : match.kind;
};

describe('which TruU directory is ours', () => {
  test.each([
    ['the one with both ids', [ours], 'dir-1 by ids'],
    ['the one with both ids, whatever other tenants have', [ours, elsewhere], 'dir-1 by ids'],
    ['the one of the name', [sameName], 'dir-2 by name'],
    ['the one of the name that nobody filled in', [directory({ tenantId: null, clientId: null })], 'dir-1 by name'],
    ['none without a candidate', [], 'none'],
    ['none when only other tenants have some', [elsewhere], 'none'],
    ['none when only the client id is ours', [{ ...elsewhere, clientId: ours.clientId }], 'none'],
    ['not certain with two of both ids', [ours, twin], 'AMBIGUOUS'],
    ['not certain when ids and name differ', [renamed, sameName], 'AMBIGUOUS'],
    ['not certain with two of the name', [sameName, { ...sameName, id: 'dir-6' }], 'AMBIGUOUS'],
    ['not certain when ours shares its name', [ours, sameName], 'AMBIGUOUS'],
    ['none when another one of the tenant has a registration of its own', [sameTenant], 'none'],
    ['refused with both ids under another name', [renamed], 'RENAMED'],
  ] as const)('is %s', (_which, directories, expected) => {
    expect(matchOf(directories)).toBe(expected);
    expect(matchOf(directories.toReversed())).toBe(expected);
  });

  test.each([
    ['the one with both ids that had the name', [renamed], 'Old', 'dir-1 by ids'],
    ['the one with both ids that has the new name', [ours], 'Old', 'dir-1 by ids'],
    ['the one that had the name, under other ids', [{ ...renamed, clientId: guid('9') }], 'Old', 'dir-1 by name'],
    [
      'the one of the new name, whoever has the old one',
      [ours, { ...renamed, id: 'x', clientId: null }],
      'Old',
      'dir-1 by ids',
    ],
    ['refused under a name that the spec does not say', [renamed], 'Older', 'RENAMED'],
  ] as const)('is, where the spec renames it, %s', (_which, directories, previousName, expected) => {
    expect(matchOf(directories, previousName)).toBe(expected);
  });

  test.each<[string, readonly DirectoryState[], string]>([
    ['two of both ids', [ours, twin], 'Give each directory a registration of its own'],
    ['ids and name that differ', [renamed, sameName], 'the input "application-id" to its client id'],
    ['two of the name', [sameName, { ...sameName, id: 'dir-6' }], 'set truu.directory.name to its name'],
  ])('is mended with %s without losing a directory', (_what, directories, fix) => {
    const match = whichDirectory(planInput({ truu: { directories } }));
    expect(match).toMatchObject({ kind: 'ambiguous', fix: expect.stringContaining(fix) });
    expect(JSON.stringify(match)).not.toMatch(/remov|delet|unenrol/i);
  });

  test('is told with the name and client id of all candidates, sorted', () => {
    const match = whichDirectory(planInput({ truu: { directories: [renamed, sameName] } }));
    const candidates = [`Old (client id ${guid('2')})`, `US-Denver-Production (client id ${guid('9')})`];
    expect(match).toMatchObject({ kind: 'ambiguous', candidates });
  });

  test('is by the name when there is no registration yet', () => {
    const world = { entra: { application: null, servicePrincipal: null } };
    expect(whichDirectory(planInput(world))).toMatchObject({ kind: 'ours', by: 'name' });
  });
});
