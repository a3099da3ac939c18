import { afterAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { permissionById } from '../../src/catalog/permissions.ts';
import { modes } from '../../src/catalog/modes.ts';
import { parseSpec } from '../../src/spec/parse.ts';

const root = path.resolve(import.meta.dirname, '../..');
const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'schema/README.md',
  ...globSync('docs/**/*.md', { cwd: root }).sort(),
];
const readme = textOf('README.md');

const scratch = mkdtempSync(path.join(tmpdir(), 'readme-'));
afterAll(() => rmSync(scratch, { recursive: true }));

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly url?: string;
  readonly lang?: string | null;
  readonly children?: readonly Node[];
}

const parsed = new Map<string, Node>();

/** The tree of a text, made once: each page is the target of many links. */
const parse = (text: string): Node => {
  const known = parsed.get(text) ?? (unified().use(remarkParse).use(remarkGfm).parse(text) as unknown as Node);
  parsed.set(text, known);
  return known;
};

/** A node and all below it, in their order. */
const within = (node: Node): readonly Node[] => [node, ...(node.children ?? []).flatMap(within)];

const textIn = (node: Node): string =>
  within(node)
    .map(({ value }) => value ?? '')
    .join('');

/** The targets of all links, images and definitions. */
const linksOf = (text: string): readonly string[] =>
  within(parse(text)).flatMap(({ type, url }) =>
    ['link', 'image', 'definition'].includes(type) && url !== undefined ? [url] : [],
  );

/** The anchors that GitHub gives the headings: a second one of the same text gets a number. */
const anchorsOf = (text: string): readonly string[] => {
  const slugs = within(parse(text))
    .filter(({ type }) => type === 'heading')
    .map((heading) =>
      textIn(heading)
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}_\- ]/gu, '')
        .replaceAll(' ', '-'),
    );
  return slugs.map((slug, index) => {
    const before = slugs.slice(0, index).filter((one) => one === slug).length;
    return before === 0 ? slug : `${slug}-${before}`;
  });
};

/** The texts of the code blocks of one language. */
const blocksOf = (text: string, language: string): readonly string[] =>
  within(parse(text)).flatMap(({ type, lang, value }) => (type === 'code' && lang === language ? [value ?? ''] : []));

/** The first column, without its head, of the table whose first head is this word. */
const firstColumnOf = (text: string, head: string): readonly string[] =>
  within(parse(text))
    .filter(({ type }) => type === 'table')
    .map(({ children = [] }) => children.map((row) => (row.children?.[0] ? textIn(row.children[0]) : '')))
    .filter(([first]) => first === head)
    .flatMap(([, ...rest]) => rest);

/** The links of a page that lead nowhere: to no file of the repository, or to no heading of one. */
const broken = (page: string, text: string): readonly string[] =>
  linksOf(text)
    .filter((link) => !/^[a-z]+:/i.test(link))
    .filter((link) => {
      const [file = '', anchor] = decodeURIComponent(link).split('#');
      const target = file === '' ? page : path.join(path.dirname(page), file);
      if (target.startsWith('..') || !existsSync(path.join(root, target))) return true;
      return anchor !== undefined && !anchorsOf(target === page ? text : textOf(target)).includes(anchor);
    });

/** The scripts that a text names and that are not there. */
const unknownScripts = (text: string): readonly string[] =>
  [...text.matchAll(/(?<![\w/-])(?:\.\/)?(script\/[a-z][\w.-]*\w)/g)]
    .map(([, script = '']) => script)
    .filter((script) => !existsSync(path.join(root, script)));

/** What the shell says of the form of a text, without running it. */
const complaintsOfBash = (text: string): string =>
  spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' }).stderr.trim();

/** The rows `Name_Of_Permission=id` of a text whose id is not that of the name. */
const wrongIds = (text: string): readonly string[] =>
  [...text.matchAll(/^([A-Z]\w+)=([0-9a-f-]{36})$/gm)].flatMap(([, variable = '', id = '']) =>
    permissionById('application', id)?.name === variable.replaceAll('_', '.') ? [] : [variable],
  );

