import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { permissionById } from '../../src/catalog/permissions.ts';

/** The folder of the project. */
export const root = path.resolve(import.meta.dirname, '../..');

/** The text of a file of the project. */
export const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** Every page that people read. */
export const pages: readonly string[] = globSync(
  '{*,{.github,contract,docs,emulator,examples,reliability,schema,script}/**/*}.md',
  { cwd: root },
)
  .map((page) => page.replaceAll('\\', '/'))
  .sort();

/** The pages with the commands of the set-up. */
export const setUpText = `${textOf('docs/setup.md')}\n${textOf('docs/api.md')}`;

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

/** The targets of all links, images and definitions, also of those in HTML. */
export const linksOf = (text: string): readonly string[] =>
  within(parse(text)).flatMap(({ type, url, value = '' }) => {
    if (type === 'html') return [...value.matchAll(/\b(?:href|src|srcset)="([^"]*)"/g)].map(([, found = '']) => found);
    return ['link', 'image', 'definition'].includes(type) && url !== undefined ? [url] : [];
  });

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
export const blocksOf = (text: string, language: string): readonly string[] =>
  within(parse(text)).flatMap(({ type, lang, value }) => (type === 'code' && lang === language ? [value ?? ''] : []));

/** The first column, without its head, of the table whose first head is this word. */
export const firstColumnOf = (text: string, head: string): readonly string[] =>
  within(parse(text))
    .filter(({ type }) => type === 'table')
    .map(({ children = [] }) => children.map((row) => (row.children?.[0] ? textIn(row.children[0]) : '')))
    .filter(([first]) => first === head)
    .flatMap(([, ...rest]) => rest);

/** The links of a page that lead nowhere: to no file of the repository, or to no heading of one. */
export const broken = (page: string, text: string): readonly string[] =>
  linksOf(text)
    .filter((link) => !/^[a-z]+:/i.test(link))
    .filter((link) => {
      const [file = '', anchor] = decodeURIComponent(link).split('#');
      const target = file === '' ? page : path.join(path.dirname(page), file);
      if (target.startsWith('..') || !existsSync(path.join(root, target))) return true;
      return anchor !== undefined && !anchorsOf(target === page ? text : textOf(target)).includes(anchor);
    });

/** The long sentences in the prose of a page. */
export const sentencesOf = (text: string): readonly string[] =>
  within(parse(text))
    .filter(({ type }) => type === 'paragraph')
    .flatMap((paragraph) =>
      textIn(paragraph)
        .replaceAll(/\s+/g, ' ')
        .split(/(?<=[.:]) /),
    )
    .filter((sentence) => sentence.length > 60);

/** The scripts that a text names and that are not there. */
export const unknownScripts = (text: string): readonly string[] =>
  [...text.matchAll(/(?<![\w/-])(?:\.\/)?(script\/[a-z][\w.-]*\w)/g)]
    .map(([, script = '']) => script)
    .filter((script) => !existsSync(path.join(root, script)));

/** What the shell says of the form of a text, without running it. */
export const complaintsOfBash = (text: string): string =>
  spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' }).stderr.trim();

/** The rows `Name_Of_Permission=id` of a text whose id is not that of the name. */
export const wrongIds = (text: string): readonly string[] =>
  [...text.matchAll(/^([A-Z]\w+)=([0-9a-f-]{36})$/gm)].flatMap(([, variable = '', id = '']) =>
    permissionById('application', id)?.name === variable.replaceAll('_', '.') ? [] : [variable],
  );

/** What zsh takes otherwise than bash: a comment at its prompt or in an array, and a modifier after a variable. */
export const troubleInZsh = (text: string): readonly string[] =>
  [...text.matchAll(/(?:^|\s)#.*|\$\w+:[a-zA-Z].*/gm)].map(([found]) => found.trim());
