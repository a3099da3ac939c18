import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly url?: string;
  readonly depth?: number;
  readonly ordered?: boolean | null;
  readonly children?: readonly Node[];
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The HTML that a report may carry; GitHub lets these through, and a report writes no other. */
const allowed =
  /^(?:<br>|<\/?details>|<summary>[^<]*<\/summary>|<details>\n<summary>[^<]*<\/summary>|<!--[^>]*-->|\n)+$/;

const around: Readonly<Record<string, string>> = {
  paragraph: 'p',
  strong: 'strong',
  emphasis: 'em',
  listItem: 'li',
};

const alertTitles: Readonly<Record<string, string>> = {
  TIP: 'Tip',
  NOTE: 'Note',
  WARNING: 'Warning',
  CAUTION: 'Caution',
};

const inner = (node: Node): string => (node.children ?? []).map(toHtml).join('');

/** A quotation that begins with [!NOTE] is an alert, as GitHub shows it. */
const quote = (node: Node): string => {
  const [, kind = '', rest = ''] = /^<p>\[!(TIP|NOTE|WARNING|CAUTION)\]\n?([\s\S]*)$/.exec(inner(node)) ?? [];
  if (kind === '') return `<blockquote>${inner(node)}</blockquote>`;
  return `<div class="alert ${kind.toLowerCase()}"><p class="alert-title">${alertTitles[kind]}</p><p>${rest}</div>`;
};

const table = ({ children: rows = [] }: Node): string => {
  const cells = (row: Node, tag: string): string =>
    `<tr>${(row.children ?? []).map((cell) => `<${tag}>${inner(cell)}</${tag}>`).join('')}</tr>`;
  const [head, ...body] = rows;
  const top = head === undefined ? '' : `<thead>${cells(head, 'th')}</thead>`;
  return `<table>${top}<tbody>${body.map((row) => cells(row, 'td')).join('\n')}</tbody></table>`;
};

const raw = (html: string): string => {
  if (!allowed.test(html)) throw new Error(`A report may not carry this HTML: ${html}`);
  return html;
};

/** A tight list has no paragraphs in its items. */
const item = (node: Node): string =>
  `<li>${(node.children ?? []).map((child) => (child.type === 'paragraph' ? inner(child) : toHtml(child))).join('')}</li>`;

const writers: Readonly<Record<string, (node: Node) => string>> = {
  root: inner,
  text: ({ value = '' }) => escape(value),
  inlineCode: ({ value = '' }) => `<code>${escape(value)}</code>`,
  heading: (node) => `<h${node.depth}>${inner(node)}</h${node.depth}>`,
  link: (node) => `<a href="${escape(node.url ?? '')}">${inner(node)}</a>`,
  list: (node) => `<ul>${(node.children ?? []).map(item).join('\n')}</ul>`,
  blockquote: quote,
  table,
  html: ({ value = '' }) => raw(value),
  break: () => '<br>',
};

const toHtml = (node: Node): string => {
  const tag = around[node.type];
  if (tag !== undefined) return `<${tag}>${inner(node)}</${tag}>`;
  const write = writers[node.type];
  if (write === undefined) throw new Error(`A report may not carry a ${node.type}.`);
  return write(node);
};

/** A report's Markdown as a page in GitHub's style: light or dark as the reader prefers, `#dark` and `#open` by force. */
export const page = (title: string, markdown: string): string => {
  const body = toHtml(unified().use(remarkParse).use(remarkGfm).parse(markdown) as Node);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<link rel="stylesheet" href="github.css">
</head>
<body id="dark">
<main>
${body}
</main>
</body>
</html>
`;
};
