import { type Acceptance, type AcceptanceContext, acceptance } from './entra/acceptance.ts';
import type { Directory, State } from './state.ts';

/** The part of a world that outages are derived from. */
export interface OutageContext extends AcceptanceContext {
  readonly state: Pick<State, 'entra' | 'truu'>;
  readonly log: { readonly last: number };
}

/** An interval in which TruU holds a secret that at least one replica of Entra does not accept. */
export interface Outage {
  directoryId: string;
  keyId: string | null;
  from: string;
  /** Null while it lasts. */
  to: string | null;
  cause: Exclude<Acceptance, 'accepted'>;
  /** The number of the newest log row at its start. */
  n: number;
}

interface Watch {
  /** Whether the directory ever held a working secret: an outage starts only after that. */
  worked: boolean;
  open: Outage | null;
}

/** Records, for every directory of TruU, the intervals in which its secret does not work. */
export class Outages {
  readonly #world: OutageContext;
  readonly #rows: Outage[] = [];
  readonly #watches = new Map<string, Watch>();

  constructor(world: OutageContext) {
    this.#world = world;
  }

  /** Every interval so far, evaluated up to now: a secret expires without a request. */
  rows(): readonly Outage[] {
    this.evaluate();
    return this.#rows;
  }

  /** Evaluates every directory in its current state. Must be called after each commit and clock step. */
  evaluate(): void {
    const { directories } = this.#world.state.truu;
    for (const directory of directories) this.#evaluateDirectory(directory);
    const existingIds = new Set(directories.map((directory) => directory.id));
    for (const [id, watch] of this.#watches) if (!existingIds.has(id)) this.#close(watch);
  }

  /** Removes every interval and starts from the current state. */
  clear(): void {
    this.#rows.length = 0;
    this.#watches.clear();
    this.evaluate();
  }

  #evaluateDirectory(directory: Directory): void {
    const watch = this.#watchOf(directory.id);
    const cause = this.#acceptanceOf(directory);
    const keyId = this.#keyIdOf(directory);
    if (watch.open && (watch.open.cause !== cause || watch.open.keyId !== keyId)) this.#close(watch);
    if (cause === 'accepted') watch.worked = true;
    if (cause === null || cause === 'accepted' || watch.open || !watch.worked) return;
    const from = this.#startOf(directory, cause);
    watch.open = { directoryId: directory.id, keyId, from, to: null, cause, n: this.#world.log.last };
    this.#rows.push(watch.open);
  }

  /** The key of the held secret; of one that a person pasted, the console's record of it. */
  #keyIdOf({ id, credential }: Directory): string | null {
    if (credential === null || credential.secretKeyId !== null) return credential?.secretKeyId ?? null;
    return this.#world.state.truu.console.find(({ directoryId }) => directoryId === id)?.keyId ?? null;
  }

  #acceptanceOf(directory: Directory): Acceptance | null {
    const { tenantId, clientId, credential } = directory;
    if (!credential) return null;
    if (tenantId.toLowerCase() !== this.#world.state.entra.tenant) return 'app-gone';
    const { clientSecret: secret } = credential;
    const keyId = this.#keyIdOf(directory);
    return acceptance(this.#world, { appId: clientId, secret, ...(keyId === null ? {} : { keyId }) });
  }

  /** An expiry starts at the end date of the secret, even if it is detected later; every other outage starts now. */
  #startOf({ clientId, credential }: Directory, cause: Acceptance): string {
    const held = this.#world.state.entra.secrets.find(
      ({ appId, value }) => appId === clientId && value === credential?.clientSecret,
    );
    if (cause !== 'expired' || !held) return this.#now();
    const accepted = Date.parse(credential?.acceptedAt ?? held.endDateTime);
    return new Date(Math.max(Date.parse(held.endDateTime), accepted)).toISOString();
  }

  #close(watch: Watch): void {
    if (watch.open) watch.open.to = this.#now();
    watch.open = null;
  }

  #watchOf(id: string): Watch {
    const known = this.#watches.get(id);
    if (known) return known;
    const watch: Watch = { worked: false, open: null };
    this.#watches.set(id, watch);
    return watch;
  }

  #now(): string {
    return this.#world.now('entra').toISOString();
  }
}
