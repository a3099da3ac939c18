import { describe, expect, test } from '@jest/globals';

interface Scripts {
  readonly decide: (facts: Readonly<Record<string, unknown>>) => { readonly release: boolean; readonly reason: string };
  readonly fill: (text: string, names: Readonly<Record<string, string>>) => string;
  readonly isAfter: (one: string, other: string) => boolean;
  readonly majorTag: (version: string) => string;
  readonly namesIn: (packageJson: string) => { readonly repository: string; readonly version: string };
  readonly parseVersion: (text: string) => unknown;
  readonly promote: (changelog: string, version: string, date: string) => string;
  readonly sectionOf: (changelog: string, version: string) => { readonly notes: string } | null;
}

// Named by a variable, since what is plain JavaScript has no types to import.
const load = async (name: string): Promise<object> => (await import(`../../script/release/${name}.mjs`)) as object;
const { decide, fill, isAfter, majorTag, namesIn, parseVersion, promote, sectionOf } = {
  ...(await load('changelog')),
  ...(await load('decide')),
  ...(await load('names')),
  ...(await load('version')),
} as Scripts;

describe('a version', () => {
  test.each(['1', '1.2', 'v1.2.3', '01.2.3', '1.2.3+build', '1.2.3-', '1.2.3 ', ''])('is not %j', (text) => {
    expect(() => parseVersion(text)).toThrow('is no version');
  });

  test.each([
    ['0.1.0', '0.0.9'],
    ['0.10.0', '0.9.0'],
    ['1.0.0', '1.0.0-rc.1'],
    ['1.0.0-rc.10', '1.0.0-rc.9'],
    ['1.0.1-rc.1', '1.0.0'],
  ])('%s comes after %s', (one, other) => {
    expect([isAfter(one, other), isAfter(other, one), isAfter(one, one)]).toEqual([true, false, false]);
  });

  test('has the tag of its major version', () => {
    expect(['0.9.1', '12.0.0-rc.1'].map(majorTag)).toEqual(['v0', 'v12']);
  });
});

describe('whether a commit is released', () => {
  const facts = {
    version: '0.2.0',
    section: { notes: 'x' },
    liveCheck: false,
    commit: 'here',
    tagCommit: null,
    published: false,
  };

  test.each([
    ['it is not tagged', {}, true],
    ['its tag is there from a run that broke off', { tagCommit: 'here' }, true],
    ['the changelog does not have the version', { section: null }, false],
    ['the version is released at this commit', { tagCommit: 'here', published: true }, false],
    ['the version is released at an earlier commit', { tagCommit: 'earlier', published: true }, false],
    ['version 1 was tried on a real tenant', { version: '1.0.0', liveCheck: true }, true],
  ])('where %s', (_where, more, release) => {
    expect(decide({ ...facts, ...more })).toEqual({ release, reason: expect.any(String) });
  });

  test.each([
    ['version 1 was not tried on a real tenant', { version: '1.0.0-rc.1' }, 'docs/live-check.md'],
    ['the tag is elsewhere, without a release', { tagCommit: 'earlier' }, 'is at earlier and has no release'],
  ])('is for a person to see where %s', (_where, more, sentence) => {
    expect(() => decide({ ...facts, ...more })).toThrow(sentence);
  });
});

describe('the changelog', () => {
  const log =
    '# Changelog\n\n## [Unreleased]\n\n- new\n\n## [0.2.0] - 2026-12-01\n\n- two\n\n## [0.1.0] - 2026-11-01\n\n- one\n';

  test('says what changed in a version', () => {
    expect(sectionOf(log, '0.2.0')).toMatchObject({ date: '2026-12-01', notes: '- two' });
    expect(sectionOf(log, '0.1.0')).toMatchObject({ notes: '- one' });
    expect(sectionOf(log, '0.3.0')).toBeNull();
  });

  test.each([
    ['## [0.3.0]\n\n- x\n', 'needs its date'],
    ['## [0.3.0] - 2026-12-01\n\n## [0.2.0] - 2026-11-01\n\n- x\n', 'is empty'],
  ])('is no text of a release as %j', (text, why) => {
    expect(() => sectionOf(text, '0.3.0')).toThrow(why);
  });

  test('gives a version what is unreleased', () => {
    const promoted = promote(log, '0.3.0', '2027-01-01');
    expect(promoted).toContain('## [Unreleased]\n\n## [0.3.0] - 2027-01-01\n\n- new\n\n## [0.2.0]');
    expect(() => promote(promoted, '0.4.0', '2027-02-01')).toThrow('nothing under Unreleased');
    expect(() => promote(log, '0.2.0', '2027-02-01')).toThrow('is there already');
  });
});

describe('owner and version', () => {
  const project = 'truu-entra-directory-action';
  const names = { repository: `contoso/${project}`, version: '1.4.2' };
  const zeros = '0'.repeat(40);

  test.each([
    [`uses: OWNER/${project}@${zeros} # v0.1.0`, `uses: contoso/${project}@${zeros} # v1.4.2`],
    [
      `https://github.com/o-1/${project}/blob/v0.1.0/docs/errors.md`,
      `https://github.com/contoso/${project}/blob/v1.4.2/docs/errors.md`,
    ],
    [
      `raw.githubusercontent.com/o/${project}/v0/schema/x.json`,
      `raw.githubusercontent.com/contoso/${project}/v1/schema/x.json`,
    ],
    [`gh release verify v0.1.0-rc.1 --repo o/${project}`, `gh release verify v1.4.2 --repo contoso/${project}`],
    ['* @OWNER/maintainers', '* @contoso/maintainers'],
    ["actionVersion = '0.1.0';", "actionVersion = '1.4.2';"],
    [`"name": "${project}",\n  "version": "0.1.0"`, `"name": "${project}",\n  "version": "1.4.2"`],
    ['repo:OWNER/REPOSITORY:environment:x', 'repo:OWNER/REPOSITORY:environment:x'],
    ['actions/checkout@' + zeros + ' # v7.0.1', 'actions/checkout@' + zeros + ' # v7.0.1'],
    [`urn:${project}:spec:1`, `urn:${project}:spec:1`],
  ])('in %j are written', (text, filled) => {
    expect(fill(text, names)).toBe(filled);
    expect(fill(filled, names)).toBe(filled);
  });

  test('the commit is written where one is known', () => {
    const commit = 'ab'.repeat(20);
    expect(fill(`OWNER/${project}@${zeros} # v0.1.0`, { ...names, commit })).toBe(
      `contoso/${project}@${commit} # v1.4.2`,
    );
  });

  test.each([
    ['https://github.com/contoso/x.git', '1.0.0', 'repository.url'],
    [`git+https://github.com/contoso/${project}-fork.git`, '1.0.0', 'repository.url'],
    [`git+https://github.com/contoso/${project}.git`, 'v1', 'is no version'],
  ])('are not read from %s and %s', (url, version, why) => {
    expect(() => namesIn(JSON.stringify({ version, repository: { url } }))).toThrow(why);
  });
});
