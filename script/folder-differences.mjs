import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const filesIn = (folder) =>
  new Set(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))),
  );

/** How one folder differs from what it should be, as lines `changed|missing|stale FILE`; empty when it does not. */
export const differences = (actual, expected) => {
  const [here, wanted] = [filesIn(actual), filesIn(expected)];
  const same = (file) => readFileSync(path.join(actual, file)).equals(readFileSync(path.join(expected, file)));
  return [
    ...[...wanted].filter((file) => !here.has(file)).map((file) => `missing ${file}`),
    ...[...here].filter((file) => !wanted.has(file)).map((file) => `stale ${file}`),
    ...[...wanted].filter((file) => here.has(file) && !same(file)).map((file) => `changed ${file}`),
  ].sort();
};
