import { ActionError } from '../../support/errors.ts';
import { accessAdvice } from '../access-advice.ts';
import { issuesAreOff } from '../issues-off.ts';
import type { Github, GithubFailure } from '../port.ts';

/** A refusal of GitHub as the failure of a run, with the fix that its cause tells: HANDOFF_UNREADABLE. */
export const unreadable = async (github: Github, failure: GithubFailure): Promise<ActionError> => {
  const { status, githubMessage, requestId, accepts } = failure;
  const off = await issuesAreOff(github, failure);
  const message = off ? 'Issues are switched off in this repository.' : failure.message;
  const fix = off ? switchOn : fixOf(github, failure);
  return new ActionError('HANDOFF_UNREADABLE', message, {
    requestId,
    evidence: [
      { name: 'Status', value: status === null ? 'no response' : String(status) },
      ...(githubMessage === null ? [] : [{ name: 'GitHub says', value: githubMessage }]),
      ...(accepts === null ? [] : [{ name: 'Sufficient permissions', value: accepts }]),
    ],
    ...(fix === null ? {} : { fix }),
    cause: failure,
  });
};

const switchOn =
  'Switch on issues in the settings of the repository (Settings, General, Features): people are asked in an issue.';

const fixOf = ({ tokenKind }: Github, failure: GithubFailure): string | null => {
  const { status } = failure;
  if (status === 410) return 'The issue was deleted while the run used it. Run again: people are asked in a new one.';
  if (status === null || status >= 500) return 'Run again once GitHub responds.';
  return accessAdvice('handOff', failure, tokenKind);
};
