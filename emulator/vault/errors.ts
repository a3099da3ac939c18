/** A refusal of Key Vault: its code, and the inner code that tells why. */
export class VaultRefusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly inner: string | null;

  constructor(status: number, code: string, message: string, inner: string | null = null) {
    super(message);
    this.name = 'VaultRefusal';
    this.status = status;
    this.code = code;
    this.inner = inner;
  }
}

/** Key Vault's error body (recordings of azure-sdk-for-js, 2022-04-26). */
export const errorBody = ({ code, message, inner }: VaultRefusal): Record<string, unknown> => ({
  error: { code, message, ...(inner === null ? {} : { innererror: { code: inner } }) },
});

/** The refusal of a malformed request. */
export const badParameter = (message: string): VaultRefusal => new VaultRefusal(400, 'BadParameter', message);

/** The refusal for a secret, or a version, that does not exist. */
export const notFound = (id: string): VaultRefusal =>
  new VaultRefusal(
    404,
    'SecretNotFound',
    `A secret with (name/id) ${id} was not found in this key vault. If you recently deleted this secret you may be able to recover it using the correct recovery command.`,
  );
