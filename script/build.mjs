// Builds the action into a folder: node script/build.mjs dist. With --unchecked the types are not checked, since the caller
// checks them by another way; what is built is the same.
import { execFileSync } from 'node:child_process';
import { renameSync, rmSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const options = process.argv.slice(2);
const target = options.find((one) => !one.startsWith('--')) ?? 'dist';
// The bundler resolves packages that a job never needs to files of this folder: its tsconfig.json says which.
const env = { ...process.env, TS_NODE_PROJECT: path.join(root, 'script/bundle/tsconfig.json') };
const run = (file, ...args) =>
  execFileSync(process.execPath, [path.join(root, file), ...args], { cwd: root, stdio: 'inherit', env });

// A run of the action meanwhile finds the build before, or the one after.
const staging = 'dist.staging';
const remove = (folder) => rmSync(path.join(root, folder), { recursive: true, force: true });

remove('build');
remove(staging);
const unchecked = options.includes('--unchecked') ? ['--noCheck'] : [];
run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', ...unchecked);
const ncc = ['build', 'build/action/entry.js', '-o', staging, '--no-cache', '-q', '--stats-out', 'build/stats.json'];
run('node_modules/@vercel/ncc/dist/ncc/cli.js', ...ncc);
run('script/bundle/builtins.mjs', 'build/stats.json');
run('script/licenses.mjs', 'build/stats.json', `${staging}/THIRD_PARTY_LICENSES.txt`);
remove(target);
renameSync(path.join(root, staging), path.join(root, target));
