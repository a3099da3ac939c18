// Runs every check of the project, and counts. Arguments are passed to jest, to run a part of the tests.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const scratch = mkdtempSync(path.join(tmpdir(), 'truu-test-'));
let passed = 0;
let failed = 0;

/** Runs a program of node, and resolves with whether it ended well, and what it printed unless that is shown as it comes. */
const run = (args, stdio) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text) => (output += text));
    child.once('error', (error) => resolve({ ok: false, output: String(error) }));
    child.once('close', (code) => resolve({ ok: code === 0, output }));
  });

const check = async (name, ...args) => {
  const { ok, output } = await run(args, ['ignore', 'pipe', 'pipe']);
  if (ok) passed += 1;
  else failed += 1;
  // In one piece, since the tests print meanwhile.
  console.log(`\n== ${name}\n${output}${ok ? 'ok' : 'FAILED'}: ${name}`);
};

const bin = (name) => path.join('node_modules', name);

/** The checks that are no tests, one after the other. */
const checks = async () => {
  await check('types and lint', 'script/types-and-lint.mjs');
  await check('format', bin('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.');
  const folders = ['src', 'emulator', 'demo', 'reliability', 'samples', 'testing', '__tests__'];
  const cruise = [...folders, '--config', '.dependency-cruiser.cjs'];
  await check('import rule', bin('dependency-cruiser/bin/dependency-cruiser.mjs'), ...cruise);
  for (const generated of ['contract-types', 'names', 'schema', 'readme'])
    await check(`generated: ${generated}`, `script/generate-${generated}.mjs`, '--check');
  await check('generated: samples', 'samples/main.ts', '--check');
  await check('dist is what the source builds', 'script/check-dist.mjs');
  await check('the SBOM is of what is in dist', 'script/release/write-sbom.mjs', '--check');
};

/** The tests count one by one; a file that could not even start counts as a failure. */
const tests = async (args) => {
  const jestReport = path.join(scratch, 'jest.json');
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const jest = [bin('jest/bin/jest.js'), '--maxWorkers=4', '--json', `--outputFile=${jestReport}`, '--silent=false'];
  const { ok } = await run([...flags, ...jest, ...args], 'inherit');
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
try {
  // Each check is one process that computes; the tests wait for processes and sockets in between.
  await Promise.all([tests(only), ...(only.length === 0 ? [checks()] : [])]);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
