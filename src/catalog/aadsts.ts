import type { ErrorCode } from './errors.ts';

/**
 * What a number means at the test of a new secret. lag: usual for seconds after creation. accepted: Entra took the secret,
 * but not the place it was sent from. disabled: no secret can log in. refused: anything else.
 */
export type SecretTestMeaning = 'lag' | 'accepted' | 'disabled' | 'refused';

/** What a number means in a health check of TruU, which logs in with the client secret of the registration. */
export interface HealthMeaning {
  /** One sentence for a person, without a full stop. */
  readonly meaning: string;
  /** Whether Entra refused the secret itself, so that a new one helps. */
  readonly credentialFailure: boolean;
}

/** What is known of one AADSTS number. */
export interface AadstsRow {
  /** The code with which our own login fails. */
  readonly login: ErrorCode;
  /** The message of that failure. */
  readonly cause: string;
  /** What to do then, where the advice of the catalogue for the code would mislead. */
  readonly fix?: string;
  /** Whether the same request may succeed later, since Entra is down, slow or busy. */
  readonly transient: boolean;
  /** Set where a new identity token from GitHub may succeed. */
  readonly needsNewAssertion?: true;
  readonly secretTest: SecretTestMeaning;
  /** Null where no login with a client secret ends with it. */
  readonly health: HealthMeaning | null;
}

const unknown: AadstsRow = {
  login: 'AUTH_FAILED',
  cause: 'Entra refused the login.',
  transient: false,
  secretTest: 'refused',
  health: null,
};

const atLogin = (login: ErrorCode, cause: string, more: Partial<AadstsRow> = {}): AadstsRow => ({
  ...unknown,
  login,
  cause,
  ...more,
});

/** In a health check of TruU; our own login has no code of its own for it. */
const atHealth = (meaning: string, more: Partial<AadstsRow> = {}): AadstsRow => ({
  ...unknown,
  health: inHealth(meaning),
  ...more,
});

const inHealth = (meaning: string): HealthMeaning => ({ meaning, credentialFailure: false });
const refusedSecret = (meaning: string): HealthMeaning => ({ meaning, credentialFailure: true });

const passing = atHealth('Entra is busy or unavailable, which passes', {
  cause: 'Entra is busy or away, and says that this passes.',
  transient: true,
});

const otherCloud = inHealth('The tenant belongs to another cloud than the one where TruU logs in');
const noSecret = atHealth('TruU sends no client secret');
/** Passwords and accounts of people: a login with a client secret never ends with these (inferred, 2026-11). */
const userLogin = atHealth('This is an error of a user login, not of the login with the client secret');

/**
 * By the whole number: 70021 is the beginning of 700211. Sources: Microsoft's reference of error codes (2024-04-24), its table of
 * errors of Azure Pipelines (2026-03-26), and bodies in public logs (2022 to 2026); all read 2026-11.
 */
