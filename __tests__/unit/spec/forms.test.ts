import { describe, expect, test } from '@jest/globals';
import { completeSpec, problemsOf, refusedAs, specWith } from '../../support/spec-samples.ts';

const aliases = (count: number): string => `one: &a [x]\nmany: [${Array<string>(count).fill('*a').join(', ')}]\n`;
const otherTenant = (id: string): string => specWith(['3f6e2a52-7d1c-4b6e-9a0e-5f0c6f1b2a11', id]);
const yaml = 'Correct the YAML syntax of this line.';
const aliased = 'Replace aliases by values.';

const documents = [
  ...refusedAs('SPEC_NOT_YAML', [
    ['an open quote', specWith(['cloud: public', 'cloud: "public']), '35:1', yaml],
    ['a tab as indentation', 'entra:\n\ttenant: x\n', '2:1', yaml],
    ['a stray bracket', '}\n', '1:1', yaml],
    ['a key that stands twice', specWith(['health:\n', 'version: 1\nhealth:\n']), '33:1', yaml],
    ['an alias too many', aliases(10), '1:1', aliased],
    ['an alias of nothing', 'version: *nowhere\n', '1:1', aliased],
  ]),
  ...refusedAs('SPEC_EMPTY', [
    ['an empty file', '', '1:1', 'Copy examples/specs/minimal.yml'],
    ['a file of comments', '# nothing yet\n', '1:1', 'Copy examples/specs/minimal.yml'],
    ['a file of null', '---\n~\n', '1:1', 'Copy examples/specs/minimal.yml'],
  ]),
  ...refusedAs('SPEC_MULTIPLE_DOCUMENTS', [
    ['a second document', `${completeSpec}---\na: 1\n`, '35:1', 'one document per file'],
  ]),
  ...refusedAs('SPEC_TOO_LARGE', [
    [
      'a text that is too large',
      `# ${'x'.repeat(65_536)}\n`,
      '1:1',
      'Shorten the spec. Keep one TruU directory per spec.',
    ],
  ]),
];

const keys = [
  ...refusedAs('SPEC_UNKNOWN_KEY', [
    ['a misspelt block', specWith(['truu:\n', 'truuu:\n']), '25:1', 'Rename it to truu.'],
    ['a misspelt key', specWith(['  overlap', '  overlapp']), '24:5', 'Rename it to overlap.'],
    ['a key in other case', specWith(['wBefore', 'wbefore']), '23:5', 'Rename it to renewBefore.'],
    ['a key like none', specWith(['cluster', 'zzzzzzzzzz']), '32:3', 'primaryUserIdentifier, cluster'],
  ]),
  ...refusedAs('SPEC_MISSING_KEY', [
    ['a missing key', specWith(['    domain: contoso.com\n', '']), '27:5', 'Add truu.directory.domain.'],
    ['a missing block', specWith(['\ntruu:\n', '\ntru:\n']), '1:1', 'Rename that key to truu.'],
    ['a missing version', specWith(['version: 1\n', '']), '1:1', 'Set version to 1.'],
  ]),
];

const values = [
  ...refusedAs('SPEC_WRONG_TYPE', [
    [
      'a number for a text',
      specWith(['name: TruU', 'name: 42']),
      '6:11',
      'Change entra.application.name to a string: write it in quotes.',
    ],
    [
      'a word for a boolean',
      specWith(['UpnSuffix: true', 'UpnSuffix: yes']),
      '29:29',
      'allUsersShareUpnSuffix to true or false.',
    ],
    [
      'a text for a list',
      specWith(['    delegated:\n      -', '    delegated:']),
      '17:16',
      'Change entra.permissions.delegated to a list.',
    ],
    ['a text for a block', specWith(['health:\n  timeout:', 'health:']), '33:9', 'Change health to a mapping of keys.'],
    [
      'a number for a permission',
      specWith(['- User.Read\n', '- 7\n']),
      '18:9',
      'entra.permissions.delegated.0 to a string: write it in quotes.',
    ],
    ['a list for a spec', '- version: 1\n', '1:1', 'Change the spec to a mapping of keys.'],
  ]),
  ...refusedAs('SPEC_INVALID_VALUE', [
    [
      'an unknown cloud',
      specWith(['cloud: public', 'cloud: germany']),
      '4:10',
      'Set entra.cloud to one of public, usgov',
    ],
    [
      'an unknown policy',
      specWith(['unlisted: report', 'unlisted: keep']),
      '19:15',
      'Set entra.permissions.unlisted to one of report, remove.',
    ],
    ['another version', specWith(['version: 1', 'version: 2']), '1:10', 'Set version to 1.'],
    ['an empty text', specWith(['domain: contoso.com', "domain: ''"]), '28:13', 'Set truu.directory.domain to'],
    [
      'a long text',
      specWith(['n: TruU', `n: ${'x'.repeat(65)}`]),
      '21:18',
      'Shorten entra.secret.description to at most 64 characters.',
    ],
    ['our own mark', specWith(['n: TruU', 'n: A [truu:1]']), '21:18', 'Remove "[truu:"'],
  ]),
  ...refusedAs('SPEC_INVALID_GUID', [
    ['a short tenant', otherTenant('3f6e2a52'), '3:11', 'Copy entra.tenant from'],
    ['a domain as tenant', otherTenant('contoso.com'), '3:11', 'Copy entra.tenant from'],
    ['an appId in braces', specWith(['name: TruU', "appId: '{x}'"]), '6:12', 'Copy entra.application.appId from'],
  ]),
];

describe('the form of a spec', () => {
  test('takes a spec that says everything', () => {
    expect(problemsOf(completeSpec)).toEqual([]);
  });

  test('takes as many aliases as are allowed', () => {
    expect(problemsOf(aliases(9)).map(({ code }) => code)).not.toContain('SPEC_NOT_YAML');
  });

  test.each(keys)('refuses %s at its place', (_what, text, code, at, fix) => {
    expect(problemsOf(text)).toContainEqual({ code, at, fix: expect.stringContaining(fix) });
  });

  test.each([...documents, ...values])(
    'refuses %s at its place, and says nothing else',
    (_what, text, code, at, fix) => {
      expect(problemsOf(text)).toEqual([{ code, at, fix: expect.stringContaining(fix) }]);
    },
  );
});
