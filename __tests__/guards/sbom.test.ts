import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';

interface Sbom {
  readonly SPDXID: string;
  readonly documentDescribes: readonly string[];
  readonly packages: readonly { readonly SPDXID: string; readonly name: string; readonly versionInfo: string }[];
  readonly relationships: readonly {
    readonly spdxElementId: string;
    readonly relatedSpdxElement: string;
    readonly relationshipType: string;
  }[];
}

// Named by a variable, since what is plain JavaScript has no types to import.
const script = '../../script/release/sbom.mjs';
const { bundledIn, sbomOf } = (await import(script)) as {
  readonly bundledIn: (licences: string) => readonly string[];
  readonly sbomOf: (all: Sbom, bundled: readonly string[]) => Sbom;
};

const root = path.resolve(import.meta.dirname, '../..');

const related = (spdxElementId: string, relationshipType: string, relatedSpdxElement: string) => ({
  spdxElementId,
  relatedSpdxElement,
  relationshipType,
});
const all: Sbom = {
  SPDXID: 'document',
  documentDescribes: ['action'],
  packages: [
    { SPDXID: 'action', name: 'action', versionInfo: '1.0.0' },
    { SPDXID: 'a', name: '@scope/a', versionInfo: '2.0.0' },
    { SPDXID: 'shared', name: 'shared', versionInfo: '3.0.0' },
    { SPDXID: 'shared-1', name: 'shared', versionInfo: '1.0.0' },
    { SPDXID: 'jest', name: 'jest', versionInfo: '4.0.0' },
  ],
  relationships: [
    related('document', 'DESCRIBES', 'action'),
    related('a', 'DEPENDENCY_OF', 'action'),
    related('shared', 'DEPENDENCY_OF', 'a'),
    related('shared', 'DEV_DEPENDENCY_OF', 'action'),
    related('shared-1', 'DEPENDENCY_OF', 'jest'),
    related('jest', 'DEV_DEPENDENCY_OF', 'action'),
  ],
};

describe('the packages of the licences', () => {
  test('are all that the file has, and no line of a licence that looks like one', () => {
    const line = '-'.repeat(80);
    const text = `@a/b@1.0.0 (MIT)\n\nCopyright\nme@example.com (c)\n\n${line}\n\nc@2.0.0-rc.1 (?)\n\n(no licence)\n`;
    expect(bundledIn(text)).toEqual(['@a/b@1.0.0', 'c@2.0.0-rc.1']);
  });

  test('of dist are known', () => {
    const bundled = bundledIn(readFileSync(path.join(root, 'dist/THIRD_PARTY_LICENSES.txt'), 'utf8'));
    expect(bundled).toEqual(expect.arrayContaining([expect.stringMatching(/^@azure\/identity@\d/)]));
    expect(bundled.filter((one) => /^(open|wsl-utils|default-browser)@/.test(one))).toEqual([]);
  });
});

describe('the SBOM of a bundle', () => {
  test('has what the bundle has, also what packages for development use too, and nothing else', () => {
    const { packages, relationships } = sbomOf(all, ['@scope/a@2.0.0', 'shared@3.0.0']);
    expect(packages.map(({ SPDXID }) => SPDXID)).toEqual(['action', 'a', 'shared']);
    expect(relationships).toEqual([
      related('document', 'DESCRIBES', 'action'),
      related('a', 'DEPENDENCY_OF', 'action'),
      related('shared', 'DEPENDENCY_OF', 'a'),
      related('action', 'CONTAINS', 'a'),
      related('action', 'CONTAINS', 'shared'),
    ]);
  });

  test.each([['unknown@1.0.0'], ['@scope/a@2.0.1']])('is not made when the lock file lacks %s', (missing) => {
    expect(() => sbomOf(all, ['shared@3.0.0', missing])).toThrow(`lacks: ${missing}.`);
  });
});
