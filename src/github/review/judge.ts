import { textClaim } from '../../support/jwt.ts';
import type { Github } from '../port.ts';
import { planAudience } from './audience.ts';
import type { Candidate } from './candidates.ts';
import { claimProblem, workflowFiles, type Expected } from './claims.ts';
import type { Applied } from './merged-pulls.ts';
import { verifySignature, type Claims, type PublishedKey } from './signature.ts';

/** By what every record is judged. */
export interface Court {
  /** Each file is read once, however many check runs there are. */
  readonly file: Github['file'];
  readonly applied: Applied & { readonly branch: string };
  readonly keys: readonly PublishedKey[];
  readonly issuer: string;
  readonly repositoryId: string;
}

/** A candidate that is no record, and why. */
export interface Rejected {
  readonly candidate: Candidate;
  /** Ends the sentence "Check run 7 does not count: …". */
  readonly problem: string;
  /** Its key is not published, so that nobody can tell what it is. */
  readonly unreadable: boolean;
}

interface Signed {
  readonly candidate: Candidate;
  readonly claims: Claims;
}

/** The newest record of a plan, and what is none. */
export interface Judgement {
  readonly newest: Candidate | null;
  readonly rejected: readonly Rejected[];
}

/**
 * Finds the newest candidate that GitHub signed as the plan of its pull request, made by the plan workflow as it is at the
 * pull request's base: by time of issue, and within a second by check run. One token makes one record, that of its first
 * check run: what explains a plan is not signed, and a copy could say something else. A token is known by its `jti`, since
 * the last character of a signature can be written in several ways. Throws GithubFailure.
 */
export const judge = async (court: Court, candidates: readonly Candidate[]): Promise<Judgement> => {
  const rejected: Rejected[] = [];
  const signed: Signed[] = [];
  for (const candidate of candidates.toSorted((a, b) => a.check - b.check)) {
    const seen = await verify(court, candidate);
    if ('problem' in seen) rejected.push(seen);
    else if (!signed.some(({ claims }) => idOf(claims) === idOf(seen.claims))) signed.push(seen);
  }
  for (const { candidate, claims } of signed.toSorted(byNewest)) {
    const problem = await fileProblem(court, candidate, claims);
    if (problem === null) return { newest: candidate, rejected };
    rejected.push({ candidate, problem, unreadable: false });
  }
  return { newest: null, rejected };
};

const byNewest = (a: Signed, b: Signed): number =>
  Number(b.claims['iat']) - Number(a.claims['iat']) || b.candidate.check - a.candidate.check;

const idOf = (claims: Claims): string | null => textClaim(claims, 'jti');

const verify = async (court: Court, candidate: Candidate): Promise<Signed | Rejected> => {
  const { record, pull, head, queued } = candidate;
  const reject = (problem: string, unreadable = false): Rejected => ({ candidate, problem, unreadable });
  const signature = verifySignature(record.token, court.keys);
  if (signature.kind === 'unknown-key') return reject('the key of its signature is no longer published', true);
  if (signature.kind === 'invalid') return reject('GitHub did not sign it');
  const workflow = await workflowAtBase(court, candidate);
  if (workflow === null) return reject('the base of the pull request has no such workflow');
  const expected: Expected = {
    ...{ issuer: court.issuer, repositoryId: court.repositoryId },
    ...{ branch: court.applied.branch, workflow: court.applied.planWorkflow },
    audience: planAudience({ pull: pull.number, head, workflow, plans: record.plans }),
    ...{ mergedAt: pull.mergedAt, pull: pull.number, group: queued ? head : null },
  };
  const problem = claimProblem(signature.claims, expected);
  return problem === null ? { candidate, claims: signature.claims } : reject(problem);
};

const workflowAtBase = ({ file, applied }: Court, { pull }: Candidate): Promise<string | null> =>
  plainFile(file, pull.baseSha, applied.planWorkflow);

const plainFile = async (file: Court['file'], commit: string, path: string): Promise<string | null> => {
  const found = await file(commit, path);
  return found?.plain === true ? found.blob : null;
};

/** Each workflow file must be as it is at the base, and in a queue the spec as it is on the branch. */
const fileProblem = async (
  { file, applied }: Court,
  { pull, queued, head }: Candidate,
  claims: Claims,
): Promise<string | null> => {
  for (const { path, commit } of workflowFiles(claims, applied.planWorkflow)) {
    const [ran, atBase] = [await plainFile(file, commit, path), await plainFile(file, pull.baseSha, path)];
    if (ran === null || ran !== atBase)
      return `its workflow ${path} differs from the one at the base of the pull request`;
  }
  if (!queued) return null;
  const [planned, landed] = [
    await plainFile(file, head, applied.specFile),
    await plainFile(file, applied.commit, applied.specFile),
  ];
  return planned !== null && planned === landed ? null : 'it is of another spec than the one on the branch';
};
