import { clientRows } from './aadsts/client.ts';
import { federationRows } from './aadsts/federation.ts';
import { requestRows } from './aadsts/request.ts';
import { resourceRows } from './aadsts/resource.ts';
import { unknownRow, type AadstsRow, type AadstsRows, type HealthMeaning, type Task } from './aadsts/row.ts';
import { secretRows } from './aadsts/secret.ts';
import { serviceRows } from './aadsts/service.ts';
import { tenantRows } from './aadsts/tenant.ts';
import { userRows } from './aadsts/users.ts';

export type { AadstsRow } from './aadsts/row.ts';

/** By the whole number: 70021 is the beginning of 700211. */
const rows: AadstsRows = {
  ...userRows,
  ...serviceRows,
  ...requestRows,
  ...tenantRows,
  ...resourceRows,
  ...secretRows,
  ...clientRows,
  ...federationRows,
};

/** Who can mend it, in words. */
export const taskNames: Readonly<Record<Task, string>> = {
  'spec-author': 'the author of the spec',
  'repository-owner': 'the owner of the workflow and its variables',
  'entra-admin': 'an administrator of the Entra tenant',
  'truu-admin': 'an administrator of TruU',
  service: 'Microsoft or GitHub: wait, then run again',
  action: 'this action',
};

/** The first number behind `AADSTS` in a text of Entra; null when there is none. */
export const aadstsIn = (text: string): string | null => /AADSTS(\d+)/.exec(text)?.[1] ?? null;

/** What is known of a number. One that the table lacks is final and not explained. */
export const aadstsRow = (number: string): AadstsRow => rows[number] ?? unknownRow;

/**
 * Entra's own sentence with its number, up to its trace ID; null when there is no number. Foreign text, which can quote
 * what was sent.
 */
export const sentenceIn = (text: string): string | null => {
  const start = /AADSTS\d+/.exec(text)?.index;
  if (start === undefined) return null;
  return text.slice(start).split(/\s+(?:-\s+)?(?:Trace ID|Correlation ID|Timestamp):/i)[0] ?? null;
};

/** A check of TruU, as far as it can carry a number. */
export interface NumberedCheck {
  readonly code: string | null;
  readonly message: string | null;
}

/** What the number in a failed check means: a sentence without a full stop; null when there is none that is known. */
export const explainCheck = (check: NumberedCheck): string | null => healthOf(check)?.meaning ?? null;

/** What to do about a failed check with a number; null when that is not known. */
export const fixOfCheck = (check: NumberedCheck): string | null => healthOf(check)?.fix ?? null;

const healthOf = ({ code, message }: NumberedCheck): HealthMeaning | null =>
  aadstsRow(aadstsIn(code ?? '') ?? aadstsIn(message ?? '') ?? '').health;

/** The row of a check's code that is a number and nothing else. */
const rowOfCode = (code: string | null): AadstsRow => aadstsRow(/^AADSTS(\d+)$/.exec(code ?? '')?.[1] ?? '');

/** Whether a check's code says that Entra refused the secret itself, so that a new one helps. */
export const isCredentialFailure = (code: string | null): boolean => rowOfCode(code).health?.credentialFailure ?? false;

/** Whether a check's code is also what Entra says of a secret that is only minutes old. */
export const isNewSecretLag = (code: string | null): boolean =>
  isCredentialFailure(code) && rowOfCode(code).secretTest === 'lag';
