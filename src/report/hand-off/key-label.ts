import { codeSpan } from '../../support/text.ts';

/** Shows the id of a secret: its first digits only where everyone can read it. */
export const keyLabel =
  ({ isPublic }: { readonly isPublic: boolean }) =>
  (keyId: string): string =>
    codeSpan(isPublic ? `${keyId.slice(0, 8)}…` : keyId);
