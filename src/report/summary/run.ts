import { codeSpan } from '../../support/text.ts';
import { section, type Section } from '../parts/markdown.ts';
import { shortCommit } from '../parts/place.ts';
import type { Report } from '../report.ts';
import type { Approval, RunRecord } from '../run-record.ts';

/** Who ran what, in one line; report.json has all of it. */
export const runSection = ({ run, environment }: Report): Section =>
  section('Run', run === null ? [] : [`${runLine(run, environment?.name ?? null)}.`]);

const runLine = (run: RunRecord, environment: string | null): string => {
  const { runId, attempt, actor, triggeringActor, approvals, action } = run;
  const by = triggeringActor ?? actor;
  const commit = shortCommit(run.commit);
  const number =
    runId === null
      ? 'Run outside of GitHub Actions'
      : `Run ${codeSpan(String(runId))} attempt ${codeSpan(String(attempt ?? 1))}`;
  return [
    by === null ? number : `${number} by ${codeSpan(by)}`,
    ...(actor === null || actor === by ? [] : [`caused by ${codeSpan(actor)}`]),
    ...(commit === null ? [] : [`commit ${codeSpan(commit)}`]),
    ...(approvals === null ? [] : [approvalsLabel(approvals, environment)]),
    `action v${action.version}${action.digest === null ? '' : ` ${codeSpan(action.digest)}`}`,
  ].join(', ');
};

/** An approval of another environment of the run says nothing about this job. */
const approvalsLabel = (approvals: readonly Approval[], environment: string | null): string => {
  const same = (name: string): boolean => environment === null || name.toLowerCase() === environment.toLowerCase();
  const logins = approvals
    .filter(({ state, environments }) => state === 'approved' && environments.some(same))
    .map(({ by }) => (by === null ? 'a deleted account' : codeSpan(by)));
  return logins.length === 0 ? 'no recorded approval' : `approved by ${[...new Set(logins)].join(' and ')}`;
};
