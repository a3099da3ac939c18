import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sectionOf } from './changelog.mjs';
import { fill, namesIn } from './names.mjs';

/** The files that a job runs, which are attested: action.yml and all of dist/. */
export const subjectsIn = (root) =>
  [
    'action.yml',
    ...globSync('dist/**', { cwd: root, withFileTypes: true }).flatMap((entry) =>
      entry.isFile() ? [path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/')] : [],
    ),
  ].sort();

/** Checksums of files, in the format of sha256sum. */
export const checksumsOf = (root, files) =>
  files
    .map(
      (file) =>
        `${createHash('sha256')
          .update(readFileSync(path.join(root, file)))
          .digest('hex')}  ${file}\n`,
    )
    .join('');

/** A text of the repository whose links lead to its files also from elsewhere. */
const absolute = (text, repository, version) =>
  text.replaceAll(/\]\((?![a-z]+:|#)([^)\s]+)\)/g, `](https://github.com/${repository}/blob/v${version}/$1)`);

/** The text of a release: what changed, the line that pins it, and how to verify it. */
export const notesOf = ({ notes, repository, version, commit }) => `${absolute(notes, repository, version)}

### Use it

\`\`\`yaml
uses: ${repository}@${commit} # v${version}
\`\`\`

The example workflows among the assets, \`truu-*.yml\`, are pinned to this commit. [SECURITY.md](https://github.com/${repository}/blob/v${version}/SECURITY.md#verifying-a-release) says how to verify the release.
`;

/**
 * Writes what a release consists of into a new folder: notes.md, and in assets/ the example workflows pinned to the commit,
 * the JSON Schema of the spec, the checksums of what a job runs, and for 1.0 and later the report of the live check. The SBOM
 * is added by script/sbom.
 */
export const writeAssets = (root, folder, commit) => {
  if (!/^[0-9a-f]{40}$/.test(commit)) throw new Error(`${JSON.stringify(commit)} is no commit.`);
  const read = (file) => readFileSync(path.join(root, file), 'utf8');
  const names = { ...namesIn(read('package.json')), commit };
  const section = sectionOf(read('CHANGELOG.md'), names.version);
  if (section === null) throw new Error(`CHANGELOG.md has no section of ${names.version}.`);
  mkdirSync(path.join(folder, 'assets'), { recursive: true });
  const write = (file, text) => writeFileSync(path.join(folder, file), text);
  write('notes.md', notesOf({ ...names, notes: section.notes }));
  for (const file of globSync('examples/workflows/*.yml', { cwd: root })) {
    const text = fill(read(file), names);
    if (!text.includes(`${names.repository}@${commit} # v${names.version}`) || text.includes('0'.repeat(40)))
      throw new Error(`${file} is not pinned to the commit.`);
    write(`assets/truu-${path.basename(file)}`, text);
  }
  write('assets/spec.schema.json', read('schema/spec.schema.json'));
  write('assets/SHA256SUMS', checksumsOf(root, subjectsIn(root)));
  if (globSync('docs/live-check.md', { cwd: root }).length > 0)
    write('assets/live-check.md', read('docs/live-check.md'));
};
