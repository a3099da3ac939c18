import { afterAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const config = '.dependency-cruiser.cjs';
const cruiser = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
const { forbidden } = createRequire(import.meta.url)(path.join(root, config)) as {
  readonly forbidden: readonly { readonly name: string }[];
};
const rules = forbidden.map(({ name }) => name).sort();

const scratch = mkdtempSync(path.join(tmpdir(), 'import-rule-'));
afterAll(() => rmSync(scratch, { recursive: true }));

type Tree = Readonly<Record<string, string>>;

const uses = (...targets: readonly string[]): string =>
  [...targets.map((target, at) => `import { it as it${at} } from '${target}';`), 'export const it = 1;', ''].join('\n');

/** One file for each part of the layout, with every kind of import that is allowed. */
const clean: Tree = {
  'node_modules/@actions/core/package.json': '{ "name": "@actions/core", "version": "1.0.0", "main": "index.js" }',
  'node_modules/@actions/core/index.js': 'exports.it = 1;\n',
  'src/catalog/errors.ts': uses(),
  'src/support/text.ts': uses('../catalog/errors.ts'),
  'src/spec/schema.ts': uses('../support/text.ts', '../catalog/errors.ts'),
  'src/entra/model.ts': uses('../spec/schema.ts', '../support/text.ts'),
  'src/entra/read/entra.ts': uses('../model.ts'),
  'src/entra/write/secret.ts': uses('../read/entra.ts'),
  'src/truu/model.ts': uses('../spec/schema.ts'),
  'src/truu/api/read.ts': uses('../model.ts'),
  'src/truu/api/write/credential.ts': uses('../read.ts'),
  'src/plan/types.ts': uses('../entra/model.ts', '../truu/model.ts'),
  'src/plan/plan.ts': uses('./types.ts'),
  'src/truu/connection.ts': uses('./model.ts'),
  'src/truu/api/connection.ts': uses('../connection.ts', './read.ts'),
  'src/apply/apply.ts': uses('../entra/write/secret.ts', '../truu/connection.ts', '../plan/plan.ts'),
  'src/run/connect.ts': uses('../truu/api/connection.ts', '../truu/api/write/credential.ts'),
  'src/report/report.ts': uses('../plan/types.ts', '../entra/model.ts'),
  'src/run/observe.ts': uses('../entra/read/entra.ts', '../truu/connection.ts'),
  'src/run/pipeline.ts': uses(
    './connect.ts',
    './observe.ts',
    '../plan/plan.ts',
    '../apply/apply.ts',
    '../report/report.ts',
  ),
  'src/github/port.ts': uses('../report/report.ts'),
  'src/action/entry.ts': uses('../run/pipeline.ts', '../github/port.ts', '@actions/core'),
  'emulator/main.ts': uses('./world.ts'),
  'emulator/world.ts': uses(),
  'testing/run-action.ts': uses('../emulator/world.ts'),
};

/** For each rule, what breaks it and nothing else. */
const violations: Readonly<Record<string, Tree>> = {
  'layer-support': { 'src/support/bad.ts': uses('../spec/schema.ts') },
  'layer-catalog': { 'src/catalog/bad.ts': uses('../support/text.ts') },
  'layer-spec': { 'src/spec/bad.ts': uses('../plan/types.ts') },
  'layer-entra': { 'src/entra/bad.ts': uses('../truu/model.ts') },
  'layer-truu': { 'src/truu/bad.ts': uses('../entra/model.ts') },
  'layer-plan': { 'src/plan/bad.ts': uses('../entra/read/entra.ts') },
  'layer-apply': { 'src/apply/bad.ts': uses('../report/report.ts') },
  'layer-report': { 'src/report/bad.ts': uses('../apply/apply.ts') },
  'layer-network': { 'src/network/bad.ts': uses('../run/pipeline.ts') },
  'layer-github': { 'src/github/bad.ts': uses('../apply/apply.ts') },
  'layer-action': { 'src/action/bad.ts': uses('../apply/apply.ts') },
  'only-apply-writes': { 'src/run/bad-writer.ts': uses('../entra/write/secret.ts') },
  'one-truu-side': { 'src/run/bad-side.ts': uses('../truu/api/read.ts') },
  'observe-only-reads': { 'src/run/observe.ts': uses('../entra/read/entra.ts', '../plan/types.ts') },
  'layer-run': { 'src/run/bad.ts': uses('../github/port.ts') },
  'only-action-knows-the-runner': { 'src/bad-runner.ts': uses('@actions/core') },
  'emulator-is-independent': { 'emulator/bad.ts': uses('../src/catalog/errors.ts') },
  'testing-runs-the-build': { 'testing/bad.ts': uses('../src/catalog/errors.ts') },
  'product-stands-alone': { 'src/bad-product.ts': uses('../emulator/world.ts') },
  'no-cycles': {
    // Also where only types take part.
    'src/bad-cycle.ts': "import type { Circle } from './bad-circle.ts';\nexport type Cycle = Circle[];\n",
    'src/bad-circle.ts':
      "import type { Cycle } from './bad-cycle.ts';\nexport interface Circle {\n  cycle: Cycle;\n}\n",
  },
  'no-orphans': { 'emulator/bad-orphan.ts': uses() },
  'not-resolvable': { 'src/bad-lost.ts': uses('./nowhere.ts') },
};

interface Cruise {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly {
      readonly from: string;
      /** The files of a cycle, which is reported once. */
      readonly cycle?: readonly { readonly name: string }[];
      readonly rule: { readonly name: string };
    }[];
  };
}

