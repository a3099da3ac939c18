import type { ConsoleConnection, Directory } from '../state.ts';
import type { World } from '../world.ts';
import { catchUpAll } from './diagnostics.ts';
import { measure } from './measure.ts';

const hourMs = 60 * 60 * 1000;

/** A save is followed by a login after so long: the guide says that diagnostics take two to three minutes. */
export const firstLoginMs = 2 * 60 * 1000;

/** In a long step of the clock every login of its end counts, so long back: a report is at most two days late. */
const keptMs = 4 * 24 * hourMs;

interface Due {
  readonly at: number;
  readonly connection: ConsoleConnection;
}

const directoryOf = ({ state }: World, { directoryId }: ConsoleConnection): Directory | undefined =>
  state.truu.directories.find(({ id }) => id === directoryId);

/** TruU's Identity Servers log in, so a directory that no cluster is connected to is not used. */
const isUsed = ({ state, behaviour }: World, { directoryId }: ConsoleConnection): boolean =>
  !behaviour.console.stopped && state.truu.clusters.some((cluster) => cluster.directoryId === directoryId);

const endOfSecret = (world: World, connection: ConsoleConnection): number => {
  const value = directoryOf(world, connection)?.credential?.clientSecret;
  const held = world.state.entra.secrets.find((one) => one.value === value);
  return held === undefined ? NaN : Date.parse(held.endDateTime);
};

/**
 * The logins of a connection up to an instant. Nothing but the end of the secret changes within a step of the clock, so
 * of a long step only these are made: the first, the last with a live secret, and those of the last days.
 */
const dueOf = (world: World, connection: ConsoleConnection, until: number): Due[] => {
  const intervalMs = world.behaviour.console.loginEveryHours * hourMs;
  const slots: number[] = [];
  let slot = Date.parse(connection.nextLoginAt);
  for (; slot <= until; slot += intervalMs) slots.push(slot);
  // After the clock was set back, the next login is not further away than an interval.
  connection.nextLoginAt = new Date(Math.min(slot, until + intervalMs)).toISOString();
  if (!isUsed(world, connection)) return [];
  const end = endOfSecret(world, connection);
  const lastLive = slots.findLast((at) => at < end);
  const now = world.clock.now().getTime();
  const [overdue, ahead] = [slots.filter((at) => at <= now), slots.filter((at) => at > now)];
  // What came due while the clock ran is one login, now.
  const possible = [...overdue.slice(-1), ...ahead];
  const kept = possible.filter((at, index) => index === 0 || at === lastLive || at > until - keptMs);
  return kept.map((at) => ({ at, connection }));
};

const logIn = async (world: World, connection: ConsoleConnection): Promise<void> => {
  const directory = directoryOf(world, connection);
  if (!directory) return;
  const { etag } = directory;
  const health = await measure(world, directory);
  const current = directoryOf(world, connection);
  if (current?.etag === etag) current.health = health;
};

/** Makes TruU's logins up to an instant, each at its time; the clock moves with them and is left at the last. */
const runLogins = async (world: World, until: Date): Promise<void> => {
  const { epoch } = world;
  const due = world.state.truu.console.flatMap((connection) => dueOf(world, connection, until.getTime()));
  for (const { at, connection } of due.toSorted((a, b) => a.at - b.at)) {
    if (world.epoch !== epoch) return;
    if (at > world.clock.now().getTime()) world.clock.set(new Date(at));
    world.outages.evaluate();
    await logIn(world, connection);
  }
};

/** Makes the logins whose time has come while the clock ran. */
export const runDueLogins = (world: World): Promise<void> => runLogins(world, world.clock.now());

/** Moves the clock to an instant; on the way the console's TruU logs in at its times, and the API's at the end. */
export const stepTo = async (world: World, target: Date): Promise<void> => {
  const { epoch } = world;
  await runLogins(world, target);
  if (world.epoch !== epoch) return;
  world.clock.set(target);
  await catchUpAll(world);
};
