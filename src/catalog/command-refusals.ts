/** Why what a person said about a hand-off does not count, and what to do: the sentence that every surface shows. */
export const commandRefusals = {
  'not-asked': 'only those whom the workflow asks can confirm.',
  'account-changed':
    'this login belongs to another account than when it was asked. Remove the login from the input "assignees", run drift, and add it again if the account of now is the right one.',
  edited: 'the comment was edited, and anyone with write access can edit it. Write a new one.',
  'by-mail': 'the comment came by mail, which does not show who wrote it. Write it on GitHub.',
  'unknown-command':
    'the command is "/truu done CODE", with the Secret ID behind it where a secret is asked for, or "/truu again".',
  'wrong-code': 'the code does not fit what is asked now; the spec may have changed. Reload the issue.',
  over: 'this hand-off is over. See the open issue with the label truu-hand-off; where none is open, nothing is asked.',
  'no-secret-id': 'the Secret ID of the new secret is missing behind the code.',
  'secret-not-found':
    'this registration has no client secret with this Secret ID. Copy the Secret ID (not the Value) from Certificates & secrets; a secret that was just added can take a few minutes to appear: confirm again.',
  'secret-older': 'this secret is older than the request. Add a new one.',
  'secret-too-long': 'this secret lives longer than the spec says. Add one with the lifetime in the issue.',
  'secret-known': 'this secret is known from an earlier request. Add a new one.',
} as const;

/** Why a command does not count. */
export type CommandRefusal = keyof typeof commandRefusals;
