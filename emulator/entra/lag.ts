import type { Behaviour, Lag } from '../behaviour.ts';

/** The part of a world that lag needs: how far the replicas lag, and a place for the counters. */
export interface LagContext {
  readonly behaviour: Behaviour;
  memory<T>(key: string, make: () => T): T;
}

interface Entry {
  /** What was there before; undefined: nothing was. */
  readonly old: unknown;
  /** For each replica, how many more of its calls see the old view. */
  readonly left: number[];
  /** How often it was asked for: a call may ask for several objects, and each is to meet all replicas in turn. */
  asked: number;
}

const entriesOf = (world: LagContext): Map<string, Entry> => world.memory('entra lag', () => new Map<string, Entry>());

const keyOf = (kind: keyof Lag, id: string): string => `${kind} ${id}`;

/** Notes that an object changes: the next calls still see `old`. The replicas lag by one, two, … times the number. */
export const changing = (world: LagContext, kind: keyof Lag, id: string, old: unknown): void => {
  const { lag, replicas } = world.behaviour.entra;
  if (lag[kind] === 0) return;
  const entries = entriesOf(world);
  const before = entries.get(keyOf(kind, id));
  const pending = before?.left.some((left) => left > 0) ? before.old : structuredClone(old);
  const left = Array.from({ length: Math.max(1, replicas) }, (_, replica) => lag[kind] * (replica + 1));
  entries.set(keyOf(kind, id), { old: pending, left, asked: 0 });
};

/** What a call sees of an object: the replicas answer in turn, and each call uses up one of its own lag. */
export const seen = <T>(world: LagContext, kind: keyof Lag, id: string, current: T): T | undefined => {
  const entry = entriesOf(world).get(keyOf(kind, id));
  if (!entry) return current;
  const replica = entry.asked % entry.left.length;
  entry.asked += 1;
  const left = entry.left[replica] ?? 0;
  if (left === 0) return current;
  entry.left[replica] = left - 1;
  return entry.old as T | undefined;
};

/** Whether any replica still lags behind; uses up nothing. */
export const lagging = (world: LagContext, kind: keyof Lag, id: string): boolean =>
  entriesOf(world)
    .get(keyOf(kind, id))
    ?.left.some((left) => left > 0) ?? false;
