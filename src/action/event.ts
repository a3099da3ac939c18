import { ActionError } from '../support/errors.ts';

/**
 * Refuses a login on pull_request_target: such a run holds the rights of the base branch while it may have been started
 * by anybody (GitHub docs, events-that-trigger-workflows, read 2026-11). Throws AUTH_PULL_REQUEST_TARGET.
 */
export const refuseEvent = async (): Promise<void> => {
  const { context } = await import('@actions/github');
  if (context.eventName === 'pull_request_target')
    throw new ActionError('AUTH_PULL_REQUEST_TARGET', 'This workflow runs on pull_request_target.');
};
