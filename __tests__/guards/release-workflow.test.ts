import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

interface Workflow {
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly permissions: Readonly<Record<string, string>>;
        readonly environment?: string;
        readonly steps: readonly { readonly run?: string }[];
      }
    >
  >;
}

describe('the release workflow', () => {
  const file = path.resolve(import.meta.dirname, '../../.github/workflows/release.yml');
  const { jobs } = parse(readFileSync(file, 'utf8')) as Workflow;

  test('gives each job what it needs, and writes only after a reviewer', () => {
    expect(
      Object.entries(jobs).map(([name, { permissions, environment }]) => [name, permissions, environment]),
    ).toEqual([
      ['decide', { contents: 'read' }, undefined],
      ['test', { contents: 'read' }, undefined],
      ['assets', { contents: 'read' }, undefined],
      ['attest', { contents: 'read', 'id-token': 'write', attestations: 'write' }, undefined],
      ['publish', { contents: 'write' }, 'release'],
    ]);
  });

  test('installs no package where it makes what is released, and where it can sign or write', () => {
    const runs = ['assets', 'attest', 'publish'].flatMap((name) => jobs[name]?.steps.flatMap(({ run }) => run ?? []));
    expect(runs).toEqual([
      'node script/release/main.mjs assets release "$GITHUB_SHA"',
      'node script/release/write-sbom.mjs release/assets/sbom.spdx.json',
      'sha256sum --check --strict release/assets/SHA256SUMS',
      'node script/release/main.mjs publish release "$GITHUB_SHA"',
    ]);
  });
});