/** What the project's own rules say of a tree, each as `rule: file`. */
const cruise = (name: string, tree: Tree): { readonly seen: number; readonly reported: readonly string[] } => {
  const folder = path.join(scratch, name);
  for (const file of [config, 'tsconfig.json']) cpSync(path.join(root, file), path.join(folder, file));
  for (const [file, text] of Object.entries(tree)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  const flags = ['src', 'emulator', 'testing', '--config', config, '--output-type', 'json'];
  const { stdout, stderr } = spawnSync(process.execPath, [cruiser, ...flags], { cwd: folder, encoding: 'utf8' });
  if (!stdout.startsWith('{')) throw new Error(`dependency-cruiser did not run: ${stderr}`);
  const { totalCruised, violations } = (JSON.parse(stdout) as Cruise).summary;
  const reported = violations.flatMap(({ rule, from, cycle = [{ name: from }] }) =>
    cycle.map(({ name: file }) => `${rule.name}: ${file}`),
  );
  return { seen: totalCruised, reported: [...new Set(reported)].sort() };
};

describe('the import rule', () => {
  const bad = cruise('bad', Object.assign({}, clean, ...Object.values(violations)) as Tree);

  test('has nothing against a tree that keeps to it', () => {
    const { seen, reported } = cruise('clean', clean);
    expect(reported).toEqual([]);
    // Every file was looked at, the runner's package among them.
    expect(seen).toBeGreaterThanOrEqual(Object.keys(clean).length - 1);
  });

  test('has a sample for every rule of the configuration', () => {
    expect(Object.keys(violations).sort()).toEqual(rules);
  });

  test.each(Object.entries(violations))('%s reports what breaks it', (rule, tree) => {
    const files = Object.keys(tree);
    expect(bad.reported.filter((line) => files.some((file) => line.endsWith(`: ${file}`))).sort()).toEqual(
      files.map((file) => `${rule}: ${file}`).sort(),
    );
  });

  test('reports nothing else', () => {
    const expected = Object.entries(violations).flatMap(([rule, tree]) =>
      Object.keys(tree).map((file) => `${rule}: ${file}`),
    );
    expect(bad.reported).toEqual(expected.sort());
  });
});
