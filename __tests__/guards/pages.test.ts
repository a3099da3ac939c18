import { describe, expect, test } from '@jest/globals';
import { globSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { inputNames } from '../../src/action/input-names.ts';
import { parseSpec } from '../../src/spec/parse.ts';
import {
  blocksOf,
  broken,
  complaintsOfBash,
  linksOf,
  pages,
  root,
  sentencesOf,
  setUpText,
  textOf,
  troubleInZsh,
  unknownScripts,
  wrongIds,
} from '../support/pages.ts';

describe('the pages', () => {
  test('are there to look at', () => {
    expect(pages).toEqual(expect.arrayContaining(['README.md', 'docs/errors.md', 'emulator/CONTROL.md']));
    expect(pages.flatMap((page) => linksOf(textOf(page))).length).toBeGreaterThan(20);
  });

  test('have no link that leads nowhere', () => {
    expect(pages.flatMap((page) => broken(page, textOf(page)).map((link) => `${page}: ${link}`))).toEqual([]);
  });

  test('name only scripts that are there', () => {
    expect(pages.flatMap((page) => unknownScripts(textOf(page)).map((script) => `${page}: ${script}`))).toEqual([]);
  });

  test('in docs are all in its index', () => {
    const index = linksOf(textOf('docs/README.md'));
    const inDocs = globSync('docs/*.md', { cwd: root }).map((page) => path.basename(page));
    expect(inDocs.filter((page) => page !== 'README.md' && !index.includes(page))).toEqual([]);
  });

  test('say nothing twice: no two of them have a long sentence in common', () => {
    const sentences = pages
      .filter((page) => /^(?:README|SECURITY|docs\/[^/]+)\.md$|^docs\/[^/]+\.md$/.test(page))
      .flatMap((page) => sentencesOf(textOf(page)).map((text) => ({ page, text })));
    const first = new Map(sentences.toReversed().map(({ page, text }) => [text, page]));
    expect(sentences.filter(({ page, text }) => first.get(text) !== page)).toEqual([]);
  });
});

describe('the blocks of the pages', () => {
  const blocks = (language: string) =>
    pages.flatMap((page) => blocksOf(textOf(page), language).map((text) => [page, text] as const));

  test('in YAML can be read, and the spec is one that the parser accepts', () => {
    expect(() => blocks('yaml').map(([, text]) => parse(text) as unknown)).not.toThrow();
    expect(blocksOf(textOf('docs/spec.md'), 'yaml').map((spec) => parseSpec(spec, 'docs/spec.md'))).toEqual([
      expect.objectContaining({ ok: true }),
    ]);
  });

  test('in YAML that set inputs name those that there are', () => {
    const [vault = ''] = blocksOf(textOf('docs/console.md'), 'yaml');
    const names = Object.keys(parse(vault) as object);
    expect(names).toContain('key-vault-url');
    expect(names.filter((name) => !inputNames.some((one) => one === name))).toEqual([]);
  });

  test('in bash can be read by bash, and mean the same to zsh', () => {
    const commands = blocks('bash');
    expect(new Set(commands.map(([page]) => page)).size).toBeGreaterThan(3);
    expect(complaintsOfBash(commands.map(([, text]) => text).join('\n'))).toBe('');
    expect(commands.flatMap(([page, text]) => troubleInZsh(text).map((found) => `${page}: ${found}`))).toEqual([]);
  });

  test('give each permission the id that the catalogue has', () => {
    expect(setUpText).toMatch(/^Application_ReadWrite_OwnedBy=[0-9a-f-]{36}$/m);
    expect(wrongIds(setUpText)).toEqual([]);
  });
});

describe('what is held against a page', () => {
  test.each([
    ['docs/errors.md', '[a](missing.md)', 'missing.md'],
    ['docs/errors.md', '[a](CHANGELOG.md)', 'CHANGELOG.md'],
    ['README.md', '[a](docs/errors.md#no_such_code)', 'docs/errors.md#no_such_code'],
    ['README.md', '# One\n\n[a](#two)', '#two'],
    ['README.md', '[a][b]\n\n[b]: missing.yml', 'missing.yml'],
    ['README.md', '![a](missing.png)', 'missing.png'],
    ['README.md', '<picture>\n  <source srcset="missing.png">\n</picture>', 'missing.png'],
    ['README.md', '| a |\n| --- |\n| [a](missing.md) |', 'missing.md'],
    ['README.md', '[a](../outside.md)', '../outside.md'],
  ])('in %s %j leads nowhere', (page, text, link) => {
    expect(broken(page, text)).toEqual([link]);
  });

  test.each([
    ['docs/errors.md', '[a](../README.md#limits)'],
    ['README.md', '[a](docs/errors.md#spec_not_found)'],
    ['README.md', '# `One`, two: *three*\n\n# One\n\n# One\n\n[a](#one-two-three) [b](#one) [c](#one-1)'],
    ['README.md', '[a](https://example.com/missing.md) `[b](missing.md)`'],
  ])('in %s %j leads somewhere', (page, text) => {
    expect(broken(page, text)).toEqual([]);
  });

  test('a script that is not there is told of', () => {
    expect(unknownScripts('run `./script/tset`, script/test or script/demo.')).toEqual(['script/tset']);
  });

  test('a command that is broken off is told of', () => {
    expect(complaintsOfBash('permissions=(\n  one\n')).not.toBe('');
  });

  test('an id of another permission is told of', () => {
    expect(wrongIds('Application_Read_All=18a4783c-866b-4cc7-a460-3d5e5662c884')).toEqual(['Application_Read_All']);
  });

  test.each([
    ['all=(\n  one # of two\n)', '# of two'],
    ['echo "$SUBJECT:environment:x"', '$SUBJECT:environment:x"'],
  ])('in zsh trouble is seen in %j', (text, found) => {
    expect(troubleInZsh(text)).toEqual([found]);
  });
});
