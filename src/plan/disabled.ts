import type { EntraState } from '../entra/model.ts';

/** Why Entra refuses the registration every token, and what ends that. */
export interface DisabledCause {
  /** Without a full stop. */
  readonly message: string;
  readonly fix: string;
  readonly evidence: { readonly name: string; readonly value: string };
}

/**
 * Which of the three switches is off: of the service principal, of the registration, or Microsoft's own; null when none
 * is (Entra docs, deactivate-app-registration, 2026-02; Graph docs, resources/application).
 */
export const disabledCause = ({
  application,
  servicePrincipal,
}: Pick<EntraState, 'application' | 'servicePrincipal'>): DisabledCause | null => {
  if (application?.disabledByMicrosoft)
    return {
      message: 'Microsoft has disabled the registration',
      fix: 'Ask Microsoft support why it disabled the registration; no setting enables it.',
      evidence: { name: 'disabledByMicrosoftStatus', value: application.disabledByMicrosoft },
    };
  if (servicePrincipal?.accountEnabled === false)
    return {
      message: 'Sign-in is disabled for the service principal',
      fix: 'Find out who disabled the service principal and why; then enable it under Enterprise applications > Properties.',
      evidence: { name: 'Service principal', value: `disabled (accountEnabled is false): ${servicePrincipal.id}` },
    };
  if (application?.disabled === true)
    return {
      message: 'The registration is deactivated',
      fix: 'Find out who deactivated the registration and why; then activate it under App registrations > the app > Overview.',
      evidence: { name: 'Registration', value: `deactivated (isDisabled is true): ${application.appId}` },
    };
  return null;
};
