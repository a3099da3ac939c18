import { modes, traitsOf } from '../../catalog/modes.ts';
import type { AssertionClaims } from './assertion-claims.ts';
import { canWrite, identityName, type LoginIdentity } from './identity.ts';
import { parseSubject, type Subject } from './subject.ts';

/** What to do about a subject that an identity does not trust. */
export interface SubjectAdvice {
  /** Which jobs have the subject: ends the sentence "This is the subject of …". */
  readonly jobs: string;
  readonly fix: string;
  /** The subject that a federated credential of the identity should trust; null: none. */
  readonly trust: string | null;
}

const forkPlan = 'truu-fork-plan';
/** Environments that jobs of pull requests use, by the examples: an identity that writes must not trust them. */
const openEnvironments: ReadonlySet<string> = new Set([
  forkPlan,
  ...modes.flatMap((mode) => (traitsOf(mode).writes ? [] : (traitsOf(mode).environment ?? []))),
]);
/** Events whose runs execute what is not on the default branch yet. */
const unmergedEvents: ReadonlySet<string> = new Set(['pull_request', 'merge_group']);

/** Judges the subject that the identity would have to trust, before anything advises to trust it. Pure. */
export const adviseSubject = (claims: AssertionClaims, identity: LoginIdentity): SubjectAdvice => {
  const sub = claims.sub ?? '';
  const subject = parseSubject(sub);
  const jobs = jobsOf(subject, claims);
  return canWrite(identity)
    ? adviseWriter(sub, subject, claims, identity, jobs)
    : adviseReader(sub, subject, identity, jobs);
};

const jobsOf = ({ context }: Subject, { event }: AssertionClaims): string => {
  switch (context.kind) {
    case 'environment':
      return unmergedEvents.has(event ?? '')
        ? 'every job in this environment, which jobs of pull requests can use'
        : 'every job in this environment, of any workflow';
    case 'pull-request':
      return 'every job of a pull request without an environment, so anyone who can push a branch';
    case 'merge-queue':
      return 'one group of the merge queue; the next group has another subject';
    case 'branch':
      return 'every job without an environment on this branch, of any workflow';
    case 'tag':
      return 'every job without an environment on this tag; the next tag has another subject';
    case 'custom':
      return 'every job to which the template of the organization or the repository gives it';
  }
};

const lasting = 'A new credential takes some minutes to take effect.';

const trusting = (sub: string, identity: LoginIdentity, jobs: string): SubjectAdvice => ({
  jobs,
  fix: `Let ${identityName(identity)} trust the subject in the report: create the federated credential by one of the commands. ${lasting}`,
  trust: sub,
});

/** The subject of the same repository in an environment. */
const inEnvironment = ({ repository }: Subject, environment: string | null): string | null =>
  repository === null || environment === null ? null : `${repository}:environment:${environment}`;

const adviseReader = (sub: string, subject: Subject, identity: LoginIdentity, jobs: string): SubjectAdvice => {
  const { kind } = subject.context;
  if (kind !== 'merge-queue' && kind !== 'tag') return trusting(sub, identity, jobs);
  const never = 'Never add a credential for the subject in the report: it does not come again.';
  // With a template of its own an environment changes nothing.
  if (subject.repository === null)
    return { jobs, fix: `Take "ref" out of the template of the subject, or set "mode: check". ${never}`, trust: null };
  const { environment } = traitsOf(identity.mode);
  return {
    jobs,
    fix: `Add "environment: ${environment}" to the job: then pull requests, the merge queue and schedules have one subject. ${never} The commands let ${identityName(identity)} trust the environment, where it does not yet. ${lasting}`,
    trust: inEnvironment(subject, environment),
  };
};

/** Whether only jobs that a person of the default branch agreed to can have the subject. */
const isClosed = ({ context }: Subject, { event }: AssertionClaims): boolean => {
  if (unmergedEvents.has(event ?? '')) return false;
  if (context.kind === 'custom') return context.hasEnvironment;
  return context.kind === 'environment' && !openEnvironments.has(context.name.toLowerCase());
};

const adviseWriter = (
  sub: string,
  subject: Subject,
  claims: AssertionClaims,
  identity: LoginIdentity,
  jobs: string,
): SubjectAdvice => {
  const name = identityName(identity);
  if (isClosed(subject, claims)) {
    const advice = trusting(sub, identity, jobs);
    return { ...advice, fix: `${advice.fix} Limit the environment to the default branch: its jobs can write.` };
  }
  const never = `Never let ${name} trust the subject in the report: it can write, and the subject is that of ${jobs}.`;
  const { writes, environment } = traitsOf(identity.mode);
  if (!writes) {
    const reader = 'Set the input "client-id" to the client ID of a reader, an app that can only read';
    return { jobs, fix: `${reader}: mode ${identity.mode} does not write. ${never}`, trust: null };
  }
  const wanted = inEnvironment(subject, environment);
  const add = unmergedEvents.has(claims.event ?? '')
    ? `Run mode ${identity.mode} on the default branch, not for pull requests, with "environment: ${environment}" in the job.`
    : `Add "environment: ${environment}" to the job, and limit that environment to the default branch.`;
  if (wanted === null || wanted === sub) return { jobs, fix: `${add} ${never}`, trust: null };
  return {
    jobs,
    fix: `${add} ${never} The commands let it trust the environment, where it does not yet. ${lasting}`,
    trust: wanted,
  };
};
