// Ends with 0 when dist/ is exactly what the source builds: no file changed, new or stale, of whatever ending.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { differences } from './folder-differences.mjs';

const root = path.resolve(import.meta.dirname, '..');
const fresh = 'dist.fresh';
execFileSync(process.execPath, [path.join(root, 'script/build.mjs'), fresh, '--unchecked'], {
  cwd: root,
  stdio: 'inherit',
});
const found = differences(path.join(root, 'dist'), path.join(root, fresh));
for (const line of found) console.error(`dist: ${line}`);
const untracked = execFileSync('git', ['ls-files', '--others', '--', 'dist'], { cwd: root, encoding: 'utf8' }).trim();
if (untracked !== '') console.error(`dist: not committed: ${untracked.split('\n').join(', ')}`);
if (found.length > 0 || untracked !== '') {
  console.error('dist/ is not what the source builds: run script/build, and commit dist/.');
  process.exitCode = 1;
}
