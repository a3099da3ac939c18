import { describe, expect, test } from '@jest/globals';
import { documentOf, problemsOf, refusedAs, specWith } from '../../support/spec-samples.ts';

const right = 'Change it to UserAuthenticationMethod.ReadWrite.All.';
const listing = (name: string): string => specWith(['UserAuthenticationMethod.ReadWrite.All', name]);
const iso = 'P12M, P30D or PT5M';
const renewBefore = 'Shorten entra.secret.renewBefore';
const overlap = 'Shorten entra.secret.overlap';

const permissions = [
  ...refusedAs('SPEC_UNKNOWN_PERMISSION', [
    ["the guide's spelling", listing('User.AuthenticationMethod.ReadWrite.All'), '16:9', right],
    ["the guide's .*", listing('User.AuthenticationMethod.ReadWrite.All.*'), '16:9', right],
    ['a trailing .*', listing('UserAuthenticationMethod.ReadWrite.All.*'), '16:9', right],
    ['other case', listing('userauthenticationmethod.readwrite.all'), '16:9', right],
    ['a missing letter', listing('UserAuthenticationMethod.ReadWrit.All'), '16:9', `${right.slice(0, -1)} if that is`],
    [
      "one of Microsoft's that the catalogue lacks",
      listing('AuditLog.Read.All'),
      '16:9',
      'The catalogue has Device.Read.',
    ],
    ['a name like none', listing('Xyz'), '16:9', 'Remove it. The catalogue has Device.Read.All, Group.Read.All,'],
  ]),
  ...refusedAs('SPEC_PERMISSION_TYPE', [
    ['a delegated one among application', listing('openid'), '16:9', 'Move it to entra.permissions.delegated.'],
    ['one that both lists have', listing('User.Read'), '16:9', 'Remove it: entra.permissions.delegated lists it'],
    [
      'an application one among delegated',
      specWith(['- User.Read\n', '- Application.ReadWrite.OwnedBy\n']),
      '18:9',
      'permissions.application.',
    ],
  ]),
  ...refusedAs('SPEC_DUPLICATE_PERMISSION', [
    [
      'one that is listed twice',
      listing('User.Read.All'),
      '16:9',
      'Remove this entry from entra.permissions.application.',
    ],
    [
      'a delegated one that is listed twice',
      specWith(['- User.Read\n', '- User.Read\n      - User.Read\n']),
      '19:9',
      'Remove this entry from entra.permissions.delegated.',
    ],
  ]),
];

const durations = [
  ...refusedAs('SPEC_INVALID_DURATION', [
    ['a number without a unit', specWith(['PT5M', 'PT1H30']), '34:12', iso],
    ['a sign', specWith(['PT5M', '-PT1H']), '34:12', iso],
    ['weeks beside days', specWith(['P1D', 'P1W2D']), '24:14', iso],
    ['no part at all', specWith(['PT5M', 'PT']), '34:12', iso],
    ['words', specWith(['PT5M', '5 minutes']), '34:12', iso],
    ['a lifetime of nothing', specWith(['P12M', 'PT0S']), '22:15', iso],
    ['a lifetime of nothing', specWith(['P12M', 'P0D']), '22:15', iso],
    ['a renewBefore of nothing', specWith(['P30D', 'P0D']), '23:18', iso],
    ['a timeout of nothing', specWith(['PT5M', 'PT0S']), '34:12', iso],
  ]),
  ...refusedAs('SPEC_INVALID_VALUE', [
    ['a timeout of seven hours', specWith(['PT5M', 'PT7H']), '34:12', 'Set health.timeout to at most PT6H.'],
  ]),
  ...refusedAs('SPEC_DURATION_ORDER', [
    ['renewBefore = lifetime', specWith(['P12M', 'P30D']), '23:18', renewBefore],
    ['renewBefore > lifetime', specWith(['P12M', 'P29D']), '23:18', renewBefore],
    ['a renewBefore as long as February', specWith(['P12M', 'P1M'], ['P30D', 'P28D']), '23:18', renewBefore],
    ['a renewBefore as long as most years', specWith(['P30D', 'P365D']), '23:18', renewBefore],
    ['overlap = renewBefore', specWith(['P1D', 'P30D']), '24:14', overlap],
    ['overlap > renewBefore', specWith(['P1D', 'P31D']), '24:14', overlap],
    [
      'a renewBefore beyond the default lifetime',
      specWith(['    lifetime: P12M\n', ''], ['P30D', 'P400D']),
      '22:18',
      renewBefore,
    ],
  ]),
  ...refusedAs('SPEC_LIFETIME_TOO_LONG', [
    ['a lifetime beyond two years', specWith(['P12M', 'P25M']), '22:15', 'Set entra.secret.lifetime to at most P24M.'],
  ]),
];

describe('the rules of a spec', () => {
  test.each([...permissions, ...durations])('refuse %s, and say nothing else', (_what, text, code, at, fix) => {
    expect(problemsOf(text)).toEqual([{ code, at, fix: expect.stringContaining(fix) }]);
  });

  test.each(['P24M', 'P2Y', 'P731D', 'P104W'])('allow a secret to live for %s', (lifetime) => {
    expect(documentOf(specWith(['P12M', lifetime])).spec.entra.secret.lifetime).toBe(lifetime);
  });

  test.each(['PT0S', 'P0D', 'P29D', 'P4W', 'PT719H'])('allow an overlap of %s', (duration) => {
    expect(documentOf(specWith(['P1D', duration])).spec.entra.secret.overlap).toBe(duration);
  });

  test('say of a missing key that one beside it is misspelt, so that the first advice mends both', () => {
    const [first] = problemsOf(specWith(['domain:', 'domian:']));
    expect(first).toEqual({ code: 'SPEC_MISSING_KEY', at: '27:5', fix: 'Rename that key to domain.' });
    const [absent] = problemsOf(specWith(['    domain: contoso.com\n', '']));
    expect(absent?.fix).toBe('Add truu.directory.domain.');
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
