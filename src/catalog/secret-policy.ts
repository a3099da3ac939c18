/** What is said of a secret that would live longer than a policy allows; `cap` null: Graph did not say how long that is. */
export const lifetimeMessage = (
  lifetime: string,
  cap: string | null,
): { readonly message: string; readonly fix?: string } => ({
  message: `The spec asks for a secret of ${lifetime}; a policy of the tenant allows ${cap ?? 'less'}.`,
  ...(cap === null ? {} : { fix: `Set entra.secret.lifetime to ${cap} or less.` }),
});

/** What is said where client secrets are forbidden. */
export const forbiddenMessage = 'An app management policy of the tenant forbids client secrets.';
