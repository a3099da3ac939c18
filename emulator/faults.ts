import type { Caller, ServiceName } from './state.ts';

/** The action of a fault on a request. */
export type FaultAction =
  | { answer: { status: number; headers: Record<string, string>; body: unknown } }
  | { truncate: number }
  | { delay: number }
  | 'close'
  | 'reset'
  | 'hang'
  | 'hold';

/** Which requests a fault applies to, and its action. */
export interface FaultSpec {
  service: ServiceName | null;
  method: string | null;
  path: RegExp | null;
  from: Caller;
  /** The first match that it applies to, counted from 1. */
  nth: number;
  /** How many matches it applies to from there; 0 means all. */
  times: number;
  when: 'before' | 'after';
  do: FaultAction;
  /** What a request that it let go on meets: the service, or the next fault that applies. */
  then: 'serve' | 'next';
}

/** The parts of a request that faults match on. */
export interface Probe {
  service: ServiceName;
  from: Caller;
  method: string;
  path: string;
  /** Path and query as sent. */
  target: string;
}

/** The progress of a fault. `held` lists the log numbers of the requests that it holds now. */
export interface FaultProgress {
  matched: number;
  fired: number;
  held: number[];
}

/** A fault that is set. */
export class Fault {
  readonly id: string;
  readonly spec: FaultSpec;
  #matched = 0;
  #fired = 0;
  #removed = false;
  readonly #held = new Map<() => void, number>();
  readonly #watchers = new Set<() => void>();

  constructor(id: string, spec: FaultSpec) {
    this.id = id;
    this.spec = spec;
  }

  get progress(): FaultProgress {
    return { matched: this.#matched, fired: this.#fired, held: [...this.#held.values()] };
  }

  /** Whether it matches the request, regardless of its count. */
  fits(probe: Probe): boolean {
    const { service, method, path, from } = this.spec;
    if ((service ?? probe.service) !== probe.service || from !== probe.from) return false;
    if (method !== null && method.toUpperCase() !== probe.method.toUpperCase()) return false;
    return path === null || path.test(probe.path) || path.test(probe.target);
  }

  /** Counts a match and returns whether the fault applies to it. */
  claim(): boolean {
    this.#matched += 1;
    const { nth, times } = this.spec;
    return this.#matched >= nth && (times === 0 || this.#matched < nth + times);
  }

  /** Records that it fired and wakes the waiters. */
  fire(): void {
    this.#fired += 1;
    for (const wake of this.#watchers) wake();
    this.#watchers.clear();
  }

  /** Holds request `n` until it is released or `gone` is aborted. */
  hold(n: number, gone: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const free = (): void => {
        this.#held.delete(free);
        gone.removeEventListener('abort', free);
        resolve();
      };
      this.#held.set(free, n);
      gone.addEventListener('abort', free);
      this.fire();
      if (gone.aborted || this.#removed) free();
    });
  }

  /** Releases every request that it holds now. */
  release(): void {
    for (const free of [...this.#held.keys()]) free();
  }

  /** Releases every request that it holds now or is about to hold. */
  remove(): void {
    this.#removed = true;
    this.release();
    for (const wake of this.#watchers) wake();
    this.#watchers.clear();
  }

  /** Resolves when it has fired at least once, is removed, or after `ms`. */
  waitFired(ms: number): Promise<void> {
    if (this.#fired > 0 || this.#removed) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#watchers.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.#watchers.add(wake);
    });
  }
}

/** The faults of a world, oldest first. */
export class Faults {
  #faults: Fault[] = [];
  #made = 0;

  /** Sets a fault; its count starts now. */
  add(spec: FaultSpec): Fault {
    this.#made += 1;
    const fault = new Fault(`fault-${this.#made}`, spec);
    this.#faults.push(fault);
    return fault;
  }

  /** The fault with this id. */
  get(id: string): Fault | undefined {
    return this.#faults.find((fault) => fault.id === id);
  }

  /**
   * The fault that applies to a request: the oldest one that matches and is due. `passed` collects the ids of the faults
   * that counted the request; faults that are already in it are skipped.
   */
  select(probe: Probe, passed: Set<string>): Fault | null {
    for (const fault of this.#faults) {
      if (passed.has(fault.id) || !fault.fits(probe)) continue;
      passed.add(fault.id);
      if (fault.claim()) return fault;
    }
    return null;
  }

  /** Removes one fault and releases what it holds. False when there is none with this id. */
  remove(id: string): boolean {
    const fault = this.get(id);
    this.#faults = this.#faults.filter((other) => other !== fault);
    fault?.remove();
    return fault !== undefined;
  }

  /** Removes every fault and releases what they hold. */
  clear(): void {
    for (const fault of this.#faults) fault.remove();
    this.#faults = [];
  }
}
