import { describe, expect, test } from '@jest/globals';
import { documentOf, sampleFile, specWith } from '../../support/spec-samples.ts';
import { parseSpec } from '../../../src/spec/parse.ts';

const told = (text: string): readonly string[] => {
  const result = parseSpec(text, sampleFile);
  return result.ok ? [] : result.diagnostics.map(({ code, message, fix }) => `${code} ${message} ${fix}`);
};
const named = (name: string): string => specWith(['name: US-Denver-Production', `name: ${name}`]);
const tenant = '3f6e2a52-7d1c-4b6e-9a0e-5f0c6f1b2a11';

describe('characters that are not what they look like', () => {
  test.each([
    ['behind an id', specWith([tenant, `${tenant}\u00A0`]), 'U+00A0 (no-break space) at 3:47 is not the space'],
    ['as indentation', specWith(['  cloud: public', '\u00A0\u00A0cloud: public']), 'U+00A0 (no-break space) at 4:1'],
    ['behind a colon', specWith(['cloud: public', 'cloud:\u202Fpublic']), 'U+202F (narrow no-break space) at 4:9'],
    ['before a comment', named('Denver\u00A0# west'), 'U+00A0 (no-break space) at 27:17'],
    ['in a key', specWith(['cluster:', 'clus\u200Bter:']), 'U+200B (zero-width space) at 32:7 cannot be seen'],
    ['in a name', named('US\u2011Denver'), 'U+2011 (no-break hyphen) at 27:13 is not the hyphen'],
    ['in quotes', named('"Denver\u2060"'), 'U+2060 (word joiner) at 27:18'],
    ['that joins Latin letters', named('De\u200Dnver'), 'U+200D (zero-width joiner) at 27:13'],
    ['of two files put together', specWith(['truu:\n', '\uFEFFtruu:\n']), 'U+FEFF (byte order mark'],
    ['that ends no line', specWith(['cloud: public', 'cloud: public\u2028']), 'U+2028 (line separator) at 4:16'],
    ['that turns a comment around', specWith(['version: 1', 'version: 1 # \u202Eoff']), 'U+202E at 1:14'],
    ['in place of quotes', named('\u201CDenver\u201D'), '"\u201C" (U+201C) at 27:11 is no quotation mark of YAML'],
    [
      'in place of the mark of an item',
      specWith(['- User.Read\n', '\u2013 User.Read\n']),
      '(U+2013) at 18:7 is no - of',
    ],
    [
      'as the only line ends',
      specWith().replaceAll('\n', '\r'),
      'end with CR alone: the first U+000D (carriage return) at 1:11',
    ],
    ['as one line end', specWith(['version: 1', 'version: 1 # one\rhealth: {}']), 'U+000D (carriage return) at 1:17'],
  ])('are named by code point and place: %s', (_where, text, expected) => {
    const all = told(text);
    expect(all).toHaveLength(1);
    expect(all[0]).toContain('SPEC_MISLEADING_CHARACTER');
    expect(all[0]).toContain(expected);
  });

  test.each([
    ['a GUID', specWith([tenant, tenant.replace('-', '\u2013')]), 'SPEC_INVALID_GUID', '(U+2013) at 3:19'],
    ['a key', specWith(['cluster:', 'clust\u0435r:']), 'SPEC_UNKNOWN_KEY', '"\u0435" (U+0435) at 32:8'],
    ['a word', specWith(['cloud: public', 'cloud: publi\u0441']), 'SPEC_INVALID_VALUE', '(U+0441) at 4:15'],
    ['a permission', specWith(['- User.Read\n', '- User.R\u0435ad\n']), 'SPEC_UNKNOWN_PERMISSION', '(U+0435) at 18:15'],
    ['a colon', specWith(['    autoRemoveDevices:', '    autoRemoveDevices\uFF1A']), 'SPEC_', '(U+FF1A) at 30:22'],
    ['a quote at the end', named('"Denver\u201D'), 'SPEC_NOT_YAML', '(U+201D) at 27:18'],
  ])('are named where %s must be ASCII', (_what, text, code, expected) => {
    expect(told(text)).toContainEqual(
      expect.stringMatching(new RegExp(`^${code}.*${expected.replaceAll(/[()+]/g, '\\$&')}`)),
    );
  });

  test.each([
    'Denver\u2019s',
    'Z\u00FCrich',
    '"\u201CDenver\u201D west"',
    '\u6771\u4EAC\u3000\u672C\u756A',
    '\u0645\u06CC\u200C\u062E\u0648',
    '\u{1F469}\u200D\u{1F4BB} \u2764\uFE0F',
    'Denver # a\u00A0comment',
  ])('are none of these: %j', (name) => expect(told(named(name))).toEqual([]));

  test('are taken as they are where they are written as an escape', () => {
    expect(documentOf(named(String.raw`"US\u00A0Denver"`)).spec.truu.directory.name).toBe('US\u00A0Denver');
  });

  test('are told by one sentence for each line', () => {
    const all = told(
      specWith(['    name: TruU', '\u00A0\u00A0\u00A0\u00A0name:\u00A0TruU'], ['    lifetime', '\u2003lifetime']),
    );
    expect(all.map((one) => one.slice(26, 60))).toEqual([
      expect.stringContaining('U+00A0 (no-break space) at 6:1'),
      expect.stringContaining('U+2003 at 22:1'),
    ]);
    expect(all[0]).toContain('The line has 4 more such characters. Indent the line with ordinary spaces (U+0020).');
  });
});

