import { describe, expect, test } from '@jest/globals';
import type { SpecCode } from '../../../src/spec/parse.ts';
import { documentOf, problemsOf, specWith } from '../../support/spec-samples.ts';

type Row = readonly [what: string, text: string, code: SpecCode, at: string, fix: string];

const right = 'Change it to UserAuthenticationMethod.ReadWrite.All.';
const listing = (name: string): string => specWith(['UserAuthenticationMethod.ReadWrite.All', name]);
const iso = 'P12M, P30D or PT5M';

const permissions: readonly Row[] = [
  [
    "the guide's spelling",
    listing('User.AuthenticationMethod.ReadWrite.All'),
    'SPEC_UNKNOWN_PERMISSION',
    '16:9',
    right,
  ],
  ["the guide's .*", listing('User.AuthenticationMethod.ReadWrite.All.*'), 'SPEC_UNKNOWN_PERMISSION', '16:9', right],
  ['a trailing .*', listing('UserAuthenticationMethod.ReadWrite.All.*'), 'SPEC_UNKNOWN_PERMISSION', '16:9', right],
  ['other case', listing('userauthenticationmethod.readwrite.all'), 'SPEC_UNKNOWN_PERMISSION', '16:9', right],
  ['a missing letter', listing('UserAuthenticationMethod.ReadWrit.All'), 'SPEC_UNKNOWN_PERMISSION', '16:9', right],
  ['a name like none', listing('Xyz'), 'SPEC_UNKNOWN_PERMISSION', '16:9', 'permissions reference'],
  ['a delegated one among application', listing('User.Read'), 'SPEC_PERMISSION_TYPE', '16:9', 'permissions.delegated.'],
  [
    'an application one among delegated',
    specWith(['- User.Read\n', '- Application.ReadWrite.OwnedBy\n']),
    'SPEC_PERMISSION_TYPE',
    '18:9',
    'permissions.application.',
  ],
  [
    'one that is listed twice',
    listing('User.Read.All'),
    'SPEC_DUPLICATE_PERMISSION',
    '16:9',
    'Remove this entry from entra.permissions.application.',
  ],
  [
    'a delegated one that is listed twice',
    specWith(['- User.Read\n', '- User.Read\n      - User.Read\n']),
    'SPEC_DUPLICATE_PERMISSION',
    '19:9',
    'Remove this entry from entra.permissions.delegated.',
  ],
];

const durations: readonly Row[] = [
  ['a number without a unit', specWith(['PT5M', 'PT1H30']), 'SPEC_INVALID_DURATION', '34:12', iso],
  ['a sign', specWith(['PT5M', '-PT1H']), 'SPEC_INVALID_DURATION', '34:12', iso],
  ['weeks beside days', specWith(['P1D', 'P1W2D']), 'SPEC_INVALID_DURATION', '24:14', iso],
  ['no part at all', specWith(['PT5M', 'PT']), 'SPEC_INVALID_DURATION', '34:12', iso],
  ['words', specWith(['PT5M', '5 minutes']), 'SPEC_INVALID_DURATION', '34:12', iso],
  ['a lifetime of nothing', specWith(['P12M', 'PT0S']), 'SPEC_INVALID_DURATION', '22:15', iso],
  ['a renewBefore of nothing', specWith(['P30D', 'P0D']), 'SPEC_INVALID_DURATION', '23:18', iso],
  ['a timeout of nothing', specWith(['PT5M', 'PT0S']), 'SPEC_INVALID_DURATION', '34:12', iso],
  [
    'a timeout of seven hours',
    specWith(['PT5M', 'PT7H']),
    'SPEC_INVALID_VALUE',
    '34:12',
    'Set health.timeout to at most PT6H.',
  ],
  [
    'renewBefore = lifetime',
    specWith(['P12M', 'P30D']),
    'SPEC_DURATION_ORDER',
    '23:18',
    'Shorten entra.secret.renewBefore',
  ],
  [
    'renewBefore > lifetime',
    specWith(['P12M', 'P29D']),
    'SPEC_DURATION_ORDER',
    '23:18',
    'Shorten entra.secret.renewBefore',
  ],
  [
    'a renewBefore as long as February',
    specWith(['P12M', 'P1M'], ['P30D', 'P28D']),
    'SPEC_DURATION_ORDER',
    '23:18',
    'Shorten entra.secret.renewBefore',
  ],
  [
    'a renewBefore as long as most years',
    specWith(['P30D', 'P365D']),
    'SPEC_DURATION_ORDER',
    '23:18',
    'Shorten entra.secret.renewBefore',
  ],
  ['overlap = renewBefore', specWith(['P1D', 'P30D']), 'SPEC_DURATION_ORDER', '24:14', 'Shorten entra.secret.overlap'],
  ['overlap > renewBefore', specWith(['P1D', 'P31D']), 'SPEC_DURATION_ORDER', '24:14', 'Shorten entra.secret.overlap'],
  [
    'a lifetime beyond two years',
    specWith(['P12M', 'P25M']),
    'SPEC_LIFETIME_TOO_LONG',
    '22:15',
    'Set entra.secret.lifetime to at most P24M.',
  ],
  [
    'a renewBefore beyond the default lifetime',
    specWith(['    lifetime: P12M\n', ''], ['P30D', 'P400D']),
    'SPEC_DURATION_ORDER',
    '22:18',
    'Shorten entra.secret.renewBefore',
  ],
];

describe('the rules of a spec', () => {
  test.each([...permissions, ...durations])('refuse %s, and say nothing else', (_what, text, code, at, fix) => {
    expect(problemsOf(text)).toEqual([{ code, at, fix: expect.stringContaining(fix) }]);
  });

  test.each(['P24M', 'P2Y', 'P731D', 'P104W'])('allow a secret to live for %s', (lifetime) => {
    expect(documentOf(specWith(['P12M', lifetime])).spec.entra.secret.lifetime).toBe(lifetime);
  });

  test.each(['PT0S', 'P0D', 'P29D', 'P4W', 'PT719H'])('allow an overlap of %s', (overlap) => {
    expect(documentOf(specWith(['P1D', overlap])).spec.entra.secret.overlap).toBe(overlap);
  });

  test('hold also beside a key that is misspelt', () => {
    const text = specWith(['- User.Read\n', '- Nope\n'], ['domain:', 'domian:'], ['P1D', 'P31D'], ['PT5M', 'soon']);
    const expected = problemsOf(text).map(({ code, at }) => `${at} ${code}`);
    expect(expected).toEqual([
      '18:9 SPEC_UNKNOWN_PERMISSION',
      '24:14 SPEC_DURATION_ORDER',
      '27:5 SPEC_MISSING_KEY',
      '28:5 SPEC_UNKNOWN_KEY',
      '34:12 SPEC_INVALID_DURATION',
    ]);
  });
});
