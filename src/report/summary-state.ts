import { codeSpan } from '../support/text.ts';
import type { HealthSample } from '../truu/model.ts';
import { list, section, table, type Section } from './markdown.ts';
import type { Failure, Report } from './report.ts';

const whose = {
  yours: 'This is yours to fix.',
  theirs: 'This is a matter of the service.',
  ours: 'This is a fault of the action.',
} as const;

/** A failure: what happened, what to do, the evidence, and what was left behind. */
export const failureSection = (failure: Failure): Section => {
  const { code, title, sentence, fix, evidence, requestId, leftBehind } = failure;
  const rows = [
    ...evidence.map(({ name, value }) => [codeSpan(name), codeSpan(value)]),
    ...(requestId === null ? [] : [['Request id', codeSpan(requestId)]]),
  ];
  return section(`${title}`, [
    `**${codeSpan(code)}** ${codeSpan(sentence)}`,
    '',
    `**What to do** ${codeSpan(fix, 600)} ${whose[failure.whose]}`,
    ...(rows.length === 0 ? [] : ['', ...table(['Evidence', ''], rows)]),
    ...(leftBehind.length === 0
      ? []
      : ['', '**What was left behind**', '', ...list(leftBehind.map((line) => codeSpan(line)))]),
  ]);
};

/** What was done, how TruU judged it, and which secrets there are. */
export const stateSections = (report: Report): readonly Section[] => [
  section(
    'What was done',
    table(
      ['Step', 'Outcome', ''],
      report.steps.map(({ kind, outcome, sentence }) => [`\`${kind}\``, outcome, codeSpan(sentence)]),
    ),
  ),
  section(
    'Health',
    table(
      ['Time', 'TruU says', 'Measured', 'With the secret', 'Checks', 'Counts'],
      report.healthTimeline.map(sampleRow),
    ),
  ),
  section(
    'Secrets',
    table(
      ['Key id', 'Description', 'Starts', 'Expires', 'Role'],
      report.secrets.map(({ keyId, displayName, startsOn, expiresOn, role }) => [
        codeSpan(keyId),
        codeSpan(displayName ?? ''),
        codeSpan(startsOn),
        codeSpan(expiresOn),
        roles[role],
      ]),
    ),
  ),
];

const roles = {
  held: '**held by TruU**',
  overlap: 'previous, kept for the overlap',
  due: 'previous, to be retired',
  unsent: 'left by an interrupted run, to be removed',
  foreign: 'not ours, left alone',
} as const;

const sampleRow = (sample: HealthSample): readonly string[] => [
  codeSpan(sample.at ?? ''),
  codeSpan(sample.status),
  codeSpan(sample.checkedAt ?? 'never'),
  codeSpan(sample.credentialKeyId ?? 'unnamed'),
  sample.checks
    .filter((check) => !['HEALTHY', 'PASSED', 'OK'].includes(check.status))
    .map(({ name, code, message }) =>
      codeSpan([name, code, message].filter((part) => part !== null && part !== '').join(': ')),
    )
    .join('<br>'),
  sample.discounted ?? 'yes',
];
