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

/** Something that answers requests: a Hono app, or anything of that form. */
export interface Service {
  fetch(request: Request): Response | Promise<Response>;
}

/** Where the services are reached. None ends with a slash; `graph` is without "/v1.0". */
export interface Urls {
  login: string;
  graph: string;
  truu: string;
  github: string;
  oidc: string;
}

/** Whose clock is asked for: a service, or Entra as a whole. */
export type ClockOwner = ServiceName | 'entra';

/**
 * One emulated world. Services keep what is part of `GET /state` in `state`, and everything else (lag counters, replays,
 * timers) in `memory`, which a reset throws away. After every change of `state`, in the same synchronous go, they call
 * `touch()`.
 */
export class World {
  state: State;
  behaviour: Behaviour = defaultBehaviour();
  readonly clock = new WorldClock();
  readonly log = new Log();
  readonly faults = new Faults();
  readonly outages: Outages = new Outages(this);
  /** Filled by whoever starts the world; `dispatch` looks here. */
  readonly services: Partial<Record<ServiceName, Service>> = {};
  /** The exchange that the running code serves; `dispatch` sets it. */
  readonly exchange = new AsyncLocalStorage<Exchange>();
  readonly ids = { uuid: (): string => randomUUID() };
  /** Real once the ports are open; until then good enough for `app.request`. */
  urls: Urls = {
    login: 'https://login.localhost',
    graph: 'https://graph.localhost',
    truu: 'https://truu.localhost',
    github: 'https://github.localhost',
    oidc: 'https://oidc.localhost',
  };
  /** Grows with each reset, so that work begun before it can see that its world is gone. */
  epoch = 0;
  #memory = new Map<string, unknown>();
  readonly #resetHooks: (() => void)[] = [];

  /** Throws a SeedError on a seed with an unknown key. */
  constructor(seed?: unknown) {
    this.state = seedState(seed, this.clock.now());
    this.outages.clear();
  }

  /** The present instant on the clock of a service, its skew included. */
  now(owner: ClockOwner = 'github'): Date {
    return new Date(this.clock.now().getTime() + this.#skewMs(owner));
  }

  /** A service's scratch value that is no part of the state: made on first use, thrown away by a reset. */
  memory<T>(key: string, make: () => T): T {
    if (!this.#memory.has(key)) this.#memory.set(key, make());
    return this.#memory.get(key) as T;
  }

  /** To be called after each change of the state: marks the running request as committed and looks for outages. */
  touch(): void {
    const exchange = this.exchange.getStore();
    if (exchange && !exchange.done) exchange.row.committed = true;
    this.outages.evaluate();
  }

  /** Has `hook` called on every reset, before the state is replaced, and at the end: the place to cancel timers. */
  onReset(hook: () => void): void {
    this.#resetHooks.push(hook);
  }

  /** Back to a seed; clears faults, behaviour, clock, log, outages and memory. Throws a SeedError and changes nothing on a bad seed. */
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

  /** Ends what is under way: timers are cancelled, and held requests let go without being committed. */
  close(): void {
    this.epoch += 1;
    for (const hook of this.#resetHooks) hook();
    this.faults.clear();
  }

  #skewMs(owner: ClockOwner): number {
    if (owner === 'truu') return this.behaviour.truu.skewMs;
    return owner === 'entra' || owner === 'login' || owner === 'graph' ? this.behaviour.entra.skewMs : 0;
  }
}
