import type { Application, ServicePrincipal } from '../state.ts';

/**
 * Whether an app may not log in: an administrator disabled its service principal, Microsoft disabled it, or it was
 * deactivated. All three end with the same number here; for a deactivated app the real number is not documented (Entra
 * docs, deactivate-app-registration, 2026-02; Graph docs, resources/application).
 */
export const isSignInDisabled = (application: Application, principal: ServicePrincipal): boolean =>
  !principal.accountEnabled ||
  application['isDisabled'] === true ||
  [application, principal].some(({ disabledByMicrosoftStatus: status }) =>
    typeof status === 'string' ? status.startsWith('DisabledDueTo') : false,
  );
