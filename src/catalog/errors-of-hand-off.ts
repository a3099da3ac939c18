import { entry } from './error-entry.ts';

/** Failures and warnings of the console connection, in which a person serves TruU's Admin Console. */
export const errorsOfHandOff = {
  HANDOFF_WAITING: entry(
    'A person has to act in the TruU Admin Console',
    'user-action',
    'Follow the hand-off issue, and confirm it with the comment that it names.',
    { aboutDrift: true, aboutPerson: true },
  ),
  HANDOFF_OVERDUE: entry(
    'The hand-off is overdue',
    'user-action',
    'Follow the hand-off issue now. When the secret ends, nobody can log in.',
    { aboutDrift: true, aboutPerson: true },
  ),
  HANDOFF_REPORT_PENDING: entry(
    "Entra's report does not show the confirmed secret in use yet",
    'service',
    'Wait: the report comes once a day, and can be two days late. Nothing is to be done.',
    { aboutDrift: true },
  ),
  HANDOFF_UNSEEN: entry(
    'The confirmed secret is not seen in use',
    'user-action',
    'Open the directory in the TruU Admin Console and check that it holds the newest secret and shows Healthy. If in doubt, comment "/truu again" on the hand-off issue.',
    { aboutDrift: true, aboutPerson: true },
  ),
  HANDOFF_UNPROVEN: entry(
    'Only a person can tell which secret TruU uses',
    'user-action',
    'Check in the TruU Admin Console that the directory is Healthy before the previous secret ends.',
    { aboutDrift: true, aboutPerson: true },
  ),
  HANDOFF_EVIDENCE_SILENT: entry(
    "Entra's report shows no sign-in of this registration",
    'user-action',
    'Wait a day for the next report. If it stays empty, check that TruU uses the registration, or set the input "evidence" to none.',
    { aboutDrift: true },
  ),
  HANDOFF_EVIDENCE_UNREADABLE: entry(
    "Entra's report of sign-ins could not be read",
    'user-action',
    'Give this job\'s identity Directory.Read.All or AuditLog.Read.All, or set the input "evidence" to none where the tenant has no Entra ID P1 license.',
  ),
  HANDOFF_LEAKED: entry(
    'A client secret was posted in a comment',
    'user-action',
    'Delete the secret in the Entra admin center if TruU does not use it yet, and comment "/truu again" on the hand-off issue. If TruU uses it, run apply with its key ID in the input "rotate". Deleting the comment does not take it back from mailboxes.',
  ),
  HANDOFF_CONFIRM_REFUSED: entry(
    'The input "confirm" does not confirm the hand-off',
    'user-action',
    'Start the workflow again with the code of the open hand-off issue in the input "confirm", and the Secret ID behind it where a new secret is asked for.',
  ),
  HANDOFF_ACCOUNT_CHANGED: entry(
    'Another account opened the hand-off issue',
    'user-action',
    'Use the same kind of "github-token" in every job. To continue with the new account, close the other issue: people are then asked once more.',
  ),
  HANDOFF_UNREADABLE: entry(
    'The hand-off issue could not be read or written',
    'user-action',
    'Add "issues: write" to the permissions of the job ("issues: read" for plan), and switch on issues in the settings of the repository.',
  ),
  HANDOFF_ASSIGNEE_UNKNOWN: entry(
    'The input "assignees" names an account that cannot be asked',
    'user-action',
    'Correct the login in the input "assignees", or give the account read access to the repository.',
  ),
  HANDOFF_VAULT_UNREADABLE: entry(
    'The key vault could not be used',
    'user-action',
    'Check the inputs "key-vault-url" and "key-vault-secret", the role of this job\'s identity on the vault, and the vault\'s firewall.',
  ),
  HANDOFF_VAULT_REFUSED: entry(
    'The key vault refused the new secret',
    'user-action',
    "Do what the vault's answer in the report asks for, then run apply. renew does not try it again by itself.",
  ),
  HANDOFF_VAULT_UNCERTAIN: entry(
    'It is not known whether the key vault took the new secret',
    'service',
    'Run again: the run looks for the secret in the vault. If it is not there, it stays unused in Entra until it expires.',
  ),
  HANDOFF_STUCK: entry(
    'Three new secrets were not handed off',
    'user-action',
    'Correct what stopped the earlier runs. Then delete the secrets in the report that nothing uses in the Entra admin center (Certificates & secrets), and run apply.',
    { aboutDrift: true },
  ),
  HANDOFF_PLACE_CHANGED: entry(
    'The secret would go to another place than before',
    'user-action',
    'Review who can read the secret in the new place, then run apply. renew delivers only where the last secret was delivered.',
    { refuses: true },
  ),
} as const;
