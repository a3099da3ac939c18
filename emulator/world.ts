import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { type Behaviour, defaultBehaviour } from './behaviour.ts';
import { WorldClock } from './clock.ts';
import type { Exchange } from './exchange.ts';
import { Faults } from './faults.ts';
import { Log } from './log.ts';
import { Outages } from './outages.ts';
import { seedState } from './seed.ts';
import type { ServiceName, State } from './state.ts';

/** A service that answers requests: a Hono app, or an object of that form. */
export interface Service {
  fetch(request: Request): Response | Promise<Response>;
}

/** The addresses of the services, without a trailing slash; `graph` is without "/v1.0". */
export interface Urls {
  login: string;
  graph: string;
  truu: string;
  github: string;
  oidc: string;
  vault: string;
}

/** Until the ports are open; `app.request` works with them. */
const placeholders: Urls = {
  login: 'https://login.localhost',
  graph: 'https://graph.localhost',
  truu: 'https://truu.localhost',
  github: 'https://github.localhost',
  oidc: 'https://oidc.localhost',
  vault: 'https://vault.localhost',
};

/** The owner of a clock: a service, or Entra as a whole. */
export type ClockOwner = ServiceName | 'entra';

/**
 * One emulated world. Services keep what is part of `GET /state` in `state`, and everything else (lag counters, replays,
 * timers) in `memory`, which a reset clears. After every change of `state` they call `touch()` in the same synchronous
 * step.
 */
export class World {
  state: State;
  behaviour: Behaviour = defaultBehaviour();
  readonly clock = new WorldClock();
  readonly log = new Log();
  readonly faults = new Faults();
  readonly outages: Outages = new Outages(this);
  /** Filled at the start of the world; `dispatch` reads it. */
  readonly services: Partial<Record<ServiceName, Service>> = {};
  /** The exchange that is being served; `dispatch` sets it. */
  readonly exchange = new AsyncLocalStorage<Exchange>();
  readonly ids = { uuid: (): string => randomUUID() };
  /** By which names the services are known: public ones behind a proxy, else those of their ports. */
  urls: Urls = { ...placeholders };
  /** At which ports they answer. */
  directUrls: Urls = { ...placeholders };
  /** Incremented by each reset, so that work from before it can detect the reset. */
  epoch = 0;
  #memory = new Map<string, unknown>();
  readonly #resetHooks: (() => void)[] = [];

  /** Throws a SeedError on a seed with an unknown key. */
  constructor(seed?: unknown) {
    this.state = seedState(seed, this.clock.now());
    this.outages.clear();
  }

  /** The current time on the clock of a service, its skew included. */
  now(owner: ClockOwner = 'github'): Date {
    return new Date(this.clock.now().getTime() + this.#skewMs(owner));
  }

  /** A value of a service outside the state: created on first use, cleared by a reset. */
  memory<T>(key: string, make: () => T): T {
    if (!this.#memory.has(key)) this.#memory.set(key, make());
    return this.#memory.get(key) as T;
  }

  /** Must be called after each change of the state: marks the current request as committed and evaluates outages. */
  touch(): void {
    const exchange = this.exchange.getStore();
    if (exchange && !exchange.done) exchange.row.committed = true;
    this.outages.evaluate();
  }

  /** Calls `hook` on every reset, before the state is replaced, and at the end. Hooks cancel timers. */
  onReset(hook: () => void): void {
    this.#resetHooks.push(hook);
  }

  /** Resets everything and plants a seed. Throws a SeedError on a bad seed, and then changes nothing. */
  reset(seed?: unknown): void {
    const state = seedState(seed, new Date());
    this.close();
    this.log.clear();
    this.clock.reset();
    this.behaviour = defaultBehaviour();
    this.#memory = new Map();
    this.state = state;
    this.outages.clear();
  }

  /** Ends pending work: cancels timers, and releases held requests without committing them. */
  close(): void {
    this.epoch += 1;
    for (const hook of this.#resetHooks) hook();
    this.faults.clear();
  }

  #skewMs(owner: ClockOwner): number {
    const { truu, entra } = this.behaviour;
    if (owner === 'truu') return truu.skewMs;
    if (owner === 'login') return entra.skewMs + entra.loginSkewMs;
    return owner === 'entra' || owner === 'graph' ? entra.skewMs : 0;
  }
}
