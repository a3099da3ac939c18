import { describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { modes } from '../../src/catalog/modes.ts';

interface Form {
  readonly name: string;
  readonly description: string;
  readonly body: readonly {
    readonly type: string;
    readonly id?: string;
    readonly attributes: { readonly label?: string; readonly options?: readonly string[] };
  }[];
}

const root = path.resolve(import.meta.dirname, '../..');
const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** The paths of a CODEOWNERS that are not there, and the lines that are no rule. */
const objections = (text: string): readonly string[] =>
  text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .filter((line) => {
      const [, place = '', owner] = /^\/(\S+) +(@[\w-]+\/[\w-]+)$/.exec(line) ?? [];
      return owner === undefined || !existsSync(path.join(root, place));
    });

describe('CODEOWNERS', () => {
  const text = textOf('.github/CODEOWNERS');

  test('names only what is there, and owners', () => {
    expect(objections(text)).toEqual([]);
    expect(objections('/gone/ @a/b\n/dist/ a\n/dist/\n')).toEqual(['/gone/ @a/b', '/dist/ a', '/dist/']);
  });

  test.each(['/dist/', '/src/apply/', '/.github/', '/action.yml', '/script/'])('has owners for %s', (place) => {
    expect(text).toMatch(new RegExp(`^${place} +@`, 'm'));
  });
});

describe('the forms of issues', () => {
  const folder = '.github/ISSUE_TEMPLATE';
  const forms = readdirSync(path.join(root, folder)).filter((name) => name !== 'config.yml');

  test.each(forms)('%s has what GitHub requires, and no id twice', (name) => {
    const { name: title, description, body } = parse(textOf(`${folder}/${name}`)) as Form;
    expect([title, description].filter((text) => !text)).toEqual([]);
    expect(body.filter(({ type, attributes }) => type !== 'markdown' && !attributes.label)).toEqual([]);
    const ids = body.flatMap(({ id }) => id ?? []);
    expect(ids).toEqual([...new Set(ids)]);
    expect(ids.length).toBeGreaterThan(0);
  });

  test('ask for a mode that there is', () => {
    const { body } = parse(textOf(`${folder}/bug.yml`)) as Form;
    const asked = body.find(({ id }) => id === 'mode')?.attributes.options ?? [];
    expect(asked.toSorted()).toEqual(modes.toSorted());
  });

  test('lead a vulnerability to a private report', () => {
    expect(textOf(`${folder}/config.yml`)).toMatch(/blank_issues_enabled: false[\s\S]*\/security\/advisories\/new/);
  });
});
