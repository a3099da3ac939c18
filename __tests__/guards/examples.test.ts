import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { guidePermissions } from '../../src/catalog/permissions.ts';
import { loadSpec } from '../../src/spec/load.ts';
import { parseSpec } from '../../src/spec/parse.ts';
import type { Spec } from '../../src/spec/schema.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = 'examples/specs';
const specs = readdirSync(path.join(root, folder)).map((name) => `${folder}/${name}`);

const ajv = new Ajv2020({ allErrors: true });
formats.default(ajv);
const schemaFile = path.join(root, 'schema/spec.schema.json');
const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')) as object);

const load = async (file: string): Promise<Spec> => {
  const { text, file: relative } = await loadSpec(root, file);
  const result = parseSpec(text, relative);
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join(' '));
  return result.document.spec;
};

describe('the example specs', () => {
  test('are the four that the pages name', () => {
    expect(specs.map((file) => path.basename(file))).toEqual(['adopt.yml', 'complete.yml', 'minimal.yml', 'usgov.yml']);
  });

  test.each(specs)('%s is valid for the product', async (file) => {
    await expect(load(file)).resolves.toMatchObject({ version: 1 });
  });

  test.each(specs)('%s is valid for an editor, which finds the schema through its first line', (file) => {
    const text = readFileSync(path.join(root, file), 'utf8');
    expect(validate(parse(text))).toBe(true);
    const [, reference = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text) ?? [];
    expect(path.resolve(root, folder, reference)).toBe(schemaFile);
    expect(existsSync(path.resolve(root, folder, reference))).toBe(true);
  });

  test.each(specs)('%s asks for exactly the permissions of TruU’s guide', async (file) => {
    const { permissions } = (await load(file)).entra;
    const requested = [
      ...(permissions?.application ?? []).map((name) => ({ type: 'application', name })),
      ...(permissions?.delegated ?? []).map((name) => ({ type: 'delegated', name })),
    ];
    expect(requested).toEqual(guidePermissions);
  });

  test('minimal is complete but for what is optional', async () => {
    const [minimal, complete] = await Promise.all([load(`${folder}/minimal.yml`), load(`${folder}/complete.yml`)]);
    const { primaryUserIdentifier, cluster, ...truu } = complete.truu;
    expect([primaryUserIdentifier, cluster]).toEqual(['mail', 'cloud']);
    const { overlap, renewBefore, ...secret } = complete.entra.secret;
    expect({ overlap, renewBefore }).toEqual({ overlap: 'P3D', renewBefore: 'P30D' });
    expect(minimal).toEqual({ ...complete, entra: { ...complete.entra, secret }, truu });
  });

  test('adopt names the registration, and usgov the cloud', async () => {
    expect((await load(`${folder}/adopt.yml`)).entra.application.appId).toMatch(/^[0-9a-f-]{36}$/);
    expect((await load(`${folder}/usgov.yml`)).entra.cloud).toBe('usgov');
  });
});
