import { readFileSync } from 'node:fs';
import path from 'node:path';
import { completeSpec, sampleFile, specWith } from '../../support/spec-samples.ts';
import type { ErrorRow, Mended } from '../row.ts';
import { offline } from './offline.ts';
import { specPlaceRows } from './spec-places.ts';

type Line = readonly [when: string, code: ErrorRow['code'], spec: string, at: string, ...contains: readonly string[]];

const inCheck = ([when, code, spec, at, ...contains]: Line): ErrorRow =>
  offline({ when, code, contains: [`${sampleFile}:${at}`, ...contains], mend: mendOf(code) }, { spec });

/** The adapted copy of the example that an empty spec is advised to be. */
const minimal = readFileSync(path.resolve(import.meta.dirname, '../../../examples/specs/minimal.yml'), 'utf8').replace(
  /tenant: \S+/,
  'tenant: 3f6e2a52-7d1c-4b6e-9a0e-5f0c6f1b2a11',
);

/** The text after the fix, where it is not the one that was spoilt. */
const mended: Readonly<Partial<Record<ErrorRow['code'], string>>> = {
  SPEC_EMPTY: minimal,
  SPEC_DURATION_ORDER: specWith(['P12M', 'P30D'], ['renewBefore: P30D', 'renewBefore: P20D']),
  SPEC_LIFETIME_TOO_LONG: specWith(['P12M', 'P24M']),
  SPEC_DUPLICATE_PERMISSION: specWith(['      - UserAuthenticationMethod.ReadWrite.All\n', '']),
  SPEC_PERMISSION_TYPE: specWith(['      - UserAuthenticationMethod.ReadWrite.All\n', '']),
};
const mendOf = (code: ErrorRow['code']): Mended => ({ extras: { spec: mended[code] ?? completeSpec } });

const listing = (name: string): string => specWith(['UserAuthenticationMethod.ReadWrite.All', name]);
const right = 'Change it to UserAuthenticationMethod.ReadWrite.All.';
const iso = 'to a duration such as P12M, P30D or PT5M.';

const forms: readonly Line[] = [
  [
    'a quote stays open',
    'SPEC_NOT_YAML',
    specWith(['cloud: public', 'cloud: "public']),
    '35:1',
    'Correct the YAML syntax of this line.',
  ],
  [
    'a no-break space stands behind an id',
    'SPEC_MISLEADING_CHARACTER',
    specWith(['3f6e2a52-7d1c-4b6e-9a0e-5f0c6f1b2a11', '3f6e2a52-7d1c-4b6e-9a0e-5f0c6f1b2a11\u00A0']),
    '3:47',
    'U+00A0 (no-break space) at 3:47 is not the space that it looks like.',
    'Delete it, or type a space.',
  ],
  ['the file is empty', 'SPEC_EMPTY', '', '1:1', 'Copy examples/specs/minimal.yml and adapt it.'],
  [
    'the file holds two documents',
    'SPEC_MULTIPLE_DOCUMENTS',
    `${completeSpec}---\n${completeSpec}`,
    '35:1',
    'Keep one document per file. Run the action once per file.',
  ],
  [
    'a key is misspelt',
    'SPEC_UNKNOWN_KEY',
    specWith(['  overlap', '  overlapp']),
    '24:5',
    'entra.secret has no key "overlapp".',
    'Rename it to overlap.',
  ],
  [
    'a key is missing',
    'SPEC_MISSING_KEY',
    specWith(['    domain: contoso.com\n', '']),
    '27:5',
    'truu.directory.domain is missing.',
    'Add truu.directory.domain.',
  ],
  [
    'a word stands for a boolean',
    'SPEC_WRONG_TYPE',
    specWith(['UpnSuffix: true', 'UpnSuffix: yes']),
    '29:29',
    'truu.directory.allUsersShareUpnSuffix must be true or false.',
    'Change truu.directory.allUsersShareUpnSuffix to true or false.',
  ],
  [
    'a cloud does not exist',
    'SPEC_INVALID_VALUE',
    specWith(['cloud: public', 'cloud: germany']),
    '4:10',
    'entra.cloud must be one of public, usgov, usgov-dod, china.',
  ],
  [
    'the tenant is a domain',
    'SPEC_INVALID_GUID',
    specWith(['3f6e2a52-7d1c-4b6e-9a0e-5f0c6f1b2a11', 'contoso.onmicrosoft.com']),
    '3:11',
    'entra.tenant is not a GUID.',
    'Copy entra.tenant from the Entra admin center.',
  ],
];

const durations: readonly Line[] = [
  ['a duration lacks a unit', 'SPEC_INVALID_DURATION', specWith(['PT5M', 'PT1H30']), '34:12', 'health.timeout', iso],
  [
    'renewBefore is as long as lifetime',
    'SPEC_DURATION_ORDER',
    specWith(['P12M', 'P30D']),
    '23:18',
    'entra.secret.renewBefore (P30D) must be shorter than lifetime (P30D). Otherwise each run rotates the secret.',
    'Shorten entra.secret.renewBefore, or lengthen entra.secret.lifetime.',
  ],
  [
    'a secret would live longer than two years',
    'SPEC_LIFETIME_TOO_LONG',
    specWith(['P12M', 'P25M']),
    '22:15',
    'entra.secret.lifetime (P25M) is longer than two years.',
    'Set entra.secret.lifetime to at most P24M. TruU recommends P12M.',
  ],
];

const permissions: readonly Line[] = [
  [
    'a permission is listed twice',
    'SPEC_DUPLICATE_PERMISSION',
    listing('User.Read.All'),
    '16:9',
    '"User.Read.All" is listed twice in entra.permissions.application.',
    'Remove this entry from entra.permissions.application.',
  ],
  [
    "a permission is spelt as TruU's guide does",
    'SPEC_UNKNOWN_PERMISSION',
    listing('User.AuthenticationMethod.ReadWrite.All.*'),
    '16:9',
    'application permissions does not have "User.AuthenticationMethod.ReadWrite.All.*".',
    right,
  ],
  [
    'a delegated permission stands among application permissions',
    'SPEC_PERMISSION_TYPE',
    listing('User.Read'),
    '16:9',
    'User.Read is a delegated permission. No application permission has this name.',
    'Remove it: entra.permissions.delegated lists it already.',
  ],
];

const many: ErrorRow = offline(
  {
    when: 'several lines are wrong, all of which are told at once',
    code: 'SPEC_UNKNOWN_PERMISSION',
    contains: [
      ...['18:9', 'SPEC_DURATION_ORDER', '24:14', 'SPEC_UNKNOWN_KEY', '28:5', 'Rename it to domain.'],
      'entra.secret.overlap (P31D) must be shorter than renewBefore (P30D). Otherwise previous secrets accumulate.',
      'Shorten entra.secret.overlap, or lengthen entra.secret.renewBefore.',
    ],
  },
  { spec: specWith(['- User.Read\n', '- User.Raed\n'], ['domain:', 'domian:'], ['P1D', 'P31D']) },
  'apply',
);

/** What a spec can get wrong; nobody is asked anything in any mode. */
export const specRows: readonly ErrorRow[] = [
  ...[...forms, ...durations, ...permissions].map(inCheck),
  ...specPlaceRows,
  many,
];
