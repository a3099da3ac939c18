import type { Place } from '../report/parts/place.ts';
import { renderComment } from '../report/comment/comment.ts';
import type { Report } from '../report/report.ts';
import { verdict } from '../report/parts/verdict.ts';
import type { Github } from './port.ts';
import { recordId, recordName, recordText } from './record.ts';

/**
 * Records the plan on the head commit of a pull request, so that apply can compare its plan with it. A run without a
 * plan is recorded too: the last record counts. Throws GithubFailure.
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
    text: plan === null ? 'There is no plan.' : recordText(plan),
    detailsUrl: place.runUrl,
  });
};
