// Builds the action into a folder: node script/build.mjs dist
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const target = process.argv[2] ?? 'dist';
const run = (file, ...args) =>
  execFileSync(process.execPath, [path.join(root, file), ...args], { cwd: root, stdio: 'inherit' });

rmSync(path.join(root, 'build'), { recursive: true, force: true });
rmSync(path.join(root, target), { recursive: true, force: true });
run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json');
const ncc = ['build', 'build/action/entry.js', '-o', target, '--no-cache', '-q', '--stats-out', 'build/stats.json'];
run('node_modules/@vercel/ncc/dist/ncc/cli.js', ...ncc);
run('script/licenses.mjs', 'build/stats.json', `${target}/THIRD_PARTY_LICENSES.txt`);
