import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

interface Module {
  readonly name: string;
  readonly reasons?: readonly { readonly moduleName: string | null }[];
  readonly modules?: readonly Module[];
}

// Named by a variable, since what is plain JavaScript has no types to import.
const script = '../../script/bundle/builtins.mjs';
const { objectionsTo } = (await import(script)) as {
  readonly objectionsTo: (stats: { readonly modules: readonly Module[] }) => readonly string[];
};

const root = path.resolve(import.meta.dirname, '../..');
const dist = path.join(root, 'dist');
const names = readdirSync(dist, { recursive: true }).map(String);
const text = names
  .filter((name) => name.endsWith('.js'))
  .map((name) => readFileSync(path.join(dist, name), 'utf8'))
  .join('\n');

describe('dist', () => {
  test('is the entry, its chunks, the licences, and what makes them ES modules', () => {
    expect(names.filter((name) => !/^\d+\.index\.js$/.test(name)).sort()).toEqual([
      'THIRD_PARTY_LICENSES.txt',
      'index.js',
      'package.json',
    ]);
  });

  test('has no file that can be executed', () => {
    expect(names.filter((name) => (statSync(path.join(dist, name)).mode & 0o111) !== 0)).toEqual([]);
  });

  test('has no chunk that nothing loads', () => {
    const chunks = names.flatMap((name) => /^(\d+)\.index\.js$/.exec(name)?.[1] ?? []);
    const loaded = [...text.matchAll(/__\w+_require__\.e\((?:\/\*.*?\*\/ )?(\d+)\)/g)].map(([, id]) => id);
    expect(chunks.filter((id) => !loaded.includes(id))).toEqual([]);
  });

  test('starts no browser', () => {
    expect(['xdg-open', 'wsl-utils', 'default-browser'].filter((word) => text.includes(word))).toEqual([]);
    expect(text).toContain('A job has no browser.');
  });
});

describe('the parts of Node that only some packages may import', () => {
  const imported = (name: string, ...moduleNames: readonly (string | null)[]): Module => ({
    name: `external "${name}"`,
    reasons: moduleNames.map((moduleName) => ({ moduleName })),
  });
  const objections = (...modules: readonly Module[]) => objectionsTo({ modules });

  test.each([
    ['a package may', imported('node:child_process', './node_modules/@azure/identity/dist/esm/x.js + 3 modules')],
    ['it is a part for everybody', imported('node:crypto', './build/plan/fingerprint.js')],
    ['the bundler itself does', imported('vm', null)],
  ])('nothing is said where %s', (_where, module) => {
    expect(objections(module)).toEqual([]);
  });

  test.each([
    [imported('child_process', './node_modules/open/index.js'), 'open imports child_process'],
    [imported('node:vm', './build/run/attend.js + 2 modules'), './build/run/attend.js imports vm'],
    [imported('inspector/promises', './node_modules/a/node_modules/@b/c/d.js'), '@b/c imports inspector/promises'],
  ])('%j is objected to', (module, sentence) => {
    expect(objections({ name: './build/action/main.js', modules: [module] })).toEqual([
      `${sentence}, which it may not in the bundle.`,
    ]);
  });
});
