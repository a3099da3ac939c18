// Writes the JSON Schemas of schema/ from the schemas in src. With --check [FOLDER] it only says whether the files there,
// or in FOLDER, are fresh.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format } from 'prettier';
import { z } from 'zod';
import { reportSchema } from '../src/report/json/json.ts';
import { specSchema } from '../src/spec/schema.ts';
import { schemaUrl } from './release/names.mjs';

const home = path.resolve(import.meta.dirname, '../schema');
const packageJson = await readFile(new URL('../package.json', import.meta.url), 'utf8');
const head = (file, source, title) => ({
  $id: schemaUrl(packageJson, file),
  $comment: `Generated from ${source} by script/generate-schema.mjs; not to be edited.`,
  title,
});

/** What JSON Schema says otherwise than the parser: a pattern has no flags, and the parser refuses a name listed twice. */
const override = ({ jsonSchema }) => {
  if (jsonSchema.pattern?.includes('[0-9a-f]'))
    jsonSchema.pattern = jsonSchema.pattern.replaceAll('[0-9a-f]', '[0-9a-fA-F]');
  if (jsonSchema.type === 'array') jsonSchema.uniqueItems = true;
};

const target = 'draft-2020-12';
const files = {
  'spec.schema.json': [
    head('spec.schema.json', 'src/spec/schema.ts', 'TruU directory spec'),
    z.toJSONSchema(specSchema, { target, io: 'input', override }),
  ],
  'report.schema.json': [
    head('report.schema.json', 'src/report/json/json.ts', 'Report of the TruU Entra directory action'),
    // That a list is read-only in TypeScript is nobody's business who reads JSON.
    z.toJSONSchema(reportSchema, { target, io: 'output', override: ({ jsonSchema }) => delete jsonSchema.readOnly }),
  ],
};

const [option, folder = home] = process.argv.slice(2);
for (const [name, [first, { $schema, ...schema }]] of Object.entries(files)) {
  const fresh = await format(JSON.stringify({ $schema, ...first, ...schema }), { parser: 'json', printWidth: 120 });
  const file = path.join(folder, name);
  if (option !== '--check') await writeFile(file, fresh);
  else if ((await readFile(file, 'utf8').catch(() => '')) !== fresh) {
    console.error(`schema/${name} is stale: run node script/generate-schema.mjs`);
    process.exitCode = 1;
  }
}