/** What zsh takes otherwise than bash: a comment at its prompt or in an array, and a modifier after a variable. */
const troubleInZsh = (text: string): readonly string[] =>
  [...text.matchAll(/(?:^|\s)#.*|\$\w+:[a-zA-Z].*/gm)].map(([found]) => found.trim());

describe('the generated parts of README.md', () => {
  const check = (text: string) => {
    const file = path.join(scratch, 'README.md');
    writeFileSync(file, text);
    return spawnSync(process.execPath, ['script/generate-readme.mjs', '--check', file], {
      cwd: root,
      encoding: 'utf8',
    });
  };

  test('are what the generator writes', () => {
    expect(check(readme)).toMatchObject({ status: 0, stderr: '' });
  });

  test.each([
    ['a word differs', 'Path of the spec in', 'Path of a spec, inside', 'is stale'],
    ['a row is missing', /^\| `rotate`.*\n/m, '', 'is stale'],
    ['a part is missing', '<!-- generated:outputs -->', '', 'must have a generated part'],
  ])('are told to be wrong when %s', (_what, right, wrong, message) => {
    const bad = readme.replace(right, wrong);
    expect(bad).not.toBe(readme);
    expect(check(bad)).toMatchObject({ status: 1, stderr: expect.stringContaining(message) });
  });
});

describe('README.md', () => {
  test('lists exactly the modes that there are', () => {
    expect(firstColumnOf(readme, 'mode').toSorted()).toEqual(modes.toSorted());
  });

  test('shows a spec that the parser accepts', () => {
    const specs = blocksOf(readme, 'yaml');
    expect(specs).toHaveLength(1);
    expect(specs.map((spec) => parseSpec(spec, 'README.md'))).toEqual([expect.objectContaining({ ok: true })]);
  });

  test('gives commands that a shell can read', () => {
    expect(blocksOf(readme, 'bash').length).toBeGreaterThan(0);
    expect(blocksOf(readme, 'bash').map(complaintsOfBash).join('')).toBe('');
  });

  test('gives commands that zsh takes as bash does', () => {
    expect(blocksOf(readme, 'bash').flatMap(troubleInZsh)).toEqual([]);
  });

  test('gives each permission the id that the catalogue has', () => {
    expect(readme).toMatch(/^Application_ReadWrite_OwnedBy=[0-9a-f-]{36}$/m);
    expect(wrongIds(readme)).toEqual([]);
  });
});

describe('the commands for PowerShell', () => {
  const script = textOf('docs/set-up.ps1');
  const bash = blocksOf(readme, 'bash').join('\n');
  const found = (text: string, pattern: RegExp): readonly string[] =>
    [...new Set([...text.matchAll(pattern)].map(([, one = '']) => one))].sort();

  test.each([
    ['variables', /gh variable set (\w+)/g],
    ['secrets', /gh secret set (\w+ --repo "?\$REPO"? --env [\w-]+)/g],
    ['ids', /([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/g],
    ['commands', /\b((?:az|gh) (?:api|rest|(?:ad )?[a-z]+(?: [a-z-]+)*)) /g],
  ])('have the %s of those for bash', (_what, pattern) => {
    const [here, there] = [found(script, pattern), found(bash.replaceAll('"$REPO"', '$REPO'), pattern)];
    expect(here.length).toBeGreaterThan(1);
    // The commands of an adoption are in README.md alone.
    expect(there.filter((one) => !here.includes(one) && !one.startsWith('az ad app owner'))).toEqual([]);
    expect(here.filter((one) => !there.includes(one))).toEqual([]);
  });

  test('have no parentheses in an argument of az, which cmd.exe would take apart', () => {
    const calls = script.split('\n').flatMap((line) => /\baz .*?(?=\)$| 2> |\) \}|$)/.exec(line.trim()) ?? []);
    expect(calls.filter((call) => /[()]/.test(call))).toEqual([]);
  });
});

describe('the pages', () => {
  test('are there to look at', () => {
    expect(pages).toContain('docs/errors.md');
    expect(pages.flatMap((page) => linksOf(textOf(page))).length).toBeGreaterThan(20);
  });

  test.each(pages)('%s has no link that leads nowhere', (page) => {
    expect(broken(page, textOf(page))).toEqual([]);
  });

  test.each(pages)('%s names only scripts that are there', (page) => {
    expect(unknownScripts(textOf(page))).toEqual([]);
  });
});

describe('what is held against a page', () => {
  test.each([
    ['docs/errors.md', '[a](missing.md)', 'missing.md'],
    ['docs/errors.md', '[a](README.md)', 'README.md'],
    ['README.md', '[a](docs/errors.md#no_such_code)', 'docs/errors.md#no_such_code'],
    ['README.md', '# One\n\n[a](#two)', '#two'],
    ['README.md', '[a][b]\n\n[b]: missing.yml', 'missing.yml'],
    ['README.md', '![a](missing.png)', 'missing.png'],
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

  test('a mode that is missing is told of', () => {
    expect(firstColumnOf(readme.replace(/^\| `renew` .*\n/m, ''), 'mode').toSorted()).not.toEqual(modes.toSorted());
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
