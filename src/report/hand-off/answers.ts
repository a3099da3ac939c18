import { commandRefusals, type CommandRefusal } from '../../catalog/command-refusals.ts';
import type { Answer, SecretPlace } from '../../truu/hand-off.ts';
import type { HandOffView } from '../../truu/hand-off-texts.ts';
import { date } from '../parts/time.ts';
import { keyLabel } from './key-label.ts';
import { mention } from './mention.ts';
import { placeLabel } from './place.ts';

/** The answer to a comment on a hand-off issue. Pure. */
export const renderAnswer = (answer: Answer, view: HandOffView | null): string => {
  const to = answer.login === '' ? '' : `${mention(answer.login)} `;
  switch (answer.kind) {
    case 'receipt':
      return `${to}Recorded, on this word: ${answer.receipt.keyId === null ? 'the fields' : `the secret ${keyLabel(view ?? { isPublic: true })(answer.receipt.keyId)} and the fields`} are set in TruU, and the directory is Healthy. ${whatFollows(view)}\n`;
    case 'again':
      return answer.keyId === null
        ? `${to}A new client secret is asked for in a new issue. The secrets that exist stay as they are.\n`
        : `${to}The next run of renew creates a new client secret, stores it in the key vault and asks in a new issue. To have it now, start the workflow of renew under Actions. The secrets that exist stay as they are.\n`;
    case 'leaked':
      return `${to}${leaked}\n`;
    case 'refused':
      return `${to}Not recorded: ${refusal(answer.reason, view)}\n`;
  }
};

/** The report is waited for only where it is read. */
const whatFollows = (view: HandOffView | null): string =>
  view?.known.evidence === 'not-declared'
    ? 'Nothing more to do.'
    : "Nothing more to do. Entra's report comes once a day, and this issue closes by itself.";

const leaked =
  'A comment holds something that looks like a client secret. This action deletes the comment now; where it still stands, delete it by hand. That takes nothing back from mailboxes and notifications, so the secret counts as leaked. If TruU uses it, set the input `rotate` of apply to its Secret ID: a new one is asked for, and this one is deleted once the new one is seen in use. If TruU does not use it yet, delete it in the Entra admin center at once, and comment `/truu again` on the open hand-off issue.';

/** Two of the refusals end with the command that counts now. */
const refusal = (reason: CommandRefusal, view: HandOffView | null): string =>
  `${commandRefusals[reason]}${reason === 'unknown-command' || reason === 'wrong-code' ? codeNow(view) : ''}`;

const codeNow = (view: HandOffView | null): string =>
  view === null || view.code === null
    ? ''
    : ` It is now \`/truu done ${view.code}${view.ask.asksKey && view.ask.delivered === null ? ' SECRET-ID' : ''}\`.`;

/** A reminder of a deadline. Pure. */
export const renderReminder = (view: HandOffView): string => {
  const to = view.ask.assignees.map((login) => `${mention(login)} `).join('');
  return `${to}${reminder(view)}\n`;
};

const reminder = ({ stage, known, older, isPublic }: HandOffView): string => {
  if (stage === 'asked')
    return `TruU's client secret ends on ${date(known.keyExpiresOn ?? '')}. If nobody follows this issue until then, nobody can log in.`;
  if (stage === 'went-back')
    return "The new client secret was confirmed, and Entra's report shows a later login with an older one. TruU still uses the older secret: check the directory in TruU's Admin Console.";
  if (stage === 'unseen')
    return `The new client secret was confirmed, and Entra's report does not show it in use. Check in TruU's Admin Console that the directory is Healthy with it.`;
  return `The previous client secret ${keyLabel({ isPublic })(older?.keyId ?? '')} ends on ${date(older?.expiresOn ?? '')}. Check in TruU's Admin Console that the directory is Healthy with the new one.`;
};

/** A note that a place refused a secret. Pure. */
export const renderRefusal = (place: SecretPlace): string =>
  `The place of the new client secret (${placeLabel(place)}) refused it, so the secret was deleted again. renew does not try again by itself: do what the report of the run asks for, then run apply.\n`;

/** Why an issue is closed. Pure. */
export const renderClosing = (reason: 'settled' | 'replaced' | 'gone'): string => closings[reason];

const closings = {
  settled: 'Done: everything that was asked is confirmed. Previous secrets stay until they end.\n',
  replaced: 'A newer hand-off issue replaces this one.\n',
  gone: 'Over: Entra does not have the secret of this issue any more. A new issue asks for the next one.\n',
} as const;
