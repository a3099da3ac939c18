import { textClaim } from '../../support/jwt.ts';
import type { Claims } from './signature.ts';

/** What the token of a record must say. */
export interface Expected {
  readonly issuer: string;
  readonly repositoryId: string;
  /** The branch that is applied. */
  readonly branch: string;
  /** Path of the workflow whose plan counts. */
  readonly workflow: string;
  readonly audience: string;
  /** When the pull request was merged, RFC 3339. */
  readonly mergedAt: string;
  readonly pull: number;
  /** The head of the group in a merge queue; null: the plan of the pull request itself. */
  readonly group: string | null;
}

/** A file at a commit. */
export interface FileAt {
  readonly path: string;
  readonly commit: string;
}

/**
 * Why a token that the issuer signed does not record the plan of a merged pull request; null: it does, if the files of
 * `workflowFiles` are those of the pull request's base. `exp` is not looked at: a record is read long after it. Claims by
 * event: GitHub docs, "OpenID Connect reference" and "Events that trigger workflows", read 2026-11.
 */
export const claimProblem = (claims: Claims, expected: Expected): string | null => {
  const text = (name: string): string => textClaim(claims, name) ?? '';
  if (text('iss') !== expected.issuer) return 'another issuer made its token';
  if (text('aud') !== expected.audience) return 'its token is for another purpose, pull request, commit or plan';
  if (text('jti') === '') return 'its token has no id';
  if (text('repository_id') !== expected.repositoryId) return 'its token is of another repository';
  return eventProblem(text, expected) ?? workflowProblem(text, expected) ?? timeProblem(claims['iat'], expected);
};

type Text = (name: string) => string;

const eventProblem = (text: Text, { branch, pull, group }: Expected): string | null => {
  const ref = text('ref');
  if (group === null) {
    if (text('event_name') !== 'pull_request') return `the event "${text('event_name')}" made it, not a pull request`;
    if (ref !== `refs/pull/${pull}/merge`) return `it was made on ${ref}`;
    return text('base_ref') === branch ? null : 'the pull request had another target branch';
  }
  if (text('event_name') !== 'merge_group') return `the event "${text('event_name')}" made it, not a merge queue`;
  const prefix = `refs/heads/${queuePrefix(branch, pull)}`;
  if (!ref.startsWith(prefix) || !isCommit(ref.slice(prefix.length))) return `it was made on ${ref}`;
  return text('sha') === group ? null : 'it was made on another commit of the queue';
};

/** How the branches of a queue's entry begin; the commit on which the entry was built follows (observed, 2026-09). */
export const queuePrefix = (branch: string, pull: number): string => `gh-readonly-queue/${branch}/pr-${pull}-`;

const isCommit = (text: string): boolean => /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(text);

const workflowProblem = (text: Text, { workflow }: Expected): string | null => {
  const own = `${text('repository')}/`;
  if (text('workflow_ref') !== `${own}${workflow}@${text('ref')}`) return 'another workflow made it';
  const [sha, workflowSha] = [text('sha'), text('workflow_sha')];
  if (!isCommit(sha) || ![sha, ''].includes(workflowSha)) return 'its token does not tell the commit of its workflow';
  const job = text('job_workflow_ref');
  if (job === '' || job === text('workflow_ref')) return null;
  const isOwn = job.startsWith(own) && job.includes('@') && isCommit(text('job_workflow_sha'));
  return isOwn ? null : 'a workflow of another repository made it';
};

const timeProblem = (issuedAt: unknown, { mergedAt }: Expected): string | null => {
  if (typeof issuedAt === 'number' && issuedAt * 1_000 < Date.parse(mergedAt)) return null;
  return 'it was made after the merge';
};

/** The workflow files that a token's job ran, at their commits; of a token without a `claimProblem`. */
export const workflowFiles = (claims: Claims, workflow: string): readonly FileAt[] => {
  const text = (name: string): string => textClaim(claims, name) ?? '';
  const top = { path: workflow, commit: text('sha') };
  const job = text('job_workflow_ref');
  if (job === '' || job === text('workflow_ref')) return [top];
  const path = job.slice(`${text('repository')}/`.length, job.indexOf('@'));
  return [top, { path, commit: text('job_workflow_sha') }];
};
