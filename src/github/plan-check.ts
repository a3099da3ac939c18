import { recordId, type SignedPlans } from '../report/check/record.ts';
import type { Place } from '../report/parts/place.ts';
import type { Report } from '../report/report.ts';
import { nowhere, surfaces } from '../report/surfaces.ts';
import { GithubFailure, type Github } from './port.ts';
import { noFingerprint, planAudience } from './review/audience.ts';

/** On what a plan is recorded, and by which workflow. */
export interface RecordTarget {
  /** Number of the pull request, or in a merge queue that of the entry. */
  readonly pull: number;
  /** Head commit of the pull request or of the group. */
  readonly head: string;
  /** The workflow that runs, at the commit whose files it runs with. */
  readonly workflow: { readonly path: string; readonly commit: string };
}

/** GitHub's OIDC token for an audience; never logged. Throws AUTH_…. */
export type IdToken = (audience: string) => Promise<string>;

/**
 * Records the plan as a check run that GitHub signed: the audience of its OIDC token is the hash of what was planned, and
 * where. So apply can tell it from a check run of any other workflow. A run without a plan is recorded too: the last
 * record counts. Throws GithubFailure and AUTH_….
 */
export const recordPlan = async (
  { github, idToken }: { readonly github: Github; readonly idToken: IdToken },
  report: Report,
  target: RecordTarget,
  place: Place,
): Promise<void> => {
  const { plan, red, specFile } = report;
  const fingerprint = plan === null || red ? noFingerprint : plan.fingerprint;
  const signed = await sign(github, idToken, target, [[specFile, fingerprint]]);
  await github.createCheck({
    name: surfaces['check-name'].render(report),
    commit: target.head,
    externalId: recordId(specFile, fingerprint),
    conclusion: red ? 'failure' : 'success',
    title: surfaces['check-title'].render(report),
    summary: surfaces['check-summary'].render(report, { ...nowhere, ...place }),
    text: surfaces['check-text'].render(report, { ...nowhere, signed }),
    detailsUrl: place.runUrl,
  });
};

const sign = async (
  github: Github,
  idToken: IdToken,
  { pull, head, workflow: { path, commit } }: RecordTarget,
  plans: SignedPlans['plans'],
): Promise<SignedPlans> => {
  const workflow = await github.file(commit, path);
  if (workflow === null) throw new GithubFailure(`find the workflow ${path}`, noAnswer);
  return { token: await idToken(planAudience({ pull, head, workflow: workflow.blob, plans })), plans };
};

const noAnswer = { status: null, githubMessage: null, requestId: null, accepts: null };
