import { ActionError, type Evidence } from '../support/errors.ts';
import { accessAdvice } from './access-advice.ts';
import { GithubFailure, type Github } from './port.ts';

/** The run of the plan workflow on a fork's pull request, by GitHub's payload. */
export interface ForkRun {
  readonly headSha: string;
  readonly headRef: string;
  readonly headRepositoryId: number;
}

/** The spec of a fork's pull request: data, of which nothing was checked out. */
export interface ForkSpec {
  readonly pull: number;
  readonly headSha: string;
  readonly bytes: Uint8Array;
}

/** So large may a fork's spec be, in bytes. */
const maxBytes = 262_144;

/**
 * Finds the one open pull request that a run was for, and reads its spec from the tree of the head. The list of pull
 * requests is compared here, since GitHub's own filter was seen to ignore and to hide them; several with the same head
 * would have different readers. Only a plain file is read: the contents API follows symbolic links. Throws
 * PLAN_FORK_UNCLEAR, SPEC_NOT_FOUND, SPEC_NOT_A_FILE and SPEC_TOO_LARGE.
 */
export const readForkSpec = async (github: Github, run: ForkRun, specFile: string): Promise<ForkSpec> => {
  try {
    const open = await github.openPulls();
    const found = open.filter(
      ({ headSha, headRef, headRepositoryId }) =>
        headSha === run.headSha && headRef === run.headRef && headRepositoryId === run.headRepositoryId,
    );
    const [pull, ...others] = found;
    if (pull === undefined)
      throw unclear('No open pull request has the head of this run: it was pushed to, closed or merged.', run);
    if (others.length > 0) {
      const numbers = { name: 'Pull requests', value: found.map(({ number }) => number).join(', ') };
      throw unclear('Several open pull requests have the head of this run.', run, [numbers]);
    }
    return { pull: pull.number, headSha: pull.headSha, bytes: await readPlain(github, pull.headSha, specFile) };
  } catch (thrown) {
    if (thrown instanceof GithubFailure) {
      const fix = accessAdvice('fork', thrown, github.tokenKind);
      throw unclear(thrown.message, run, answerOf(thrown), fix === null ? {} : { fix });
    }
    throw thrown;
  }
};

const readPlain = async (github: Github, commit: string, specFile: string): Promise<Uint8Array> => {
  const evidence = [
    { name: 'Spec path', value: specFile },
    { name: 'Commit', value: commit },
  ];
  const file = await github.file(commit, specFile);
  if (file === null)
    throw new ActionError('SPEC_NOT_FOUND', 'The pull request has no spec at this path.', { evidence });
  if (!file.plain)
    throw new ActionError('SPEC_NOT_A_FILE', 'The spec of the pull request is not a plain file.', {
      evidence,
      fix: 'Replace the symbolic link, submodule or executable by a plain file.',
    });
  if (file.size === null || file.size > maxBytes) throw tooLarge(evidence);
  const bytes = await github.blob(file.blob);
  if (bytes.byteLength > maxBytes) throw tooLarge(evidence);
  return bytes;
};

const tooLarge = (evidence: readonly Evidence[]): ActionError =>
  new ActionError('SPEC_TOO_LARGE', 'The spec of the pull request has more than 256 KiB.', { evidence });

const unclear = (
  message: string,
  run: ForkRun,
  evidence: readonly Evidence[] = [],
  fix: { readonly fix?: string } = {},
): ActionError =>
  new ActionError('PLAN_FORK_UNCLEAR', message, {
    ...fix,
    evidence: [
      { name: 'Head commit of the run', value: run.headSha },
      { name: 'Head branch of the run', value: run.headRef },
      ...evidence,
    ],
  });

const answerOf = ({ status, accepts }: GithubFailure): readonly Evidence[] => [
  { name: 'GitHub answered', value: status === null ? 'nothing' : `HTTP ${status}` },
  ...(accepts === null ? [] : [{ name: 'Sufficient permission', value: accepts }]),
];
