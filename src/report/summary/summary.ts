import type { Change } from '../../plan/types.ts';
import { codeSpan } from '../../support/text.ts';
import { changeItem, plainLine } from '../parts/change-list.ts';
import { failureLines, groupsOf } from '../parts/plan-blocks.ts';
import { auditEventLines, auditEventsTitle } from '../parts/audit-event-list.ts';
import { summaryLimit } from '../parts/limits.ts';
import { fit, section, table, type Section } from '../parts/markdown.ts';
import { codeLinks, type Place, type ShowCode } from '../parts/place.ts';
import { needsOf } from '../parts/requirements.ts';
import { byLevel, noteItems, unmanagedItems } from '../parts/note-list.ts';
import { prose } from '../parts/prose.ts';
import type { Report, ReportedPlan } from '../report.ts';
import { askLines, askTitle } from '../hand-off/parts.ts';
import { healthLabel } from '../hand-off/known.ts';
import { permissionSection, requestSection } from './record.ts';
import { runSection } from './run.ts';
import { healthSection, secretSection, stepSection } from './state.ts';
import { alert, verdict } from '../parts/verdict.ts';

/** The step summary in Markdown: the verdict, then what a reviewer must see, then the full record. Pure. */
export const renderSummary = (report: Report, where: Pick<Place, 'actionRepository'> = {}): string => {
  const showCode = codeLinks(where);
  const head = [
    `## TruU Entra directory · ${report.mode ?? 'not started'}`,
    '',
    ...alert(verdict(report)),
    '',
    details(report),
    '',
  ].join('\n');
  const plan = report.remaining !== null && report.red ? report.remaining : report.plan;
  const { findings, notes } = byLevel(plan?.notes ?? []);
  const sections: readonly Section[] = [
    ...report.failures.map((failure) => section(failure.title, failureLines(failure, plainLine, showCode))),
    ...report.warnings.map((warning) => section(warning.title, failureLines(warning, plainLine, showCode))),
    section(askTitle, askLines(report)),
    problemSection(report, showCode),
    ...(plan === null ? [] : planSections(report, plan)),
    section('Findings', noteItems(findings)),
    section('Required to apply', needsOf(report)),
    section(auditEventsTitle, auditEventLines(report)),
    stepSection(report),
    healthSection(report),
    secretSection(report),
    permissionSection(report),
    section('Notes', noteItems(notes)),
    section('Not managed by this spec', unmanagedItems(report.unmanaged)),
    section('Plan fingerprint', report.plan === null ? [] : [`\`${report.plan.fingerprint}\``]),
    requestSection(report),
    runSection(report),
  ];
  return fit(head, sections, summaryLimit.max);
};

const details = (report: Report): string =>
  [
    `**Sync** ${report.sync}`,
    `**Health** ${healthLabel(report.health, report.handOff)}`,
    `**Spec** ${codeSpan(report.specFile)}`,
    ...(report.directoryName === null ? [] : [`**Directory** ${codeSpan(report.directoryName)}`]),
    ...(report.tenant === null ? [] : [`**Tenant** ${codeSpan(report.tenant)}`]),
    ...(report.clientId === null ? [] : [`**Client** ${codeSpan(report.clientId)}`]),
  ].join(' · ');

const problemSection = ({ diagnostics }: Report, showCode: ShowCode): Section =>
  section(
    'Problems in the spec',
    table(
      ['Where', 'Problem', 'Fix', 'Code'],
      diagnostics.map(({ range, message, fix, code }) => [
        codeSpan(`${range.file}:${range.line}:${range.column}`),
        prose(message),
        prose(fix),
        showCode(code),
      ]),
    ),
  );

const planSections = (report: Report, plan: ReportedPlan): readonly Section[] => {
  const { privileges, removals, secret, truu, others, skipped } = groupsOf(plan);
  const left = plan === report.remaining ? ', still to apply' : '';
  const listed = (title: string, changes: readonly Change[]): Section =>
    section(
      `${title}${left}`,
      changes.map((change) => changeItem(change, plainLine)),
    );
  return [
    listed('Privileges', privileges),
    listed('Removals', removals),
    listed('Secret', secret),
    listed('TruU', truu),
    listed('Other changes in Entra', others),
    section(
      'Not applied',
      skipped.map((change) => changeItem(change, plainLine)),
    ),
  ];
};
