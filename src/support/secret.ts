import { inspect } from 'node:util';

const printed = '[secret]';

/** A value that cannot be printed: string, JSON, template and `util.inspect` all show `[secret]`. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value, for the one request that needs it. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return printed;
  }

  toJSON(): string {
    return printed;
  }

  [inspect.custom](): string {
    return printed;
  }
}

/** Turns plain text into a `Secret` after the host masks it: the only way a secret enters the program. */
export type MaskSecret = (value: string) => Secret;

/** The access tokens of a run for one resource. */
export interface TokenSource {
  /** Throws AUTH_…. */
  readonly token: () => Promise<Secret>;
  /** A new one, after the resource refused the old. Throws AUTH_…. */
  readonly refresh: () => Promise<Secret>;
}
