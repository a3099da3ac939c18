// Writes the parts of README.md and of the pages in docs that come from data: the tables of action.yml, the workflow of the
// quick start, and the commands of the set-up, which docs/set-up.ps1 has for PowerShell. With --check [FOLDER] it only says
// whether they are fresh, or the files of the same names in FOLDER.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { parse } from 'yaml';
import { bash } from '../samples/set-up/bash.ts';
import { powershell } from '../samples/set-up/powershell.ts';

const root = path.resolve(import.meta.dirname, '..');
const read = (file, where = root) => readFile(path.join(where, file), 'utf8');
const action = parse(await read('action.yml'));
const workflow = 'examples/quick-start/truu.yml';

/** The parts of each page, in their order. */
const partsOf = {
  'README.md': ['workflow', 'inputs-of-everyone', 'outputs-of-everyone'],
  'docs/inputs-and-outputs.md': ['inputs', 'outputs'],
  'docs/setup.md': Object.keys(bash).filter((name) => !name.startsWith('set-up-api')),
  'docs/api.md': Object.keys(bash).filter((name) => name.startsWith('set-up-api')),
};
const script = 'docs/set-up.ps1';

/** The inputs that the quick start sets, and the outputs that a workflow reacts to. */
const ofEveryone = {
  inputs: new Set([
    ...['mode', 'tenant-id', 'client-id', 'deployer-client-id', 'truu-connection', 'assignees', 'rotate', 'confirm'],
    'github-token',
  ]),
  outputs: new Set(['result', 'health', 'secret-expires-on', 'hand-off-issue', 'act-before', 'failure-code']),
};

const plain = (text) =>
  text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_<|[\]]/g, (mark) => `\\${mark}`)
    .trim();
const code = (text) => `\`${text}\``;
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
const inputs = (rows) =>
  table(
    ['input', 'default', 'meaning'],
    rows.map(([name, { description, default: value }]) => [
      code(name),
      value === undefined ? '' : code(value),
      plain(description),
    ]),
  );
const outputs = (rows) =>
  table(
    ['output', 'meaning'],
    rows.map(([name, { description }]) => [code(name), plain(description)]),
  );
const some = (rows, names) => rows.filter(([name]) => names.has(name));
const block = (language, text) => `\`\`\`${language}\n${text.trim()}\n\`\`\``;

const made = {
  ...Object.fromEntries(Object.entries(bash).map(([name, text]) => [name, block('bash', text)])),
  workflow: block('yaml', (await read(workflow)).replace(/^(?:#.*\n)+/, '')),
  inputs: inputs(Object.entries(action.inputs)),
  outputs: outputs(Object.entries(action.outputs)),
  'inputs-of-everyone': inputs(some(Object.entries(action.inputs), ofEveryone.inputs)),
  'outputs-of-everyone': outputs(some(Object.entries(action.outputs), ofEveryone.outputs)),
};

/** A page with its parts as they are to be. Throws when it does not have exactly its parts. */
const filled = async (page, text) => {
  const parts = /<!-- generated:([\w-]+) -->[\s\S]*?<!-- \/generated -->/g;
  const placed = [...text.matchAll(parts)].map(([, name]) => name);
  if (placed.join() !== partsOf[page].join())
    throw new Error(`${page} must have these generated parts, in this order: ${partsOf[page].join(', ')}`);
  const fresh = text.replaceAll(
    parts,
    (_, name) => `<!-- generated:${name} -->\n\n${made[name]}\n\n<!-- /generated -->`,
  );
  return format(fresh, { ...(await resolveConfig(path.join(root, page))), parser: 'markdown' });
};

const [option, folder = root] = process.argv.slice(2);
const problems = [];
for (const file of [...Object.keys(partsOf), script]) {
  const text = await read(file, folder).catch(() => '');
  try {
    const fresh = file === script ? powershell : await filled(file, text);
    if (option !== '--check') await writeFile(path.join(root, file), fresh);
    else if (text !== fresh) problems.push(`${file} is stale: run node script/generate-readme.mjs`);
  } catch (error) {
    problems.push(error.message);
  }
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
