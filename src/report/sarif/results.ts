import { errorCatalog } from '../../catalog/errors.ts';
import { traitsOf } from '../../catalog/modes.ts';
import type { Change, Note } from '../../plan/types.ts';
import type { Range } from '../../support/range.ts';
import { driftFound } from '../issue/drift-reasons.ts';
import { factsOf } from '../log/annotations.ts';
import { changeLines } from '../log/log.ts';
import type { Failure, Report } from '../report.ts';
import { levelOf, type RuleId, type SarifLevel } from './rules.ts';

/** One thing to tell, before it is in SARIF's form. */
export interface Told {
  readonly rule: RuleId;
  readonly level: SarifLevel;
  /** Foreign text among it. */
  readonly text: string;
  /** Null: nothing of the spec in particular. */
  readonly range: Range | null;
  /** What it is about, equal for two runs that tell the same. */
  readonly key: string;
}

/** What a report tells of, the worst first; drift only where the mode looks for it. */
export const toldBy = (report: Report): readonly Told[] => {
  const { failures, diagnostics, warnings } = report;
  const drift = traitsOf(report.mode).redOnDrift === 'drift' ? driftIn(report) : [];
  const findings = driftFound(report).findings.map((note) => ofNote('finding', note));
  const expiring = ((report.remaining ?? report.plan)?.notes ?? []).filter(({ target }) => target.kind === 'expiry');
  // What a failure only counts is told one by one.
  const counts = ({ code }: Failure): boolean => errorCatalog[code].aboutDrift === true;
  const told = drift.length + findings.length > 0;
  return [
    ...diagnostics.map(({ code, message, fix, range }) => ofRule(code, `${message} ${fix}`, range, `${range.line}`)),
    ...failures.filter((failure) => !(told && counts(failure))).map((failure) => ofFailure(failure, 'error', report)),
    ...warnings.map((warning) => ofFailure(warning, 'warning', report)),
    ...drift,
    ...findings,
    ...expiring.map((note) => ofNote('expiry', note)),
  ];
};

const ofRule = (rule: RuleId, text: string, range: Range | null, key: string): Told => ({
  ...{ rule, level: levelOf(rule), text, range, key },
});

const ofFailure = (failure: Failure, level: SarifLevel, { plan, remaining }: Report): Told => {
  const { code, message, fix, evidence } = failure;
  const text = [`${message} ${fix}`, ...factsOf(failure, remaining ?? plan)].join(' · ');
  const range = evidence.find((one) => one.range !== undefined)?.range ?? null;
  return { rule: code, level, text, range, key: message };
};

const driftIn = (report: Report): readonly Told[] => {
  const { privileges, changes, renewal } = driftFound(report);
  return [
    ...privileges.map((change) => ofChange('drift-privilege', change)),
    ...changes.map((change) => ofChange('drift-change', change)),
    ...renewal.map((change) => ofChange('drift-renewal', change)),
  ];
};

const ofChange = (rule: RuleId, change: Change): Told =>
  ofRule(
    rule,
    changeLines(change)
      .map((line) => line.trim())
      .join(' · '),
    change.range,
    change.address,
  );

/** The message of a note can name a time: it is known again without it. */
const ofNote = (rule: RuleId, { address, message, names }: Note): Told =>
  ofRule(
    rule,
    [message, names.filter(Boolean).join(' ')].filter(Boolean).join(': '),
    null,
    [address, ...names].join(' '),
  );
