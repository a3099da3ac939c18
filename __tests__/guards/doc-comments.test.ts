import { describe, expect, test } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = path.resolve(import.meta.dirname, '../..');
const generated = ['src/truu/api/wire.ts'];
const sources = globSync(['src/**/*.ts', 'emulator/**/*.ts'], { cwd: root })
  .filter((file) => !generated.includes(file))
  .sort();

const isDocumented = (node: ts.Node): boolean =>
  ts
    .getJSDocCommentsAndTags(node)
    .some((doc) => ts.isJSDoc(doc) && (ts.getTextOfJSDocComment(doc.comment) ?? '') !== '');

const isExported = (node: ts.Statement): boolean =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

const namesOf = (node: ts.Statement): readonly string[] => {
  if (ts.isVariableStatement(node)) return node.declarationList.declarations.map(({ name }) => name.getText());
  if (ts.isExportAssignment(node)) return ['default'];
  const name = (node as ts.Statement & { readonly name?: ts.Node }).name?.getText();
  return [name ?? 'default'];
};

/** The names that `export { … }` gives to declarations of the same file; what comes from another file is documented there. */
const listedNames = (source: ts.SourceFile): ReadonlySet<string> =>
  new Set(
    source.statements.flatMap((node) =>
      ts.isExportDeclaration(node) && !node.moduleSpecifier && node.exportClause && ts.isNamedExports(node.exportClause)
        ? node.exportClause.elements.map(({ name, propertyName }) => (propertyName ?? name).text)
        : [],
    ),
  );

/** The exported names of a file that no doc comment says anything of, each with its line. */
const undocumented = (file: string, text: string): readonly string[] => {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const listed = listedNames(source);
  const declares = (node: ts.Statement): boolean => !ts.isExportDeclaration(node) && !ts.isImportDeclaration(node);
  return source.statements.filter(declares).flatMap((node) => {
    if (isDocumented(node)) return [];
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    const own = isExported(node) || ts.isExportAssignment(node);
    return namesOf(node)
      .filter((name) => own || listed.has(name))
      .map((name) => `${file}:${line} ${name}`);
  });
};

describe('doc comments', () => {
  test('there are sources to look at', () => {
    expect(sources).toEqual(expect.arrayContaining(['src/run/pipeline.ts', 'emulator/main.ts']));
  });

  test('stand above every exported name', () => {
    expect(sources.flatMap((file) => undocumented(file, readFileSync(path.join(root, file), 'utf8')))).toEqual([]);
  });

  test.each([
    ['a constant', 'export const one = 1;', 'one'],
    ['a function', 'export function two() {}', 'two'],
    ['a class', 'export class Three {}', 'Three'],
    ['a type', 'export type Four = 4;', 'Four'],
    ['an interface', 'export interface Five {}', 'Five'],
    ['a default', 'export default 6;', 'default'],
    ['a name that is exported further down', 'const seven = 7;\nexport { seven };', 'seven'],
    ['a name exported as another', 'const eight = 8;\nexport { eight as acht };', 'eight'],
    ['a name below a plain comment', '// nine\nexport const nine = 9;', 'nine'],
    ['a name below an empty doc comment', '/** */\nexport const ten = 10;', 'ten'],
  ])('are missed above %s', (_what, text, name) => {
    expect(undocumented('bad.ts', text)).toEqual([expect.stringMatching(new RegExp(`^bad\\.ts:\\d ${name}$`))]);
  });

  test.each([
    ['a documented name', '/** One. */\nexport const one = 1;'],
    ['a name of the file’s own', 'const two = 2;'],
    ['a name that another file documents', "export type { Three } from './three.ts';"],
  ])('are not asked for above %s', (_what, text) => {
    expect(undocumented('good.ts', text)).toEqual([]);
  });
});
