import { globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { majorTag, parseVersion } from './version.mjs';

const project = 'truu-entra-directory-action';

/** The files that name the owner or the version, by globs; package.json alone is written by a person. */
const places = [
  '{README,SECURITY,CONTRIBUTING}.md',
  'docs/*.md',
  'examples/**/*.yml',
  '.github/*',
  '.github/ISSUE_TEMPLATE/*',
  'schema/{README.md,schemastore.json}',
  'src/catalog/release.ts',
  'package-lock.json',
];

/** Where the action is released, and as which version, by a package.json. Throws when it says neither. */
export const namesIn = (packageJson) => {
  const { version, repository } = JSON.parse(packageJson);
  const [, name] = /^git\+https:\/\/github\.com\/([^/]+\/[^/]+)\.git$/.exec(repository?.url ?? '') ?? [];
  if (name?.split('/')[1] !== project) throw new Error(`package.json: repository.url must be that of ${project}.`);
  return { repository: name, version: parseVersion(version).text };
};

/** Where a schema of the major version of a package.json is to be fetched; the tag in it moves with the releases. */
export const schemaUrl = (packageJson, file) => {
  const { repository, version } = namesIn(packageJson);
  return `https://raw.githubusercontent.com/${repository}/${majorTag(version)}/schema/${file}`;
};

/**
 * A text with the owner, the version and the tags of the major version that it should name.
 *
 * @param commit The commit to which a `uses:` of the action is pinned; null leaves what stands there, which is zeros, since
 * no commit contains its own name.
 */
export const fill = (text, { repository, version, commit = null }) => {
  const [owner] = repository.split('/');
  const number = String.raw`v?\d+\.\d+\.\d+(?:-[\w.]+)?`;
  return text
    .replaceAll(new RegExp(String.raw`\b[A-Za-z0-9][A-Za-z0-9-]*/${project}\b`, 'g'), repository)
    .replaceAll(/@[A-Za-z0-9-]+\/maintainers\b/g, `@${owner}/maintainers`)
    .replaceAll(
      new RegExp(`(${repository}@)([0-9a-f]{40})( # )v[\\w.-]+`, 'g'),
      (_, action, pinned, comment) => `${action}${commit ?? pinned}${comment}v${version}`,
    )
    .replaceAll(new RegExp(`(gh release [a-z-]+ )${number}`, 'g'), `$1v${version}`)
    .replaceAll(new RegExp(`(${repository}/(?:blob|tree|releases/tag)/)${number}`, 'g'), `$1v${version}`)
    .replaceAll(new RegExp(`(${repository}/)v\\d+(/schema/)`, 'g'), `$1${majorTag(version)}$2`)
    .replaceAll(/(actionVersion = ')[^']*(')/g, `$1${version}$2`)
    .replaceAll(new RegExp(`("name": "${project}",\\s+"version": ")[^"]*(")`, 'g'), `$1${version}$2`);
};

/** Writes the names into every file that has them, or only looks; returns the files that differed. */
export const fillAll = (root, { write }) => {
  const names = namesIn(readFileSync(path.join(root, 'package.json'), 'utf8'));
  return globSync(places, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .filter((file) => {
      const text = readFileSync(file, 'utf8');
      const filled = fill(text, names);
      if (write && filled !== text) writeFileSync(file, filled);
      return filled !== text;
    })
    .map((file) => path.relative(root, file).replaceAll('\\', '/'));
};
