import { traitsOf, type Mode } from '../catalog/modes.ts';
import type { RunEvent } from './event.ts';
import type { GithubInputs } from './github-inputs.ts';

/**
 * What a run without `github-token` does not show and does not check, in one line; null: it lacks nothing. The drift issue
 * is not among it, since its input needs the token. Pure.
 */
export const withoutToken = (
  mode: Mode,
  event: RunEvent,
  inputs: Pick<GithubInputs, 'token' | 'comment'>,
): string | null => {
  if (inputs.token !== null || event.repository === null) return null;
  const { publishes, pullRequest, writes, needsReview } = traitsOf(mode);
  const { pull, queuedPull, name, attempt } = event;
  const hasThread = { none: false, open: pull !== null, merged: name === 'push' }[pullRequest];
  const isRecorded = pull === null ? queuedPull !== null : !pull.fork;
  const shown = {
    comment: hasThread && inputs.comment !== 'never' ? ['the comment on the pull request'] : [],
    check: isRecorded ? ['the check run that records the plan'] : [],
    issue: [],
  };
  const notShown = publishes.flatMap((surface) => shown[surface]);
  const notChecked = [
    ...(needsReview && !(name === 'push' && attempt === 1) ? ['whether the spec is still the one of its branch'] : []),
    ...(writes ? ['which branches may use the environment of this job'] : []),
  ];
  if (notShown.length + notChecked.length === 0) return null;
  const parts = [
    ...(notShown.length === 0 ? [] : [`Not shown: ${notShown.join(', ')}.`]),
    ...(notChecked.length === 0 ? [] : [`Not checked: ${notChecked.join(', ')}.`]),
  ];
  return `The input "github-token" is not set. ${parts.join(' ')} Set "github-token: \${{ github.token }}".`;
};
