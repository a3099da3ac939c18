// Ends with 0 when node_modules already holds what package-lock.json names, by npm's own record of what it installed.
import { readFileSync } from 'node:fs';

const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

try {
  const wanted = packagesOf('package-lock.json');
  const present = packagesOf('node_modules/.package-lock.json');
  const known = Object.keys(present).every((path) => wanted[path]?.version === present[path].version);
  const complete = Object.keys(wanted).every((path) => path === '' || path in present || wanted[path].optional);
  process.exitCode = known && complete ? 0 : 1;
} catch {
  process.exitCode = 1;
}
