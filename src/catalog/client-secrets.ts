/** A new secret may be refused this long without anything being wrong (public measurements, seconds; read 2026-11). */
export const secretPropagationMs = 5 * 60_000;

/** So long past its overlap, in ms, a previous secret waits at most for a report of sign-ins that reaches past the hand-over. */
export const maxPostponedMs = 7 * 24 * 60 * 60_000;

/** The refusal of a secret that lives longer than a policy allows; `cap` null: Graph did not say how long that is. */
export const lifetimeMessage = (
  lifetime: string,
  cap: string | null,
): { readonly message: string; readonly fix?: string } => ({
  message: `entra.secret.lifetime is ${lifetime}; an app management policy of the tenant allows ${cap === null ? 'less' : `at most ${cap}`}.`,
  ...(cap === null ? {} : { fix: `Set entra.secret.lifetime to ${cap} or less.` }),
});

/** The refusal where client secrets are forbidden. */
export const forbiddenMessage = 'An app management policy of the tenant forbids client secrets.';

/** The shape of a client secret of Entra (rule of gitleaks, read 2026-11): three characters, a digit, `Q~`, 31 to 34 more. */
const secretShape = /[a-zA-Z0-9_~.]{3}\dQ~[a-zA-Z0-9_~.-]{31,34}/;

/** Whether a text holds something that looks like the value of a client secret. */
export const holdsSecret = (text: string): boolean => secretShape.test(text);
