import type { Directory, DirectoryHealth } from '../state.ts';
import type { World } from '../world.ts';
import { measure } from './measure.ts';

interface Run {
  /** Incremented by each restart: the result of an older run does not count. */
  turn: number;
  timer: NodeJS.Timeout | null;
  /** The number of results, for the behaviour `flapping`. */
  results: number;
}

const runOf = (world: World, id: string): Run => {
  const runs = world.memory('truu diagnostics', () => {
    const made = new Map<string, Run>();
    world.onReset(() => {
      for (const { timer } of made.values()) if (timer) clearTimeout(timer);
    });
    return made;
  });
  const known = runs.get(id) ?? { turn: 0, timer: null, results: 0 };
  runs.set(id, known);
  return known;
};

/** Discards the measurement that is in progress. */
const cancel = (run: Run): void => {
  run.turn += 1;
  if (run.timer) clearTimeout(run.timer);
  run.timer = null;
};

const begin = (world: World, id: string, run: Run): void => {
  cancel(run);
  const { turn } = run;
  const { epoch } = world;
  const measureAndStore = async (): Promise<void> => {
    const directory = world.state.truu.directories.find((one) => one.id === id);
    if (!directory || world.epoch !== epoch) return;
    const health = await measure(world, directory);
    const current = world.state.truu.directories.find((one) => one.id === id);
    if (!current || world.epoch !== epoch || run.turn !== turn) return;
    run.timer = null;
    run.results += 1;
    current.health = flapped(world, run, health);
  };
  run.timer = setTimeout(() => void measureAndStore(), world.behaviour.truu.healthDelayMs);
  run.timer.unref();
};

const flapped = (world: World, run: Run, health: DirectoryHealth): DirectoryHealth => {
  if (world.behaviour.truu.health !== 'flapping' || run.results % 2 === 1) return health;
  return {
    ...health,
    status: 'UNHEALTHY',
    checks: [{ name: 'connection', status: 'FAILED', code: 'CONNECTION_LOST', message: 'The connection was lost.' }],
  };
};

/** After a change: discards the measurement in progress and starts a new one after the delay. */
export const restartDiagnostics = (world: World, directory: Directory): void => {
  const run = runOf(world, directory.id);
  cancel(run);
  if (world.behaviour.truu.health === 'stale') return;
  if (world.behaviour.truu.health === 'stuck')
    directory.health = {
      status: 'PROGRESSING',
      checkedAt: null,
      credentialKeyId: directory.credential?.secretKeyId ?? null,
      checks: [],
    };
  else begin(world, directory.id, run);
};

/** TruU measures so often though nothing changes. */
const scheduleMs = 12 * 60 * 60 * 1000;

const isOverdue = (world: World, { health: { checkedAt } }: Directory): boolean =>
  checkedAt !== null && world.now('truu').getTime() - Date.parse(checkedAt) > scheduleMs;

const measures = ({ behaviour: { truu } }: World): boolean => truu.health !== 'stale' && truu.health !== 'stuck';

/** Makes a measurement that the schedule should have made while the clock moved. */
const catchUp = async (world: World, directory: Directory): Promise<void> => {
  if (!measures(world) || !isOverdue(world, directory)) return;
  const run = runOf(world, directory.id);
  const { turn } = run;
  const measured = await measure(world, directory);
  if (run.turn === turn) directory.health = flapped(world, run, measured);
};

/** Makes the measurements that are overdue after a step of the clock: each is a login, which Entra's report shows. */
export const catchUpAll = async (world: World): Promise<void> => {
  for (const directory of world.state.truu.directories) await catchUp(world, directory);
};

/** The current result. Reading it starts a new measurement when none is in progress; one that is overdue is made first. */
export const healthOf = async (world: World, directory: Directory): Promise<DirectoryHealth> => {
  if (!measures(world)) return directory.health;
  await catchUp(world, directory);
  const run = runOf(world, directory.id);
  if (run.timer === null) begin(world, directory.id, run);
  return directory.health;
};
