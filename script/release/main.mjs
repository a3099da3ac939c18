// The steps of a release, in the folder where it is started:
//   prepare VERSION [DATE]   names the version everywhere, and gives it what is unreleased in CHANGELOG.md
//   decide                   writes the outputs release (true or false) and version; asks GitHub
//   assets FOLDER COMMIT     writes notes.md and assets/ into the folder
//   publish FOLDER COMMIT    makes tag and release from the folder; writes to GitHub
// GitHub is asked by GITHUB_API_URL, GITHUB_REPOSITORY and GH_TOKEN. Without GH_TOKEN, decide asks nothing and takes the
// version for unreleased, and publish only says what it would do.
import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { subjectsIn, writeAssets } from './assets.mjs';
import { promote, sectionOf } from './changelog.mjs';
import { decide } from './decide.mjs';
import { connectGitHub } from './github.mjs';
import { fillAll, namesIn } from './names.mjs';
import { publish } from './publish.mjs';
import { isAfter, parseVersion } from './version.mjs';

const root = process.cwd();
const { env } = process;
const read = (file) => readFileSync(path.join(root, file), 'utf8');
const { repository, version } = namesIn(read('package.json'));

const needed = (value, what) => {
  if (!value) throw new Error(`Name ${what}.`);
  return value;
};

const connect = () => {
  if (!env.GH_TOKEN) return null;
  const here = needed(env.GITHUB_REPOSITORY, 'the repository in GITHUB_REPOSITORY');
  if (here !== repository)
    throw new Error(`package.json names ${repository}, and this is ${here}: correct repository.url.`);
  const apiUrl = needed(env.GITHUB_API_URL, 'the API in GITHUB_API_URL');
  return connectGitHub({ apiUrl, repository, token: env.GH_TOKEN, fetch });
};

const assetsIn = (folder) =>
  readdirSync(path.join(folder, 'assets'))
    .sort()
    .map((name) => ({ name, bytes: readFileSync(path.join(folder, 'assets', name)) }));

const commands = {
  prepare: (wanted, date = new Date().toISOString().slice(0, 10)) => {
    const { text: next } = parseVersion(needed(wanted, 'the version'));
    const section = sectionOf(read('CHANGELOG.md'), version);
    if (section !== null && !isAfter(next, version)) throw new Error(`${next} does not come after ${version}.`);
    const changelog = promote(read('CHANGELOG.md'), next, date);
    writeFileSync(path.join(root, 'CHANGELOG.md'), changelog);
    writeFileSync(
      path.join(root, 'package.json'),
      read('package.json').replace(/("version": ")[^"]*(")/, `$1${next}$2`),
    );
    for (const file of fillAll(root, { write: true })) console.log(`${file} names ${next}.`);
  },

  decide: async () => {
    const tag = `v${version}`;
    const section = sectionOf(read('CHANGELOG.md'), version);
    const github = section === null ? null : connect();
    const { release, reason } = decide({
      version,
      section,
      liveCheck: existsSync(path.join(root, 'docs/live-check.md')),
      commit: needed(env.GITHUB_SHA, 'the commit in GITHUB_SHA'),
      tagCommit: (await github?.commitOfTag(tag)) ?? null,
      published: (await github?.releases())?.some(({ tag_name, draft }) => tag_name === tag && !draft) ?? false,
    });
    console.log(reason);
    if (env.GITHUB_OUTPUT) appendFileSync(env.GITHUB_OUTPUT, `release=${release}\nversion=${version}\n`);
  },

  assets: (folder, commit) => {
    writeAssets(root, needed(folder, 'the folder'), needed(commit, 'the commit'));
    console.log(`${subjectsIn(root).length} files are to be attested.`);
  },

  publish: async (folder, commit) => {
    const notes = readFileSync(path.join(needed(folder, 'the folder'), 'notes.md'), 'utf8');
    const assets = assetsIn(folder);
    const github = connect();
    if (github === null) {
      console.log(`v${version} would be released at ${commit} with ${assets.map(({ name }) => name).join(', ')}.`);
      return;
    }
    for (const line of await publish(github, { version, commit: needed(commit, 'the commit'), notes, assets }))
      console.log(line);
  },
};

const [command, ...args] = process.argv.slice(2);
try {
  await needed(commands[command], `one of ${Object.keys(commands).join(', ')}`)(...args);
} catch (thrown) {
  // What is wrong with a connection stands in the cause.
  console.error([thrown.message, thrown.cause?.message].filter(Boolean).join(': '));
  process.exitCode = 1;
}
