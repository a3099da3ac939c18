// Writes the tables of README.md that come from action.yml. With --check [FILE] it only says whether README.md, or FILE,
// is fresh.
import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { parse } from 'yaml';

const readme = new URL('../README.md', import.meta.url);
const action = parse(await readFile(new URL('../action.yml', import.meta.url), 'utf8'));

const plain = (text) =>
  text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_<|[\]]/g, (mark) => `\\${mark}`)
    .trim();
const code = (text) => `\`${text}\``;
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const tables = {
  inputs: table(
    ['input', 'default', 'meaning'],
    Object.entries(action.inputs).map(([name, { description, default: value }]) => [
      code(name),
      value === undefined ? '' : code(value),
      plain(description),
    ]),
  ),
  outputs: table(
    ['output', 'meaning'],
    Object.entries(action.outputs).map(([name, { description }]) => [code(name), plain(description)]),
  ),
};

const [option, file = readme] = process.argv.slice(2);
const text = await readFile(file, 'utf8');
const parts = /<!-- generated:(\w+) -->[\s\S]*?<!-- \/generated -->/g;
const placed = [...text.matchAll(parts)].map(([, name]) => name);
if (placed.toSorted().join() !== Object.keys(tables).toSorted().join()) {
  console.error(`README.md must have a generated part for each of: ${Object.keys(tables).join(', ')}`);
  process.exit(1);
}
const filled = text.replaceAll(
  parts,
  (_, name) => `<!-- generated:${name} -->\n\n${tables[name]}\n\n<!-- /generated -->`,
);
const fresh = await format(filled, { ...(await resolveConfig(readme)), parser: 'markdown' });
if (option === '--check') {
  if (text === fresh) process.exit(0);
  console.error('README.md is stale: run node script/generate-readme.mjs');
  process.exit(1);
}
await writeFile(readme, fresh);
