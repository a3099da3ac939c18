import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { nodesOf, type MarkdownNode } from '../../support/arbitraries.ts';

/** A node of a link also says where it leads. */
export interface TreeNode extends MarkdownNode {
  readonly url?: string;
  readonly children?: readonly TreeNode[];
}

/** Every node of a Markdown text, as a parser of GitHub's dialect sees it. */
export const treeOf = (markdown: string): readonly TreeNode[] =>
  nodesOf(unified().use(remarkParse).use(remarkGfm).parse(markdown));

/** The kinds of node that the renderers themselves write. */
const written = new Set([
  'root',
  'heading',
  'paragraph',
  'text',
  'strong',
  'emphasis',
  'blockquote',
  'inlineCode',
  'link',
  'list',
  'listItem',
  'table',
  'tableRow',
  'tableCell',
  'html',
]);

/** What no words of our own contain; only in text is it live. */
const foreign = /https?:|www\.|@\w|#\d|<|\]\(|::|GH-\d|\||:\w+:|\b[0-9a-f]{7,}\b/i;
const ownHtml =
  /^(<br>|<!-- (truu-entra-directory(-drift)?:[0-9a-f]{16}|seen:[0-9a-f]{16} [0-9a-fTZ:.= -]*)-->|<!-- truu-entra-directory(-drift)?:[0-9a-f]{16} -->|<!-- commit:[0-9a-f]{40,64} -->|<details>|<\/details>|<summary>[A-Za-z0-9 ,:()]+<\/summary>|\n)+$/;
/** The repository of the run, and the pages of the action. */
const own =
  /^https:\/\/(github\.com\/(contoso\/identity\/|(OWNER|contoso)\/truu-entra-directory-action\/blob\/v\d)|entra\.microsoft\.com\/?(#view\/|$))/;
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/u;

/** What is live in a text, or not the renderers' own: empty when the text is harmless. */
export const harmIn = (markdown: string): readonly string[] => {
  const nodes = treeOf(markdown);
  const of = (type: string): readonly TreeNode[] => nodes.filter((node) => node.type === type);
  const tag = (name: string): number =>
    of('html').reduce((sum, { value = '' }) => sum + value.split(name).length - 1, 0);
  return [
    ...nodes.filter(({ type }) => !written.has(type)).map(({ type }) => `a node ${type}`),
    ...of('html').flatMap(({ value = '' }) => (ownHtml.test(value) ? [] : [`HTML ${value}`])),
    ...of('link').flatMap(({ url = '' }) => (own.test(url) ? [] : [`a link to ${url}`])),
    ...of('text').flatMap(({ value = '' }) =>
      foreign.test(value.replace(/^\[!(TIP|NOTE|WARNING|CAUTION)\]/, '')) ? [`live text ${value}`] : [],
    ),
    ...of('table').flatMap(({ children = [] }) =>
      new Set(children.map((row) => row.children?.length)).size === 1 ? [] : ['a table with rows of several widths'],
    ),
    ...(tag('<details>') === tag('</details>') ? [] : ['details that are not closed']),
    ...markdown
      .split('\n')
      .filter((line) => unseen.test(line))
      .map((line) => `an unseen character in ${line}`),
  ];
};
