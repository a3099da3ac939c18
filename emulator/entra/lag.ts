import type { Behaviour, Lag } from '../behaviour.ts';

/** The part of a world that lag needs: how far the replicas lag, and a place for the counters. */
export interface LagContext {
  readonly behaviour: Behaviour;
  memory<T>(key: string, make: () => T): T;
}

interface Entry {
  /** The value before the change; undefined when there was none. */
  readonly old: unknown;
  /** For each replica, the number of its calls that still see the old value. */
  readonly left: number[];
  /** The number of reads. Counted per object: one call may read several, and each object meets all replicas in turn. */
  reads: number;
}

const entriesOf = (world: LagContext): Map<string, Entry> => world.memory('entra lag', () => new Map<string, Entry>());

const keyOf = (kind: keyof Lag, id: string): string => `${kind} ${id}`;

/** Records a change of an object: the next calls still see `old`. Replicas lag by one, two, … times the number. */
export const changing = (world: LagContext, kind: keyof Lag, id: string, old: unknown): void => {
  const { lag, replicas } = world.behaviour.entra;
  if (lag[kind] === 0) return;
  const entries = entriesOf(world);
  const before = entries.get(keyOf(kind, id));
  const pending = before?.left.some((left) => left > 0) ? before.old : structuredClone(old);
  const left = Array.from({ length: Math.max(1, replicas) }, (_, replica) => lag[kind] * (replica + 1));
  entries.set(keyOf(kind, id), { old: pending, left, reads: 0 });
};

/** The view of an object in a call: replicas answer in turn, and each call reduces the lag of its replica by one. */
export const seen = <T>(world: LagContext, kind: keyof Lag, id: string, current: T): T | undefined => {
  const entry = entriesOf(world).get(keyOf(kind, id));
  if (!entry) return current;
  const replica = entry.reads % entry.left.length;
  entry.reads += 1;
  const left = entry.left[replica] ?? 0;
  if (left === 0) return current;
  entry.left[replica] = left - 1;
  return entry.old as T | undefined;
};

/** Whether a write does not find an existing object of this kind, and counts it: replicas of writes lag by themselves. */
export const missedByWrite = ({ behaviour }: LagContext, kind: keyof Behaviour['entra']['lagOfWrites']): boolean => {
  const { lagOfWrites } = behaviour.entra;
  if (lagOfWrites[kind] === 0) return false;
  lagOfWrites[kind] -= 1;
  return true;
};

/** Whether any replica still lags; does not reduce the lag. */
export const lagging = (world: LagContext, kind: keyof Lag, id: string): boolean =>
  entriesOf(world)
    .get(keyOf(kind, id))
    ?.left.some((left) => left > 0) ?? false;
