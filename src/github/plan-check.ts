import type { Place } from '../report/parts/place.ts';
import { renderComment } from '../report/comment/comment.ts';
import type { Report } from '../report/report.ts';
import { verdict } from '../report/parts/verdict.ts';
import type { Github } from './port.ts';
import { recordId, recordName, recordText } from './record.ts';

/**
 * Records on the head commit of a pull request what was planned for it, so that apply can hold its own plan against it.
 * A run that could not plan is recorded as well: the last one counts. Throws GithubFailure.
 */
export const recordPlan = async (
  github: Github,
  report: Report,
  place: Place & { readonly commit: string },
): Promise<void> => {
  const { plan } = report;
  await github.createCheck({
    name: recordName(report.specFile),
    commit: place.commit,
    externalId: recordId(report.specFile, plan === null || report.red ? '0'.repeat(64) : plan.fingerprint),
    conclusion: report.red ? 'failure' : 'success',
    title: verdict(report).message,
    summary: renderComment(report, { ...place, freshness: { kind: 'current' } }),
    text: plan === null ? 'Nothing could be planned.' : recordText(plan),
    detailsUrl: place.runUrl,
  });
};
