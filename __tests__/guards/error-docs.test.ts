import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { errorCatalog, type ErrorEntry } from '../../src/catalog/errors.ts';

const page = readFileSync(path.resolve(import.meta.dirname, '../../docs/errors.md'), 'utf8');

interface PageSection {
  readonly code: string;
  /** Its lines joined by single spaces: how they are broken says nothing. */
  readonly text: string;
}

const sectionsOf = (markdown: string): readonly PageSection[] =>
  markdown
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const [code = '', ...lines] = part.split('\n');
      return { code: code.trim(), text: lines.join(' ').replaceAll(/\s+/g, ' ').trim() };
    });

const categories = {
  'user-action': 'Category: user action',
  service: 'Category: service',
  bug: 'Category: bug',
} as const;

/** What a page of errors lacks beside a catalogue. */
const problems = (markdown: string, catalog: Readonly<Record<string, ErrorEntry>>): readonly string[] => {
  const sections = sectionsOf(markdown);
  const [found, codes] = [sections.map(({ code }) => code), Object.keys(catalog)];
  const known = sections.flatMap(({ code, text }) => {
    const entry = catalog[code];
    return entry === undefined ? [] : [{ code, text, entry }];
  });
  return [
    ...codes.filter((code) => !found.includes(code)).map((code) => `${code}: no section`),
    ...found.filter((code) => !codes.includes(code)).map((code) => `${code}: not in the catalogue`),
    ...found.filter((code, index) => found.indexOf(code) < index).map((code) => `${code}: twice`),
    ...(found.filter((code) => codes.includes(code)).join() === codes.filter((code) => found.includes(code)).join()
      ? []
      : ['the sections are not in the order of the catalogue']),
    ...known.flatMap(({ code, text, entry }) =>
      [
        [`**${entry.title}** (${categories[entry.category]})`, 'title'],
        ['- _Cause:_ ', 'cause'],
        ['- _Evidence:_ ', 'evidence'],
        [`- _Fix:_ ${entry.fix}`, 'fix'],
      ].flatMap(([wanted = '', description]) => (text.includes(wanted) ? [] : [`${code}: no ${description}`])),
    ),
  ];
};

describe('docs/errors.md', () => {
  test('has one section for each code of the catalogue, in its order, with title, cause, evidence and fix', () => {
    expect(problems(page, errorCatalog)).toEqual([]);
  });
});

describe('the comparison of a page with the catalogue', () => {
  const catalog: Readonly<Record<string, ErrorEntry>> = {
    A_ONE: { title: 'One broke', category: 'user-action', fix: 'Mend one.' },
    B_TWO: { title: 'Two broke', category: 'service', fix: 'Wait for two.' },
  };
  const one =
    '## A_ONE\n\n**One broke** (Category: user action)\n\n- _Cause:_ x.\n- _Evidence:_ y.\n- _Fix:_ Mend\n  one. More.\n';
  const two =
    '## B_TWO\n\n**Two broke** (Category: service)\n\n- _Cause:_ x.\n- _Evidence:_ y.\n- _Fix:_ Wait for two.\n';
  const good = `# Errors\n\n${one}\n${two}`;

  test('has nothing against a page that is complete', () => {
    expect(problems(good, catalog)).toEqual([]);
  });

  test.each([
    ['a missing section', one, 'B_TWO: no section'],
    ['a section of no code', `${good}\n## C_THREE\n`, 'C_THREE: not in the catalogue'],
    ['a section that is there twice', `${good}\n${two}`, 'B_TWO: twice'],
    ['another order', `${two}\n${one}`, 'the sections are not in the order of the catalogue'],
    ['another title', good.replace('One broke', 'One is broken'), 'A_ONE: no title'],
    ['another owner', good.replace('Category: user action', 'Category: bug'), 'A_ONE: no title'],
    ['no cause', good.replace('- _Cause:_', '-'), 'A_ONE: no cause'],
    ['no evidence', good.replace('- _Evidence:_', '-'), 'A_ONE: no evidence'],
    ['another fix', good.replace('Wait for two', 'Repair two'), 'B_TWO: no fix'],
  ])('complains of %s', (_what, bad, problem) => {
    expect(bad).not.toBe(good);
    expect(problems(bad, catalog)).toContain(problem);
  });
});
