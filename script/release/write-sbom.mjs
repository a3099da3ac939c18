// Writes the SBOM of dist/ to a file: node script/release/write-sbom.mjs FILE. With --check it only says whether dist/ and
// package-lock.json agree.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundledIn, sbomOf } from './sbom.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('Name the file to write, or --check.');
const npm = ['sbom', '--sbom-format', 'spdx', '--package-lock-only', '--loglevel', 'error'];
const all = execFileSync('npm', npm, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
const bundled = bundledIn(readFileSync(path.join(root, 'dist/THIRD_PARTY_LICENSES.txt'), 'utf8'));
const sbom = sbomOf(JSON.parse(all), bundled);
if (bundled.length === 0) throw new Error('dist/THIRD_PARTY_LICENSES.txt names no package.');
if (file !== '--check') writeFileSync(file, `${JSON.stringify(sbom, null, 2)}\n`);
console.log(`${bundled.length} packages are in the bundle, and in its SBOM.`);
