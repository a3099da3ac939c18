// Writes the parts of README.md that come from data: the tables of action.yml, and the commands of the set-up, which
// docs/set-up.ps1 has for PowerShell. With --check [FILE] it only says whether both are fresh, or FILE in place of README.md.
import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { parse } from 'yaml';
import { bash } from '../samples/set-up/bash.ts';
import { powershell } from '../samples/set-up/powershell.ts';

const script = new URL('../docs/set-up.ps1', import.meta.url);
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

const commands = Object.entries(bash).map(([name, text]) => [name, `\`\`\`bash\n${text}\n\`\`\``]);
const made = {
  ...Object.fromEntries(commands),
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
const parts = /<!-- generated:([\w-]+) -->[\s\S]*?<!-- \/generated -->/g;
const placed = [...text.matchAll(parts)].map(([, name]) => name);
if (placed.toSorted().join() !== Object.keys(made).toSorted().join()) {
  console.error(`README.md must have a generated part for each of: ${Object.keys(made).join(', ')}`);
  process.exit(1);
}
const filled = text.replaceAll(
  parts,
  (_, name) => `<!-- generated:${name} -->\n\n${made[name]}\n\n<!-- /generated -->`,
);
const fresh = await format(filled, { ...(await resolveConfig(readme)), parser: 'markdown' });
if (option === '--check') {
  const scriptText = await readFile(script, 'utf8').catch(() => null);
  const stale = [...(text === fresh ? [] : ['README.md']), ...(scriptText === powershell ? [] : ['docs/set-up.ps1'])];
  for (const name of stale) console.error(`${name} is stale: run node script/generate-readme.mjs`);
  process.exit(stale.length === 0 ? 0 : 1);
}
await writeFile(readme, fresh);
await writeFile(script, powershell);
