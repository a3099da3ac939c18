import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startWorld, type RunningWorld } from '../emulator/client/world.ts';
import { nameOf, runCase, type Case, type Verdict } from './case.ts';
import { pairs, record, singles } from './cases.ts';
import { allFaults } from './faults.ts';
import { seeded } from './random.ts';
import { writeReport, type CaseResult } from './report.ts';
import { makeConsoleSituations } from './console/situations.ts';
import { apiSituationNames, converge, makeSituations, type Situation } from './situations.ts';

const root = path.resolve(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    lanes: { type: 'string', default: '2' },
    pairs: { type: 'string', default: '500' },
    seed: { type: 'string', default: '20261124' },
    situation: { type: 'string', default: '' },
    only: { type: 'string', default: '' },
    except: { type: 'string' },
    every: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '600' },
    report: { type: 'boolean', default: false },
  },
});

/** What was built decides which results of an earlier run still count. */
const buildOf = async (): Promise<string> => {
  const hash = createHash('sha256');
  const folders = ['dist', 'emulator', 'reliability', 'testing'];
  for (const folder of folders) {
    const files = (await readdir(path.join(root, folder), { recursive: true, withFileTypes: true })).filter((one) =>
      one.isFile(),
    );
    const names = files.map((one) => path.join(one.parentPath, one.name)).sort();
    for (const name of names) hash.update(path.relative(root, name)).update(await readFile(name));
  }
  return hash.digest('hex').slice(0, 12);
};

const build = await buildOf();
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
const store = path.join(root, '.crash-matrix', `${build}.jsonl`);

const earlier = async (): Promise<Map<string, CaseResult>> => {
  const text = await readFile(store, 'utf8').catch(() => '');
  const rows = text.split('\n').filter((line) => line !== '');
  return new Map(rows.map((line) => JSON.parse(line) as CaseResult).map((row) => [row.name, row]));
};

/** The situations whose name has the words of the option. */
const situationsOf = async (world: RunningWorld): Promise<readonly Situation[]> => {
  const api = apiSituationNames.filter((name) => name.includes(values.situation));
  const ofApi = api.length === 0 ? [] : await makeSituations(world, await converge(world), api);
  return [...ofApi, ...(await makeConsoleSituations(world, values.situation))];
};

/** To heal a world takes a person, and six runs: of the console's worlds, each form is healed once in each run of the tool. */
const healed = new Set<string>();

const judge = async (world: RunningWorld, one: Case): Promise<Verdict> => {
  try {
    return await runCase(world, one, one.situation.side === 'console' ? healed : undefined);
  } catch (thrown) {
    return { struck: 0, violations: [`The case could not be run: ${String(thrown)}`] };
  }
};

/** In an order that the seed decides, so that what is tried before the time is up is a sample of everything. */
const shuffled = <T>(items: readonly T[]): T[] => {
  const random = seeded(Number(values.seed));
  return items
    .map((one) => ({ one, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
};

const isChosen = (name: string): boolean =>
  name.includes(values.only) && (values.except === undefined || !name.includes(values.except));

const untilMs = performance.now() + Number(values.minutes) * 60_000;

const lane = async (
  world: RunningWorld,
  queue: Case[],
  done: Map<string, CaseResult>,
  total: number,
): Promise<void> => {
  for (let one = queue.shift(); one !== undefined && performance.now() < untilMs; one = queue.shift()) {
    const name = nameOf(one);
    const verdict = await judge(world, one);
    const faults = one.strikes.map(({ fault }) => fault.name);
    const row: CaseResult = { name, situation: one.situation.name, faults, ...verdict };
    done.set(name, row);
    await appendFile(store, `${JSON.stringify(row)}\n`);
    for (const violation of verdict.violations) console.log(`VIOLATION ${name}\n  ${violation}`);
    if (done.size % 50 === 0) console.log(`${done.size} of ${total} cases`);
  }
};

const main = async (): Promise<number> => {
  const worlds = await Promise.all(Array.from({ length: Number(values.lanes) }, () => startWorld(root)));
  const [first] = worlds;
  if (first === undefined) throw new Error('There is no lane.');
  try {
    const situations = await situationsOf(first);
    const cases: Case[] = [];
    for (const situation of situations) cases.push(...singles(situation, await record(first, situation), allFaults));
    const all = [...cases, ...pairs(cases, Number(values.pairs), Number(values.seed))];
    await mkdir(path.dirname(store), { recursive: true });
    const done = await earlier();
    const named = [...new Map(all.map((one) => [nameOf(one), one])).entries()];
    const chosen = named.filter(
      ([name], index) => index % Number(values.every) === 0 && !done.has(name) && isChosen(name),
    );
    const queue = shuffled(chosen.map(([, one]) => one));
    console.log(`Build ${build}, seed ${values.seed}: ${queue.length} cases to run, ${done.size} known.`);
    const total = queue.length + done.size;
    await Promise.all(worlds.map((world) => lane(world, queue, done, total)));
    const rows = [...done.values()];
    if (values.report) await writeReport(root, rows, { seed: values.seed, commit, build });
    const broken = rows.filter((row) => row.violations.length > 0).length;
    console.log(`${rows.length} cases, ${broken} with violations.`);
    return broken === 0 ? 0 : 1;
  } finally {
    await Promise.all(worlds.map((world) => world.stop()));
  }
};

process.exitCode = await main();
