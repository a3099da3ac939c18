import { describe, expect, test } from '@jest/globals';
import type { SpecCode } from '../../../src/spec/parse.ts';
import { completeSpec, problemsOf, specWith } from '../../support/spec-samples.ts';

type Row = readonly [what: string, text: string, code: SpecCode, at: string, fix: string];

const aliases = (count: number): string => `one: &a [x]\nmany: [${Array<string>(count).fill('*a').join(', ')}]\n`;
const otherTenant = (id: string): string => specWith(['3f6e2a52-7d1c-4b6e-9a0e-5f0c6f1b2a11', id]);
const missing = 'Add the key.';
const retype = 'Write the value in this type.';
const choose = 'Use one of these values.';

const documents: readonly Row[] = [
  ['an open quote', specWith(['cloud: public', 'cloud: "public']), 'SPEC_NOT_YAML', '35:1', 'Correct this line.'],
  ['a tab as indentation', 'entra:\n\ttenant: x\n', 'SPEC_NOT_YAML', '2:1', 'Correct this line.'],
  ['a stray bracket', '}\n', 'SPEC_NOT_YAML', '1:1', 'Correct this line.'],
  ['an empty file', '', 'SPEC_EMPTY', '1:1', 'examples/specs/'],
  ['a file of comments', '# nothing yet\n', 'SPEC_EMPTY', '1:1', 'examples/specs/'],
  ['a file of null', '---\n~\n', 'SPEC_EMPTY', '1:1', 'examples/specs/'],
  ['a second document', `${completeSpec}---\na: 1\n`, 'SPEC_MULTIPLE_DOCUMENTS', '35:1', 'one document per file'],
  ['a key that stands twice', specWith(['health:\n', 'version: 1\nhealth:\n']), 'SPEC_NOT_YAML', '33:1', 'line'],
  ['a text that is too large', `# ${'x'.repeat(65_536)}\n`, 'SPEC_TOO_LARGE', '1:1', 'one directory per spec'],
  ['an alias too many', aliases(10), 'SPEC_NOT_YAML', '1:1', 'Write the values out.'],
  ['an alias of nothing', 'version: *nowhere\n', 'SPEC_NOT_YAML', '1:1', 'Write the values out.'],
];

const keys: readonly Row[] = [
  ['a misspelt block', specWith(['truu:\n', 'truuu:\n']), 'SPEC_UNKNOWN_KEY', '25:1', 'Did you mean truu?'],
  ['a misspelt key', specWith(['  overlap', '  overlapp']), 'SPEC_UNKNOWN_KEY', '24:5', 'Did you mean overlap?'],
  ['a key in other case', specWith(['wBefore', 'wbefore']), 'SPEC_UNKNOWN_KEY', '23:5', 'Did you mean renewBefore?'],
  [
    'a key like none',
    specWith(['cluster', 'zzzzzzzzzz']),
    'SPEC_UNKNOWN_KEY',
    '32:3',
    'primaryUserIdentifier, cluster',
  ],
  ['a missing key', specWith(['    domain: contoso.com\n', '']), 'SPEC_MISSING_KEY', '27:5', missing],
  ['a missing block', specWith(['\ntruu:\n', '\ntru:\n']), 'SPEC_MISSING_KEY', '1:1', missing],
  ['a missing version', specWith(['version: 1\n', '']), 'SPEC_MISSING_KEY', '1:1', 'Add it: 1.'],
];

const values: readonly Row[] = [
  ['a number for a text', specWith(['name: TruU', 'name: 42']), 'SPEC_WRONG_TYPE', '6:11', retype],
  ['a word for a boolean', specWith(['UpnSuffix: true', 'UpnSuffix: yes']), 'SPEC_WRONG_TYPE', '29:29', retype],
  ['a text for a list', specWith(['    delegated:\n      -', '    delegated:']), 'SPEC_WRONG_TYPE', '17:16', retype],
  ['a text for a block', specWith(['health:\n  timeout:', 'health:']), 'SPEC_WRONG_TYPE', '33:9', retype],
  ['a number for a permission', specWith(['- User.Read\n', '- 7\n']), 'SPEC_WRONG_TYPE', '18:9', retype],
  ['a list for a spec', '- version: 1\n', 'SPEC_WRONG_TYPE', '1:1', retype],
  ['an unknown cloud', specWith(['cloud: public', 'cloud: germany']), 'SPEC_INVALID_VALUE', '4:10', choose],
  ['an unknown policy', specWith(['unlisted: report', 'unlisted: keep']), 'SPEC_INVALID_VALUE', '19:15', choose],
  ['another version', specWith(['version: 1', 'version: 2']), 'SPEC_INVALID_VALUE', '1:10', choose],
  ['an empty text', specWith(['domain: contoso.com', "domain: ''"]), 'SPEC_INVALID_VALUE', '28:13', 'Give it a value.'],
  ['a long text', specWith(['n: TruU', `n: ${'x'.repeat(65)}`]), 'SPEC_INVALID_VALUE', '21:18', 'at most 64'],
  ['our own mark', specWith(['n: TruU', 'n: A [truu:1]']), 'SPEC_INVALID_VALUE', '21:18', 'another description'],
  ['a short tenant', otherTenant('3f6e2a52'), 'SPEC_INVALID_GUID', '3:11', 'Entra admin center'],
  ['a domain as tenant', otherTenant('contoso.com'), 'SPEC_INVALID_GUID', '3:11', 'Entra admin center'],
  ['an appId in braces', specWith(['name: TruU', "appId: '{x}'"]), 'SPEC_INVALID_GUID', '6:12', 'Entra admin center'],
];

describe('the form of a spec', () => {
  test('takes a spec that says everything', () => {
    expect(problemsOf(completeSpec)).toEqual([]);
  });

  test('takes as many aliases as are allowed', () => {
    expect(problemsOf(aliases(9)).map(({ code }) => code)).not.toContain('SPEC_NOT_YAML');
  });

  test.each([...documents, ...keys, ...values])('refuses %s at its place', (_what, text, code, at, fix) => {
    expect(problemsOf(text)).toContainEqual({ code, at, fix: expect.stringContaining(fix) });
  });

  test.each(documents)('says nothing else of %s', (_what, text) => {
    expect(problemsOf(text)).toHaveLength(1);
  });

  test.each(values)('says nothing else of %s', (_what, text) => {
    expect(problemsOf(text)).toHaveLength(1);
  });
});
