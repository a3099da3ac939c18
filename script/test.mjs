// Runs every check of the project, and counts. Arguments are passed to jest, to run a part of the tests.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const jestReport = path.join(root, 'build', 'jest.json');
let passed = 0;
let failed = 0;

const run = (args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0;

const check = (name, ...args) => {
  console.log(`\n== ${name}`);
  const ok = run(args);
  console.log(`${ok ? 'ok' : 'FAILED'}: ${name}`);
  if (ok) passed += 1;
  else failed += 1;
};

const bin = (name) => path.join('node_modules', name);

/** The tests count one by one; a file that could not even start counts as a failure. */
const tests = (args) => {
  console.log('\n== tests');
  rmSync(jestReport, { force: true });
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const jest = [bin('jest/bin/jest.js'), '--maxWorkers=4', '--json', `--outputFile=${jestReport}`, '--silent=false'];
  const ok = run([...flags, ...jest, ...args]);
  try {
    const report = JSON.parse(readFileSync(jestReport, 'utf8'));
    passed += report.numPassedTests;
    failed += report.numFailedTests + report.numRuntimeErrorTestSuites + report.numPendingTests;
    if (!ok && report.numFailedTests + report.numRuntimeErrorTestSuites === 0) failed += 1;
  } catch {
    failed += 1;
  }
};

const only = process.argv.slice(2);
if (only.length === 0) {
  check('types', bin('typescript/bin/tsc'), '-p', 'tsconfig.json');
  check('lint', bin('eslint/bin/eslint.js'), '.', '--max-warnings=0');
  check('format', bin('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.');
  const cruise = [
    'src',
    'emulator',
    'demo',
    'reliability',
    'samples',
    'testing',
    '__tests__',
    '--config',
    '.dependency-cruiser.cjs',
  ];
  check('import rule', bin('dependency-cruiser/bin/dependency-cruiser.mjs'), ...cruise);
  for (const generated of ['contract-types', 'schema', 'readme'])
    check(`generated: ${generated}`, `script/generate-${generated}.mjs`, '--check');
  check('generated: samples', 'samples/main.ts', '--check');
  check('dist is what the source builds', 'script/check-dist.mjs');
}
tests(only);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
