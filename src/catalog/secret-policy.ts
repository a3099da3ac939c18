/** The message for a secret lifetime above the policy of the tenant; `cap` null: Graph did not report the limit. */
export const lifetimeMessage = (
  lifetime: string,
  cap: string | null,
): { readonly message: string; readonly fix?: string } => ({
  message: `entra.secret.lifetime is ${lifetime}; an app management policy of the tenant allows ${cap === null ? 'less' : `at most ${cap}`}.`,
  ...(cap === null ? {} : { fix: `Set entra.secret.lifetime to ${cap} or less.` }),
});

/** The message where client secrets are forbidden. */
export const forbiddenMessage = 'An app management policy of the tenant forbids client secrets.';
