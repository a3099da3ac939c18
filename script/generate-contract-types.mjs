// Writes src/truu/api/wire.ts from the contract; with --check it only says whether the file is fresh.
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';
import { format } from 'prettier';

const contract = new URL('../contract/truu-directory.openapi.yaml', import.meta.url);
const target = new URL('../src/truu/api/wire.ts', import.meta.url);
const note =
  '// Generated from contract/truu-directory.openapi.yaml by script/generate-contract-types.mjs; not to be edited.\n\n';
const text = note + astToString(await openapiTS(contract, { immutable: true }));
const fresh = await format(text, { parser: 'typescript', singleQuote: true, printWidth: 120 });
if (process.argv.includes('--check')) {
  if ((await readFile(target, 'utf8').catch(() => '')) === fresh) process.exit(0);
  console.error('src/truu/api/wire.ts is stale: run node script/generate-contract-types.mjs');
  process.exit(1);
}
await writeFile(target, fresh);
