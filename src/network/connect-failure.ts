/** No connection could be opened through a proxy. */
export class ConnectFailure extends Error {
  override readonly name = 'ConnectFailure';
  /** A code of our own, or the system's. */
  readonly code: string;
  /** Host and port of the proxy. */
  readonly proxy: string;
  /** What the proxy answered to CONNECT; null when it did not. */
  readonly status: number | null;

  constructor(code: string, proxy: string, status: number | null = null, cause?: unknown) {
    super(`No connection through the proxy (${code}).`, { cause });
    this.code = code;
    this.proxy = proxy;
    this.status = status;
  }

  /** Any error of a connection through a proxy. Undici takes its own codes for "try again", so none of them is kept. */
  static from(thrown: unknown, proxy: string): ConnectFailure {
    if (thrown instanceof ConnectFailure) return thrown;
    const code = (thrown as { readonly code?: unknown } | null)?.code;
    const known = typeof code === 'string' && !code.startsWith('UND_ERR_') ? code : 'PROXY_CLOSED';
    return new ConnectFailure(known, proxy, null, thrown);
  }
}