const rows: Readonly<Record<string, AadstsRow>> = {
  // Federation: only our own login presents an assertion.
  '70021': atLogin('AUTH_SUBJECT_MISMATCH', 'No federated credential of the deployer matches this job.'),
  '700213': atLogin('AUTH_SUBJECT_MISMATCH', 'No federated credential of the deployer has this subject.'),
  '7002138': atLogin(
    'AUTH_SUBJECT_MISMATCH',
    'The federated credential of the deployer differs from this subject only in upper and lower case.',
  ),
  '700212': atLogin('AUTH_AUDIENCE_MISMATCH', 'No federated credential of the deployer has this audience.'),
  '700211': atLogin('AUTH_ISSUER_MISMATCH', 'No federated credential of the deployer has this issuer.'),
  '700024': atLogin('AUTH_ASSERTION_REFUSED', 'Entra says that the identity token is not valid at this time.', {
    needsNewAssertion: true,
  }),
  '700027': atLogin('AUTH_ASSERTION_REFUSED', 'Entra says that the signature of the identity token is wrong.'),
  '50027': atLogin('AUTH_ASSERTION_REFUSED', 'Entra says that the identity token is malformed.'),

  // Tenant and cloud.
  '90002': atLogin('AUTH_TENANT_NOT_FOUND', 'Entra does not know the tenant.', {
    health: inHealth('Entra does not know the tenant that TruU logs in to'),
  }),
  '900023': atLogin('AUTH_TENANT_NOT_FOUND', 'Entra does not know the tenant.', {
    health: inHealth('The tenant that TruU logs in to is neither a GUID nor a domain'),
  }),
  '900021': atHealth('The tenant ID that TruU logs in to is all zeros'),
  '50059': atHealth('The login of TruU names no tenant'),
  '90038': atLogin('AUTH_WRONG_CLOUD', 'The tenant belongs to another cloud.', { health: otherCloud }),
  '900439': atLogin('AUTH_WRONG_CLOUD', 'The tenant belongs to a US Government cloud.', { health: otherCloud }),
  '900382': atHealth('TruU logs in to another cloud than that of the registration'),
  '5000225': atHealth('The tenant is blocked for inactivity'),
  '500011': atLogin('AUTH_WRONG_CLOUD', 'The tenant does not know the Microsoft Graph of this cloud.', {
    fix: 'Set entra.cloud to the cloud of the tenant, and the input "graph-url", if it is set, to the Graph of that cloud.',
    health: inHealth('The tenant does not know the API for which TruU requests a token'),
  }),
  '500014': atHealth('The API for which TruU requests a token is disabled in the tenant'),
  '501051': atHealth('The API for which TruU requests a token demands an app role that the registration lacks'),

  // Registration and service principal.
  '700016': atLogin('AUTH_CLIENT_NOT_FOUND', 'The tenant does not know the deployer app.', {
    secretTest: 'lag',
    health: inHealth(
      'The tenant does not know the client ID that TruU sends: it is wrong, deleted, of another tenant, or minutes old',
    ),
  }),
  '7000229': atHealth('The registration has no service principal in the tenant, or one that is minutes old', {
    secretTest: 'lag',
  }),
  '7000112': atLogin('AUTH_CLIENT_NOT_FOUND', 'The deployer app is disabled in this tenant.', {
    fix: 'Find out who disabled the deployer and why; then enable it in Enterprise applications.',
    secretTest: 'disabled',
    health: inHealth('Sign-in is disabled for the registration'),
  }),
  '700025': atHealth('The client ID that TruU sends is that of a public client, which takes no secret'),
  '53003': atLogin('AUTH_BLOCKED', 'Conditional Access blocks the login of the deployer.', {
    secretTest: 'accepted',
    health: inHealth('A Conditional Access policy blocks the login of TruU; the client secret is not the cause'),
  }),

  // Secret.
  '7000215': {
    ...unknown,
    secretTest: 'lag',
    health: refusedSecret(
      'Entra does not know the client secret that TruU sends: it is wrong, deleted, of another app, or minutes old',
    ),
  },
  '7000222': { ...unknown, health: refusedSecret('The client secret that TruU sends has expired') },
  '7000216': noSecret,
  '7000218': noSecret,

  // Users.
  '50034': userLogin,
  '50053': userLogin,
  '50055': userLogin,
  '50057': userLogin,
  '50126': userLogin,

  // Entra's own services.
  '90006': passing,
  '90012': passing,
  '90033': passing,
  '90055': passing,
};

/** The first number behind `AADSTS` in a text of Entra; null when there is none. */
export const aadstsIn = (text: string): string | null => /AADSTS(\d+)/.exec(text)?.[1] ?? null;

/** What is known of a number. One that the table lacks is final and not explained. */
export const aadstsRow = (number: string): AadstsRow => rows[number] ?? unknown;

/** A check of TruU, as far as it can carry a number. */
export interface NumberedCheck {
  readonly code: string | null;
  readonly message: string | null;
}

/** What the number in a failed check means: a sentence without a full stop; null when there is none that is known. */
export const explainCheck = ({ code, message }: NumberedCheck): string | null => {
  const number = aadstsIn(code ?? '') ?? aadstsIn(message ?? '');
  return number === null ? null : (aadstsRow(number).health?.meaning ?? null);
};

/** The row of a check's code that is a number and nothing else. */
const rowOfCode = (code: string | null): AadstsRow => aadstsRow(/^AADSTS(\d+)$/.exec(code ?? '')?.[1] ?? '');

/** Whether a check's code says that Entra refused the secret itself, so that a new one helps. */
export const isCredentialFailure = (code: string | null): boolean => rowOfCode(code).health?.credentialFailure ?? false;

/** Whether a check's code is also what Entra says of a secret that is only minutes old. */
export const isNewSecretLag = (code: string | null): boolean =>
  isCredentialFailure(code) && rowOfCode(code).secretTest === 'lag';
