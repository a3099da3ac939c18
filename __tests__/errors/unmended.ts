import type { ErrorCode } from '../../src/catalog/errors.ts';

const again = 'The fix is to run again: the service has to recover by itself, and nothing is to be changed.';

/** Codes whose fix no test can do, with the reason. Every other code has a row with a `mend`. */
export const unmended: Readonly<Partial<Record<ErrorCode, string>>> = {
  NETWORK_INTERCEPTED: 'The people who run the network of the runner have to let the host through.',
  AUTH_ID_TOKEN_FAILED: again,
  AUTH_ASSERTION_REFUSED: again,
  AUTH_BLOCKED: 'A Conditional Access policy is the tenant’s, and only its administrator can exclude an app from it.',
  AUTH_FAILED: again,
  ENTRA_UNAUTHORIZED: again,
  ENTRA_SECRET_TEST_FAILED: again,
  ENTRA_SECRET_UNCERTAIN: again,
  ENTRA_THROTTLED: again,
  ENTRA_UNAVAILABLE: again,
  ENTRA_UNEXPECTED: again,
  ENTRA_NOT_SETTLED: again,
  TRUU_FORBIDDEN: 'TruU gives an OAuth client its rights, in its own console.',
  HANDOFF_REPORT_PENDING: 'The fix is to wait for the next report of Entra.',
  HANDOFF_UNPROVEN: 'The fix is to look at the Admin Console, which the action cannot see.',
  TRUU_UNAVAILABLE: again,
  TRUU_CONTRACT: 'The API behind truu-url has to keep its contract.',
  TRUU_SECRET_UNCERTAIN: again,
  HANDOFF_VAULT_UNCERTAIN: again,
  APPLY_OVERTAKEN: again,
  APPLY_NOT_CONVERGED: again,
  APPLY_CANCELLED: again,
  HEALTH_TIMEOUT: 'The fix is to run again, or to wait longer for the diagnostics of TruU.',
  PLAN_WRITE_REFUSED: 'A defect of the action: the fix is to report it.',
  INTERNAL: 'A defect of the action: the fix is to report it.',
};
