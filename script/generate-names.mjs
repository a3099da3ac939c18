// Writes the owner and the version of package.json into every file that names them. With --check it only says which files
// are stale.
import path from 'node:path';
import { fillAll } from './release/names.mjs';

const write = process.argv[2] !== '--check';
const stale = fillAll(path.resolve(import.meta.dirname, '..'), { write });
for (const file of stale)
  console.error(write ? `${file} is filled.` : `${file} is stale: run node script/generate-names.mjs`);
if (!write && stale.length > 0) process.exitCode = 1;
