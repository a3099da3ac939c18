import { recordId } from '../report/check/record.ts';
import type { Place } from '../report/parts/place.ts';
import type { Report } from '../report/report.ts';
import { nowhere, surfaces } from '../report/surfaces.ts';
import type { Github } from './port.ts';

/**
 * Records on the head commit of a pull request what was planned for it, so that apply can hold its own plan against it.
 * A run that could not plan is recorded as well: the last one counts. Throws GithubFailure.
 */
export const recordPlan = async (
  github: Github,
  report: Report,
  place: Place & { readonly commit: string },
): Promise<void> => {
  const { plan, red, specFile } = report;
  await github.createCheck({
    name: surfaces['check-name'].render(report),
    commit: place.commit,
    externalId: recordId(specFile, plan === null || red ? '0'.repeat(64) : plan.fingerprint),
    conclusion: red ? 'failure' : 'success',
    title: surfaces['check-title'].render(report),
    summary: surfaces['check-summary'].render(report, { ...nowhere, ...place }),
    text: surfaces['check-text'].render(report),
    detailsUrl: place.runUrl,
  });
};
