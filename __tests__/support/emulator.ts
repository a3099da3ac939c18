import { afterEach } from '@jest/globals';
import { Agent, fetch as fetchThrough, type RequestInit, type Response } from 'undici';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Behaviour } from '../../emulator/behaviour.ts';
import type { ConnectProxy } from '../../emulator/connect-proxy.ts';
import type { FaultProgress } from '../../emulator/faults.ts';
import type { LogRow } from '../../emulator/log.ts';
import type { Outage } from '../../emulator/outages.ts';
import { useSigningKeys } from '../../emulator/signing-key.ts';
import { type Ready, startEmulator as start, type StartOptions } from '../../emulator/start.ts';
import type { State } from '../../emulator/state.ts';
import type { TlsMaterial } from '../../emulator/tls.ts';
import type { World } from '../../emulator/world.ts';
import { watchedServices } from './contract-watch.ts';

type DeepPartial<T> = T extends object ? { [K in keyof T]?: DeepPartial<T[K]> } : T;

/** A fault as `POST /faults` takes it. */
export interface FaultBody {
  service?: 'login' | 'graph' | 'oidc' | 'truu' | 'github' | 'vault';
  method?: string;
  path?: string;
  from?: 'client' | 'truu';
  nth?: number;
  times?: number;
  when: 'before' | 'after';
  then?: 'serve' | 'next';
  do:
    | { answer: { status: number; headers?: Record<string, string>; body?: unknown } }
    | { truncate: number }
    | { delay: number }
    | 'close'
    | 'reset'
    | 'hang'
    | 'hold';
}

/** What a control call answered. */
export interface ControlAnswer {
  status: number;
  body: unknown;
}

/** The control API of a running emulator; each call but `call` throws when it is refused. */
export interface Control {
  call(method: string, path: string, body?: unknown): Promise<ControlAnswer>;
  state(): Promise<State>;
  log(after?: number): Promise<LogRow[]>;
  outages(): Promise<Outage[]>;
  behaviour(patch: DeepPartial<Behaviour>): Promise<Behaviour>;
  reset(seed?: unknown): Promise<void>;
  faults: {
    add(fault: FaultBody): Promise<string>;
    get(id: string): Promise<FaultProgress>;
    /** Waits until the fault has struck; throws when it has not within `ms`. */
    fired(id: string, ms?: number): Promise<FaultProgress>;
    release(id: string): Promise<void>;
    /** Removes one fault, or all. */
    remove(id?: string): Promise<void>;
  };
  clock: {
    now(): Promise<Date>;
    advance(duration: string): Promise<Date>;
    set(instant: string): Promise<Date>;
  };
}

/** An emulator that runs in this process on real ports. */
export interface TestEmulator extends Omit<Ready, 'proxy'>, Control {
  world: World;
  /** Null unless it was started with one. */
  proxy: ConnectProxy | null;
  /** As the global fetch, but trusts the emulator's CA. */
  fetch(url: string, init?: RequestInit): Promise<Response>;
  stop(): Promise<void>;
}

const controlAt = (url: string): Control => {
  const call: Control['call'] = async (method, path, body) => {
    const init =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await fetch(url + path, { method, ...init });
    return { status: response.status, body: await response.json() };
  };
  const must = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await call(method, path, body);
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body as T;
  };
  const dateOf = async (answer: Promise<{ now: string }>): Promise<Date> => new Date((await answer).now);
  return {
    call,
    state: () => must('GET', '/state'),
    log: (after = 0) => must('GET', `/log?after=${after}`),
    outages: () => must('GET', '/outages'),
    behaviour: (patch) => must('PATCH', '/behaviour', patch),
    reset: async (seed) => void (await must('POST', '/reset', seed === undefined ? {} : { seed })),
    faults: {
      add: async (fault) => (await must<{ id: string }>('POST', '/faults', fault)).id,
      get: (id) => must('GET', `/faults/${id}`),
      fired: async (id, ms = 10_000) => {
        const progress = await must<FaultProgress>('GET', `/faults/${id}?wait=fired&ms=${ms}`);
        if (progress.fired === 0) throw new Error(`fault ${id} did not strike within ${ms} ms`);
        return progress;
      },
      release: async (id) => void (await must('POST', `/faults/${id}/release`)),
      remove: async (id) => void (await must('DELETE', id === undefined ? '/faults' : `/faults/${id}`)),
    },
    clock: {
      now: () => dateOf(must('GET', '/clock')),
      advance: (duration) => dateOf(must('POST', '/clock', { advance: duration })),
      set: (instant) => dateOf(must('POST', '/clock', { set: instant })),
    },
  };
};

const shared = async <T>(name: string): Promise<T> =>
  JSON.parse(await readFile(path.join(process.env['TRUU_TEST_FOLDER'] ?? '', name), 'utf8')) as T;

const broken: string[] = [];

/** What TruU answered against its contract since the last call. */
export const takeViolations = (): string[] => broken.splice(0);

const keepContract = (): void => {
  const found = takeViolations();
  if (found.length > 0) throw new Error(`TruU broke its contract:\n${found.join('\n')}`);
};

// Fails the test in which the answer was given; what comes after the last test fails at stop.
afterEach(keepContract);

/**
 * Starts an emulator in this process. The caller stops it. Every answer of its TruU, unless it was made by a fault or by
 * services of the caller's own, is held against the contract; a test in which one breaks it fails.
 */
export const startEmulator = async (options: StartOptions = {}): Promise<TestEmulator> => {
  // Keys and certificates are slow to make, and every test file would make its own.
  useSigningKeys(await shared<Record<string, string>>('keys.json'));
  const tls = await shared<TlsMaterial>('tls.json');
  const services = watchedServices((violation) => broken.push(violation));
  const { ready, world, proxy, stop } = await start({ services, tls, ...options });
  const agent = new Agent({ connect: { ca: await readFile(ready.ca, 'utf8') } });
  return {
    ...ready,
    ...controlAt(ready.urls.control),
    ...{ world, proxy },
    fetch: (url, init) => fetchThrough(url, { ...init, dispatcher: agent }),
    stop: async () => {
      await agent.destroy();
      await stop();
      keepContract();
    },
  };
};
