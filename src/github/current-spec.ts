import { ActionError } from '../support/errors.ts';
import { GithubFailure, type Github } from './port.ts';
import { unreadable } from './reviewed-plan.ts';

/** The spec that is about to be applied. */
export interface AppliedSpec {
  readonly file: string;
  /** Ids that git gives to its content: as it is, and with the line ends of the repository. */
  readonly blobs: readonly string[];
}

/** Where a run stands among the pushes of its branch. */
export interface RunOrder {
  readonly event: string;
  readonly attempt: number;
  /** Null: not on a branch. */
  readonly branch: string | null;
}

/**
 * Refuses to apply a spec that its branch has replaced. The first attempt of a run of a push may be behind the tip: the
 * run of the newer push follows it. A later attempt keeps the commit of the first one (GitHub docs, "Re-running workflows
 * and jobs", read 2026-11), and a manual run can be of any ref, so nothing would follow them. Throws PLAN_SUPERSEDED, and
 * PLAN_REVIEW_UNREADABLE when that cannot be told.
 */
export const requireCurrentSpec = async (github: Github, spec: AppliedSpec, order: RunOrder): Promise<void> => {
  const { event, attempt, branch } = order;
  if (event === 'push' && attempt === 1) return;
  if (branch === null)
    throw new ActionError('PLAN_SUPERSEDED', 'This run is not on a branch, so its spec is not known to be current.');
  try {
    const file = await github.file(await github.tip(branch), spec.file);
    if (file?.plain === true && spec.blobs.includes(file.blob)) return;
    const by = await github.lastChange(branch, spec.file);
    throw new ActionError('PLAN_SUPERSEDED', `The spec of this run is no longer the one of the branch ${branch}.`, {
      evidence: [
        { name: 'Replaced by commit', value: by ?? 'unknown' },
        ...(file === null ? [{ name: 'On the branch', value: 'no such file' }] : []),
        ...(file?.plain === false ? [{ name: 'On the branch', value: 'not a plain file' }] : []),
      ],
    });
  } catch (thrown) {
    throw thrown instanceof GithubFailure ? unreadable(thrown, github.tokenKind) : thrown;
  }
};
