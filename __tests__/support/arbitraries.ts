import fc from 'fast-check';

/** Pieces of text that mean something to Markdown, to GitHub or to a runner. */
export const hostilePieces: readonly string[] = [
  '`',
  '``',
  '```',
  '|',
  '\\',
  '\\|',
  '\n',
  '\r\n',
  '\r',
  '\u2028',
  '\u0085',
  '::error::',
  '::add-mask::x',
  '\n::set-output name=a::b',
  '##[error]',
  '###[',
  '<details>',
  '<!--',
  '-->',
  '<script>alert(1)</script>',
  '<img src=x>',
  '&lt;',
  '@user',
  '@org/team',
  '#1',
  'GH-1',
  'fixes #1',
  'https://evil.example',
  'www.evil.example',
  'someone@evil.example',
  '[a](https://evil.example)',
  '![a](https://evil.example/a.png)',
  '[a]: https://evil.example',
  '[^1]',
  '**bold**',
  '~~gone~~',
  '# heading',
  '---',
  '> quote',
  '- item',
  '$x$',
  '\u202e',
  '\u2066',
  '\u200b',
  '\ufeff',
  '\0',
  '\u001b[31m',
  '\ud800',
  '\udc00',
  '😀',
  ' ',
  '\t',
  '%0A',
  '%25',
  'a',
];

/** Text from somebody who means harm: the pieces above in any order, between any other characters. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...hostilePieces) }, fc.string({ maxLength: 4 })), {
    maxLength: 12,
  })
  .map((parts) => parts.join(''));

/** The same, at times very long. */
export const hostileOrLong: fc.Arbitrary<string> = fc.oneof(
  { weight: 9, arbitrary: hostileText },
  fc
    .tuple(fc.constantFrom(...hostilePieces), fc.integer({ min: 300, max: 20_000 }))
    .map(([piece, n]) => piece.repeat(n)),
);

/** A node of a Markdown tree, as far as tests look at it. */
export interface MarkdownNode {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly MarkdownNode[];
}

/** A node and all below it, in the order of the text. */
export const nodesOf = (node: MarkdownNode): readonly MarkdownNode[] => [
  node,
  ...(node.children ?? []).flatMap(nodesOf),
];
