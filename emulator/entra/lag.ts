import type { Lag } from '../behaviour.ts';
import type { World } from '../world.ts';

interface Entry {
  /** What was there before; undefined: nothing was. */
  readonly old: unknown;
  /** For each replica, how many more of its calls see the old view. */
  readonly left: number[];
}

interface Store {
  readonly entries: Map<string, Entry>;
  calls: number;
}

const storeOf = (world: World): Store => world.memory('entra lag', () => ({ entries: new Map(), calls: 0 }));

const keyOf = (kind: keyof Lag, id: string): string => `${kind} ${id}`;

/** Notes that an object changes: the next calls still see `old`. The replicas lag by one, two, … times the number. */
export const changing = (world: World, kind: keyof Lag, id: string, old: unknown): void => {
  const { lag, replicas } = world.behaviour.entra;
  if (lag[kind] === 0) return;
  const { entries } = storeOf(world);
  const before = entries.get(keyOf(kind, id));
  const pending = before?.left.some((left) => left > 0) ? before.old : structuredClone(old);
  const left = Array.from({ length: Math.max(1, replicas) }, (_, replica) => lag[kind] * (replica + 1));
  entries.set(keyOf(kind, id), { old: pending, left });
};

/** What a call sees of an object: the replicas answer in turn, and each call uses up one of its own lag. */
export const seen = <T>(world: World, kind: keyof Lag, id: string, current: T): T | undefined => {
  const store = storeOf(world);
  store.calls += 1;
  const entry = store.entries.get(keyOf(kind, id));
  if (!entry) return current;
  const replica = store.calls % entry.left.length;
  const left = entry.left[replica] ?? 0;
  if (left === 0) return current;
  entry.left[replica] = left - 1;
  return entry.old as T | undefined;
};

/** Whether any replica still lags behind; uses up nothing. */
export const lagging = (world: World, kind: keyof Lag, id: string): boolean =>
  storeOf(world)
    .entries.get(keyOf(kind, id))
    ?.left.some((left) => left > 0) ?? false;
