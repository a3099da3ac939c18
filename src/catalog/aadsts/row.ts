import type { ErrorCode } from '../errors.ts';

/**
 * What a number means at the test of a new secret. lag: usual for seconds after creation. accepted: Entra took the
 * secret, but not the place it was sent from. disabled: no secret can log in. refused: anything else.
 */
export type SecretTestMeaning = 'lag' | 'accepted' | 'disabled' | 'refused';

/** Who can mend it. `service`: Entra itself, so that only waiting helps. `action`: a defect of this action. */
export type Task = 'spec-author' | 'repository-owner' | 'entra-admin' | 'truu-admin' | 'service' | 'action';

/** What a number means where a client secret of the registration logs in: in TruU's health checks, and in our own test. */
export interface HealthMeaning {
  /** One sentence without a full stop. */
  readonly meaning: string;
  /** What to do; null: the meaning says it. */
  readonly fix: string | null;
  /** Whether Entra refused the secret itself, so that a new one helps. */
  readonly credentialFailure: boolean;
}

/**
 * The commands that mend it. credential: a federated credential that trusts the job. audience: the audience of the one
 * there is. principal: a service principal. enable: sign-in. client-id: none mends, one finds the right client id.
 */
export type Remedy = 'credential' | 'audience' | 'principal' | 'enable' | 'client-id';

/** The facts of one AADSTS number. Texts may contain `{identity}`, which stands for the app that logged in. */
export interface AadstsRow {
  /** The code with which our own login fails. */
  readonly login: ErrorCode;
  /** The message of that failure. */
  readonly cause: string;
  /** What to do then, where the advice of the catalogue for the code would mislead. */
  readonly fix?: string;
  readonly remedy?: Remedy;
  /** Who can mend it, the likeliest first; empty: not known. */
  readonly tasks: readonly Task[];
  /** Whether the same request may succeed later, since Entra is down, slow or busy. */
  readonly transient: boolean;
  /** Set where a new identity token from GitHub may succeed. */
  readonly needsNewAssertion?: true;
  readonly secretTest: SecretTestMeaning;
  /** Null where no login with a client secret ends with it. */
  readonly health: HealthMeaning | null;
}

/** Rows by their whole number. */
export type AadstsRows = Readonly<Record<string, AadstsRow>>;

/** A number without a row: final and not explained. */
export const unknownRow: AadstsRow = {
  login: 'AUTH_FAILED',
  cause: 'Entra refused the login.',
  tasks: [],
  transient: false,
  secretTest: 'refused',
  health: null,
};

/** A row with a code of its own at our login. */
export const atLogin = (login: ErrorCode, cause: string, more: Partial<AadstsRow> = {}): AadstsRow => ({
  ...unknownRow,
  login,
  cause,
  ...more,
});

/** A meaning that does not concern the secret itself. */
export const inHealth = (meaning: string, fix: string | null = null): HealthMeaning => ({
  meaning,
  fix,
  credentialFailure: false,
});

/** A meaning by which a new secret helps. */
export const refusedSecret = (meaning: string, fix: string | null = null): HealthMeaning => ({
  meaning,
  fix,
  credentialFailure: true,
});

/** The same row under several numbers. */
export const each = (numbers: readonly number[], row: AadstsRow): AadstsRows =>
  Object.fromEntries(numbers.map((number) => [String(number), row]));
