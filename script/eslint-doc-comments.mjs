/** The statements that declare what a file exports: at once, or by a list of names further down. */
const exportedStatements = ({ body }) => {
  const listed = new Set(
    body
      .filter(({ type, source }) => type === 'ExportNamedDeclaration' && !source)
      .flatMap(({ specifiers }) => specifiers.map(({ local }) => local.name)),
  );
  const names = (node) => (node.declarations ?? [node]).map(({ id }) => id?.name);
  return body.filter(
    (node) =>
      node.type === 'ExportDefaultDeclaration' ||
      (node.type === 'ExportNamedDeclaration' && node.declaration) ||
      names(node).some((name) => listed.has(name)),
  );
};

const isDocComment = ({ type, value }) => type === 'Block' && value.startsWith('*') && /[^*\s]/.test(value);

/** A doc comment with words stands right above every exported name. What comes from another file is documented there. */
export default {
  meta: { type: 'suggestion', schema: [], messages: { missing: 'An exported name needs a doc comment.' } },
  create: ({ report, sourceCode }) => ({
    Program: (program) => {
      for (const node of exportedStatements(program)) {
        const above = sourceCode.getCommentsBefore(node).at(-1);
        if (!above || !isDocComment(above)) report({ node, messageId: 'missing' });
      }
    },
  }),
};
