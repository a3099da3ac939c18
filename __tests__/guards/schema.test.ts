import { afterAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { reports } from '../../samples/reports.ts';
import { actionVersion, fallbackRepository } from '../../src/catalog/release.ts';
import { permissions } from '../../src/catalog/permissions.ts';
import { fromJson, reportVersion, toJson } from '../../src/report/json/json.ts';
import { renderComment } from '../../src/report/comment/comment.ts';
import { renderLog } from '../../src/report/log/log.ts';
import { renderSummary } from '../../src/report/summary/summary.ts';
import { parseSpec } from '../../src/spec/parse.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = path.join(root, 'schema');
const text = readFileSync(path.join(folder, 'spec.schema.json'), 'utf8');
const schema = JSON.parse(text) as Readonly<Record<string, unknown>>;
const scratch = mkdtempSync(path.join(tmpdir(), 'schema-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const ajv = new Ajv2020({ allErrors: true });
formats.default(ajv);
const validate = ajv.compile(schema);

const complete = readFileSync(path.join(root, 'examples/specs/complete.yml'), 'utf8');
const acceptedBySchema = (spec: string): boolean => validate(parse(spec));
const acceptedByParser = (spec: string): boolean => parseSpec(spec, 'spec.yml').ok;

/** Where the major version of the action has a schema. */
const addressOf = (file: string): string =>
  `https://raw.githubusercontent.com/${fallbackRepository}/v${actionVersion.split('.')[0]}/schema/${file}`;

describe('the JSON Schema', () => {
  const check = (which: string) =>
    spawnSync(process.execPath, ['script/generate-schema.mjs', '--check', which], { cwd: root, encoding: 'utf8' });

  test('is what the generator writes', () => {
    expect(check(folder)).toMatchObject({ status: 0, stderr: '' });
  });

  test('is called stale when a single word of it differs', () => {
    cpSync(folder, scratch, { recursive: true });
    writeFileSync(path.join(scratch, 'spec.schema.json'), text.replace('The Entra domain.', 'An Entra domain.'));
    expect(check(scratch)).toMatchObject({ status: 1, stderr: expect.stringContaining('spec.schema.json is stale') });
  });

  test('names its dialect and itself', () => {
    expect(schema['$schema']).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(schema['$id']).toBe(addressOf('spec.schema.json'));
    expect(schema['title']).toBe('TruU directory spec');
  });

  test.each(['application', 'delegated'])('completes the %s permissions of the catalogue', (type) => {
    const known = permissions.filter((permission) => permission.type === type).map((permission) => permission.name);
    const list = ['entra', 'permissions', type].reduce<unknown>(
      (at, key) => (at as { properties: Record<string, unknown> }).properties[key],
      schema,
    );
    expect((list as { items: { enum: readonly string[] } }).items.enum).toEqual(known);
  });

  test('says something of every key', () => {
    const silent = (at: unknown, where: string): readonly string[] =>
      Object.entries((at as { properties?: Record<string, { description?: string }> }).properties ?? {}).flatMap(
        ([key, value]) => [...(value.description ? [] : [`${where}${key}`]), ...silent(value, `${where}${key}.`)],
      );
    expect(silent(schema, '')).toEqual([]);
    expect(silent({ properties: { entra: { description: 'x', properties: { cloud: {} } } } }, '')).toEqual([
      'entra.cloud',
    ]);
  });
});

describe('an editor that knows only the name of a spec', () => {
  const entry = JSON.parse(readFileSync(path.join(folder, 'schemastore.json'), 'utf8')) as Record<string, unknown>;

  test('finds its schema by the entry for SchemaStore', () => {
    expect(entry).toEqual({
      name: expect.any(String),
      description: expect.any(String),
      fileMatch: ['truu-directory.yml', 'truu-directory.yaml'],
      url: schema['$id'],
    });
  });

  test('finds it by the first line that schema/README.md gives', () => {
    const page = readFileSync(path.join(folder, 'README.md'), 'utf8');
    expect(page).toContain(`# yaml-language-server: $schema=${addressOf('spec.schema.json')}\n`);
  });
});

describe('the schema and the parser', () => {
  test('accept the complete example, also with its ids in upper case', () => {
    const upper = complete.replace(/3f6e2a52[-0-9a-f]+/, (id) => id.toUpperCase());
    expect(upper).not.toBe(complete);
    expect([complete, upper].map(acceptedBySchema)).toEqual([true, true]);
    expect([complete, upper].map(acceptedByParser)).toEqual([true, true]);
  });

  test.each([
    ['a misspelt key', 'autoRemoveDevices:', 'autoRemoveDevice:'],
    ['a misspelt permission', 'User.Read.All', 'User.Reed.All'],
    ['a permission listed twice', '[User.Read]', '[User.Read, User.Read]'],
    ['an application permission of the wrong type', '[User.Read]', '[Application.ReadWrite.OwnedBy]'],
    ['an unknown cloud', 'cloud: public', 'cloud: germany'],
    ['a text where a truth value belongs', 'allUsersShareUpnSuffix: true', 'allUsersShareUpnSuffix: "true"'],
    ['a duration that is none', 'lifetime: P12M', 'lifetime: 12 months'],
    ['a tenant that is no id', 'tenant: 3f6e2a52', 'tenant: contoso'],
    ['an unknown version', 'version: 1', 'version: 2'],
  ])('both refuse %s', (_what, right, wrong) => {
    const spec = complete.replace(right, wrong);
    expect(spec).not.toBe(complete);
    expect(acceptedBySchema(spec)).toBe(false);
    expect(acceptedByParser(spec)).toBe(false);
  });
});

describe('the JSON Schema of report.json', () => {
  const published = JSON.parse(readFileSync(path.join(folder, 'report.schema.json'), 'utf8')) as object;
  const judge = ajv.compile(published);

  test('names itself with its version', () => {
    expect(published).toMatchObject({
      $id: addressOf('report.schema.json'),
      properties: { version: { const: reportVersion } },
    });
  });

  test.each(Object.entries(reports))(
    'accepts the report %s, from which every surface can be made again',
    (_name, report) => {
      const json = toJson(report);
      expect([judge(JSON.parse(json)), judge.errors]).toEqual([true, null]);
      const readBack = fromJson(json);
      if (readBack === null) throw new Error('It cannot be read back.');
      const context = { repositoryUrl: null, commit: null, runUrl: null, freshness: { kind: 'current' } } as const;
      expect(renderSummary(readBack)).toBe(renderSummary(report));
      expect(renderComment(readBack, context)).toBe(renderComment(report, context));
      expect(renderLog(readBack)).toEqual(renderLog(report));
    },
  );

  test.each([
    ['another version', { version: 1 }],
    ['a key that nobody knows', { secretText: 'x' }],
    ['a result that nobody knows', { result: 'fine' }],
  ])('refuses %s', (_what, more) => {
    const bad = { ...(JSON.parse(toJson(reports['in-sync'])) as object), ...more };
    expect(judge(bad)).toBe(false);
  });
});
