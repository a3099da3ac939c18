import type { RunningWorld } from '../emulator/client/world.ts';

/** A part of the story by the world's clock, and the intervals in which TruU could not log in. */
export interface OutageRow {
  readonly title: string;
  /** RFC 3339. */
  readonly from: string;
  /** RFC 3339. */
  readonly to: string;
  readonly outages: number;
}

/** How many intervals the world has recorded in which TruU held a secret that Entra did not accept. */
export const countOutages = async (world: RunningWorld): Promise<number> =>
  ((await world.control('GET', '/outages')) as readonly unknown[]).length;

/** The table at the end, with the sum under it. */
export const outageTable = (rows: readonly OutageRow[]): readonly string[] => {
  const width = Math.max(...rows.map(({ title }) => title.length));
  const line = (title: string, from: string, to: string, outages: string): string =>
    `${title.padEnd(width)}  ${from.padEnd(10)}  ${to.padEnd(10)}  ${outages}`;
  const sum = rows.reduce((total, { outages }) => total + outages, 0);
  return [
    line('Part', 'from', 'to', 'intervals in which TruU could not log in'),
    ...rows.map(({ title, from, to, outages }) => line(title, from.slice(0, 10), to.slice(0, 10), String(outages))),
    '',
    `${sum} ${sum === 1 ? 'interval' : 'intervals'} in which TruU could not log in.`,
  ];
};

/** What is wrong when TruU could not log in at some time; empty otherwise. */
export const outageProblems = (rows: readonly OutageRow[]): readonly string[] =>
  rows.filter(({ outages }) => outages > 0).map(({ title, outages }) => `"${title}": ${outages} outages of TruU`);
