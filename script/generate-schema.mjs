// Writes schema/spec.schema.json from the one schema of the spec. With --check [FILE] it only says whether that file,
// or FILE, is fresh.
import { readFile, writeFile } from 'node:fs/promises';
import { format } from 'prettier';
import { z } from 'zod';
import { specSchema } from '../src/spec/schema.ts';

const target = new URL('../schema/spec.schema.json', import.meta.url);
const head = {
  // A name, not an address: nothing is to be fetched from it, and it stays the same wherever the file is kept.
  $id: 'urn:truu-entra-directory-action:spec:1',
  $comment: 'Generated from src/spec/schema.ts by script/generate-schema.mjs; not to be edited.',
  title: 'TruU directory spec',
};

/** What JSON Schema says otherwise than the parser: a pattern has no flags, and the parser refuses a name listed twice. */
const override = ({ jsonSchema }) => {
  if (jsonSchema.pattern?.includes('[0-9a-f]'))
    jsonSchema.pattern = jsonSchema.pattern.replaceAll('[0-9a-f]', '[0-9a-fA-F]');
  if (jsonSchema.type === 'array') jsonSchema.uniqueItems = true;
};

const { $schema, ...schema } = z.toJSONSchema(specSchema, { target: 'draft-2020-12', io: 'input', override });
const fresh = await format(JSON.stringify({ $schema, ...head, ...schema }), { parser: 'json', printWidth: 120 });
const [option, file = target] = process.argv.slice(2);
if (option === '--check') {
  if ((await readFile(file, 'utf8').catch(() => '')) === fresh) process.exit(0);
  console.error('schema/spec.schema.json is stale: run node script/generate-schema.mjs');
  process.exit(1);
}
await writeFile(target, fresh);