describe('what a parser would pass over', () => {
  test.each(['!env TRUU_NAME', '!secret x', '!<tag:example.com,2026:x> y', '!!binary aGk=', '!!timestamp 2026-01-01'])(
    'is an error: %s',
    (value) => expect(told(named(value))).toEqual([expect.stringMatching(/^SPEC_NOT_YAML The tag "!.* at 27:11 /)]),
  );
  test.each([
    ['a mapping', specWith(['  secret:\n', '  secret: !include\n'])],
    ['a mapping of another schema', specWith(['health:\n  timeout: PT5M', 'health: !!omap [timeout: PT1M]'])],
    ['a key', specWith(['  cluster:', '  !x cluster:'])],
  ])('is an error on %s', (_on, text) =>
    expect(told(text)).toEqual([expect.stringContaining('SPEC_NOT_YAML The tag "!')]),
  );
  test('is no error where YAML knows the tag', () => expect(told(named('!!str 2026'))).toEqual([]));
});

describe('a domain', () => {
  const domain = (text: string): string => specWith(['domain: contoso.com', `domain: ${text}`]);
  test.each([
    ['"https://contoso.com "', 'white space'],
    ['https://contoso.com', 'a web address'],
    ['admin@contoso.com', 'an at-sign'],
    ['contoso.com, fabrikam.com', 'more than one'],
    ['con toso.com', 'white space'],
    ['contoso.com.', 'ends with a dot'],
    ['"*.contoso.com"', 'wildcard'],
    ['contoso.com/x', 'a path'],
    ['contoso', 'no dot'],
    ['10.0.0.1', 'an IP address'],
    ['con_toso.com', 'the character _'],
    ['a..contoso.com', 'between its dots'],
    ['|\n      contoso.com', 'white space'],
    ['${{ vars.DOMAIN }}', 'a placeholder'],
  ])('is refused as %s', (text, expected) => {
    expect(told(domain(text))).toEqual([expect.stringMatching(new RegExp(`SPEC_INVALID_VALUE .*${expected}`))]);
  });
  test.each([
    ['Contoso.COM', 'contoso.com'],
    ['b\u00FCcher.de', 'xn--bcher-kva.de'],
    ['XN--BCHER-KVA.DE', 'xn--bcher-kva.de'],
  ])('is %s in one form', (text, expected) => {
    expect(documentOf(domain(text)).spec.truu.directory.domain).toBe(expected);
  });
});

describe('a value of another kind than it looks', () => {
  test.each([
    [
      specWith(['version: 1', 'version: "1"']),
      'version must be the number 1, without quotes. Set version to 1, without quotes.',
    ],
    [specWith(['UpnSuffix: true', 'UpnSuffix: "true"']), 'must be true or false, without quotes.'],
    [named('2026'), 'truu.directory.name must be a string: without quotes it is a number.'],
    [specWith(['  cluster: cloud', '  cluster:']), 'truu.cluster must be a string, and is empty.'],
    [named('"Denver "'), 'truu.directory.name ends with U+0020 (space).'],
    [named('|\n      Denver'), 'truu.directory.name contains U+000A (line feed).'],
    [named('"{{ name }}"'), 'truu.directory.name has a placeholder ({{)'],
    [specWith(['health:\n', '<<: {}\nhealth:\n']), 'YAML 1.2 has no merge keys.'],
    [specWith(['health:\n', '<<<<<<< HEAD\nhealth:\n']), 'The spec has the marks of a merge conflict.'],
  ])('is told %#', (text, expected) => expect(told(text)).toEqual([expect.stringContaining(expected)]));
});
