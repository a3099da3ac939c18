import { ActionError } from '../../support/errors.ts';
import type { HandOffRecord } from '../hand-off.ts';

/**
 * Refuses to go on beside a hand-off of the same registration that another app opened and did not close: what people said
 * there cannot be told from what anybody says, and a second issue would ask them twice. Only an app's issue counts. A marker
 * can be copied by everyone who can read one, and an issue can be opened by everyone who can see the repository, but only an
 * app that the repository has installed opens one as an app. Throws HANDOFF_ACCOUNT_CHANGED.
 */
export const refuseOtherAccounts = ({ ofOtherAccounts }: HandOffRecord, clientId: string | null): void => {
  const others = ofOtherAccounts.filter((one) => one.clientId === clientId);
  if (others.length === 0) return;
  const message = 'A hand-off of this registration is under way in an issue that another account opened.';
  throw new ActionError('HANDOFF_ACCOUNT_CHANGED', message, {
    evidence: others.flatMap(({ url, account }) => [
      { name: 'Issue', value: url },
      { name: 'Opened by', value: account },
    ]),
  });
};
