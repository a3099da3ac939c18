import { codeSpan } from '../../support/text.ts';
import type { Answer, CommandRefusal } from '../../truu/hand-off.ts';
import type { HandOffView } from '../../truu/hand-off-texts.ts';
import { date } from '../parts/time.ts';
import { mention } from './mention.ts';

/** The answer to a comment on a hand-off issue. Pure. */
export const renderAnswer = (answer: Answer, view: HandOffView | null): string => {
  const to = answer.login === '' ? '' : `${mention(answer.login)} `;
  switch (answer.kind) {
    case 'receipt':
      return `${to}Recorded by this word: ${answer.receipt.keyId === null ? 'the fields' : `the secret ${codeSpan(answer.receipt.keyId)} and the fields`} are set in TruU, and the directory is Healthy. Nothing more to do. Entra's report comes once a day, and this issue closes by itself.\n`;
    case 'again':
      return `${to}A new client secret is asked for in a new issue. The secrets that exist stay as they are.\n`;
    case 'leaked':
      return `${to}A comment held something that looks like a client secret, and was deleted. That takes nothing back from mailboxes and notifications, so the secret counts as leaked: replace it (\`/truu again\`), then set the input \`rotate\` of apply to its Secret ID, or delete it in the Entra admin center at once.\n`;
    case 'refused':
      return `${to}Not recorded: ${refusals[answer.reason](view)}\n`;
  }
};

const codeNow = (view: HandOffView | null): string =>
  view === null || view.code === null
    ? ''
    : ` It is now \`/truu done ${view.code}${view.ask.asksKey ? ' SECRET-ID' : ''}\`.`;

const refusals: Readonly<Record<CommandRefusal, (view: HandOffView | null) => string>> = {
  'not-asked': () => 'only those whom the workflow asks can confirm.',
  'account-changed': () =>
    'this login belongs to another account than when it was asked. Ask for a new hand-off with a change of the input `assignees`.',
  edited: () => 'the comment was edited, and anyone with write access can edit it. Write a new one.',
  'by-mail': () => 'the comment came by mail, which does not show who wrote it. Write it on GitHub.',
  'unknown-command': (view) =>
    `the command is \`/truu done CODE\`, with the Secret ID where a secret is asked for, or \`/truu again\`.${codeNow(view)}`,
  'wrong-code': (view) =>
    `the code does not fit what is asked now; the spec may have changed. Reload the issue.${codeNow(view)}`,
  over: () => 'this hand-off is over. See the newest issue with the label `truu-hand-off`.',
  'no-secret-id': () => 'the Secret ID of the new secret is missing at the end of the command.',
  'secret-not-found': () =>
    'this registration has no client secret with this Secret ID. Copy the Secret ID (not the Value) from Certificates & secrets; a secret that was just added can take a few minutes to appear: comment again.',
  'secret-older': () => 'this secret is older than the request. Add a new one.',
  'secret-too-long': () => 'this secret lives longer than the spec says. Add one with the lifetime in the issue.',
  'secret-known': () => 'this secret is known from an earlier request. Add a new one.',
};

/** A reminder of a deadline. Pure. */
export const renderReminder = (view: HandOffView): string => {
  const to = view.ask.assignees.map((login) => `${mention(login)} `).join('');
  return `${to}${reminder(view)}\n`;
};

const reminder = ({ stage, known, older }: HandOffView): string => {
  if (stage === 'asked')
    return `TruU's client secret ends on ${date(known.keyExpiresOn ?? '')}. If nobody follows this issue until then, nobody can log in.`;
  if (stage === 'unseen')
    return `The new client secret was confirmed, and Entra's report does not show it in use. Check in TruU's Admin Console that the directory is Healthy with it.`;
  return `The previous client secret ${codeSpan(older?.keyId ?? '')} ends on ${date(older?.expiresOn ?? '')}. Check in TruU's Admin Console that the directory is Healthy with the new one.`;
};

/** Why an issue is closed. Pure. */
export const renderClosing = (reason: 'settled' | 'replaced'): string =>
  reason === 'settled'
    ? 'Done: everything that was asked is confirmed. Previous secrets stay until they end.\n'
    : 'A newer hand-off issue replaces this one.\n';
