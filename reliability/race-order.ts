import type { ItemRow, LogRow } from '../emulator/log.ts';
import type { RunningWorld } from '../emulator/client/world.ts';

/** One of two runs at once, by the order of their starts. */
export type Runner = 'first' | 'second';

/** A run that the scheduler may let go on. */
export interface Racer {
  readonly name: Runner;
  readonly alive: () => boolean;
}

/** Requests at which a run stops, and how many of them at most. */
export interface Stop {
  readonly service: string;
  readonly method: string;
  /** A regular expression. */
  readonly path: string;
  readonly count: number;
}

/** Where a run stops until it is let go on: its writes, and the reads on which it decides, so that others can write between. */
const apiStops: readonly Stop[] = [
  { service: 'graph', method: 'POST', path: '^/v1', count: 90 },
  { service: 'graph', method: 'PATCH', path: '^/v1', count: 12 },
  { service: 'graph', method: 'DELETE', path: '^/v1', count: 12 },
  { service: 'truu', method: 'POST', path: '^/api/', count: 8 },
  { service: 'truu', method: 'PUT', path: '^/api/', count: 12 },
  { service: 'truu', method: 'PATCH', path: '^/api/', count: 12 },
  { service: 'truu', method: 'GET', path: '/health$', count: 40 },
  { service: 'truu', method: 'GET', path: '^/api/v1/directories$', count: 40 },
];

/** Sets the holds: each keeps one request, so that they can be released one at a time. Returns their ids. */
export const setStops = async (
  world: RunningWorld,
  stops: readonly Stop[] = apiStops,
): Promise<ReadonlySet<string>> => {
  const bodies = stops.flatMap(({ count, ...where }) =>
    Array.from({ length: count }, () => ({ ...where, from: 'client', when: 'before', do: 'hold' })),
  );
  const ids = new Set<string>();
  for (const body of bodies) ids.add(((await world.control('POST', '/faults', body)) as { id: string }).id);
  return ids;
};

/** A request that waits to be released. */
interface Waiting {
  readonly fault: string;
  readonly runner: Runner;
  readonly request: string;
}

const tokenOf = ({ headers }: LogRow): string => headers['authorization'] ?? '';
const isRemote = ({ service, from }: LogRow): boolean => from === 'client' && ['graph', 'truu'].includes(service);

const logOf = async (world: RunningWorld): Promise<readonly LogRow[]> =>
  (await world.control('GET', '/log?after=0')) as readonly LogRow[];

/** Whether a token is one of the first run. */
type IsOfFirst = (token: string) => boolean;

/** The tokens of the first run, once it has asked both remotes: each run logs in for itself, once on either side. */
export const tokensOfFirst = async (world: RunningWorld, first: Racer): Promise<IsOfFirst> => {
  for (;;) {
    const rows = (await logOf(world)).filter((row) => isRemote(row) && tokenOf(row) !== '');
    const tokens = new Set(rows.map(tokenOf));
    if (new Set(rows.map(({ service }) => service)).size === 2 || !first.alive()) return (token) => tokens.has(token);
    await pause();
  }
};

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 8));

const waitingIn = (
  rows: readonly LogRow[],
  ids: ReadonlySet<string>,
  released: ReadonlySet<string>,
  isMine: IsOfFirst,
): readonly Waiting[] =>
  rows.flatMap((row) => {
    const runner = isMine(tokenOf(row)) ? 'first' : 'second';
    return [row, ...row.items].flatMap((one: LogRow | ItemRow) =>
      one.fault !== null && one.status === null && ids.has(one.fault) && !released.has(one.fault)
        ? [{ fault: one.fault, runner, request: `${runner}: ${row.service} ${one.method} ${one.path}` } as const]
        : [],
    );
  });

/** What a run has under way besides the requests that wait: while there is any, it is not at rest. */
const isBusy = (rows: readonly LogRow[], released: ReadonlySet<string>, live: ReadonlySet<string>): boolean =>
  rows.some((row) => {
    const requests = row.items.length > 0 ? row.items : [row];
    return (
      row.from === 'client' &&
      row.status === null &&
      live.has(tokenOf(row)) &&
      requests.some((one) => one.status === null && (one.fault === null || released.has(one.fault)))
    );
  });

const pick = <T>(items: readonly T[], random: () => number): T | undefined =>
  items[Math.floor(random() * items.length)];

/** How the scheduler is to proceed. */
export interface Order {
  readonly ids: ReadonlySet<string>;
  readonly random: () => number;
  readonly start: (name: Runner) => Racer;
  /** Tells which tokens are the first run's, before the second one starts. */
  readonly tokensOf: (world: RunningWorld, first: Racer) => Promise<IsOfFirst>;
}

/**
 * Starts two runs and lets one request go at a time, and only while every run that lives waits for it; `random` decides
 * whose and which. Returns the order that came of it, once both have ended.
 */
export const interleave = async (
  world: RunningWorld,
  { ids, random, start, tokensOf }: Order,
): Promise<readonly string[]> => {
  const first = start('first');
  const isMine = await tokensOf(world, first);
  const racers = [first, start('second')];
  // Some seeds let one run go far ahead of the other, and others make them alternate.
  const favour = random();
  const released = new Set<string>();
  const order: string[] = [];
  let seen = -1;
  for (;;) {
    const live = racers.filter(({ alive }) => alive()).map(({ name }) => name);
    if (live.length === 0) return order;
    const rows = await logOf(world);
    const waiting = waitingIn(rows, ids, released, isMine).filter(({ runner }) => live.includes(runner));
    const tokens = rows.map(tokenOf).filter((token) => live.includes(isMine(token) ? 'first' : 'second'));
    const resting = live.every((name) => waiting.some(({ runner }) => runner === name));
    // Twice the same log: what a run does without asking anybody leaves no trace while it lasts.
    if (!resting || isBusy(rows, released, new Set(tokens)) || rows.length !== seen) {
      seen = rows.length;
      await pause();
      continue;
    }
    const name: Runner = random() < favour ? 'first' : 'second';
    const preferred = waiting.filter(({ runner }) => runner === name);
    const next = pick(preferred.length > 0 ? preferred : waiting, random);
    if (next === undefined) continue;
    released.add(next.fault);
    order.push(next.request);
    await world.control('POST', `/faults/${next.fault}/release`);
  }
};
