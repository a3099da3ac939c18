/** What is said of a secret that would live longer than a policy allows; `cap` null: Graph did not say how long that is. */
export const lifetimeWords = (
  lifetime: string,
  cap: string | null,
): { readonly sentence: string; readonly fix?: string } => ({
  sentence: `The spec asks for a secret of ${lifetime}; a policy of the tenant allows ${cap ?? 'less'}.`,
  ...(cap === null ? {} : { fix: `Set entra.secret.lifetime to ${cap} or less.` }),
});

/** What is said where client secrets are forbidden. */
export const forbiddenSentence = 'An app management policy of the tenant forbids client secrets.';
