import path from 'node:path';
import type { RunningWorld } from '../emulator/client/world.ts';
import type { State } from '../emulator/state.ts';
import { administratorOf } from '../testing/manual-changes.ts';
import { newInIssues, nothingShown, type ShownIssues } from './issues.ts';
import { countOutages, type OutageRow } from './outages.ts';
import { createPerson } from './person.ts';
import { differences, runOnce } from './run.ts';
import { listSecrets } from './secrets.ts';
import type { Actors, DeedScene, Part, RunScene, Scene, SecretsScene, WaitScene } from './story.ts';

/** Plays the parts of a story one after the other in one world. */
export interface Player {
  /** Plays a part, printing what a viewer sees of it. */
  readonly play: (part: Part) => Promise<OutageRow>;
  /** What did not end as it should. */
  readonly problems: readonly string[];
}

interface PlayContext {
  readonly actors: Actors;
  /** The folder in which the summaries stay. */
  readonly folder: string;
  readonly problems: string[];
  /** Every secret that the world ever had. */
  readonly secrets: Set<string>;
  /** Number of the last run. */
  runs: number;
  shown: ShownIssues;
}

const print = (line: string): void => console.log(line);
const wide = '='.repeat(96);
const thin = '-'.repeat(96);

/** A player for a world; the summaries stay in the folder. */
export const createPlayer = (world: RunningWorld, folder: string): Player => {
  const actors = { world, octocat: createPerson(world, 'octocat') };
  const context: PlayContext = { actors, folder, problems: [], secrets: new Set(), runs: 0, shown: nothingShown() };
  return { play: (part) => playPart(context, part), problems: context.problems };
};

const playPart = async (context: PlayContext, part: Part): Promise<OutageRow> => {
  const { world } = context.actors;
  if (part.starts === 'empty') await startEmpty(context, part.report ?? 'honest');
  print(['', wide, part.title, wide, ...part.about].join('\n'));
  const from = await timeOf(world);
  const before = await countOutages(world);
  for (const scene of part.scenes) await playScene(context, part, scene);
  return { title: part.title, from, to: await timeOf(world), outages: (await countOutages(world)) - before };
};

const startEmpty = async (context: PlayContext, mode: string): Promise<void> => {
  const { world } = context.actors;
  context.shown = nothingShown();
  await world.control('POST', '/reset', {});
  // The report of sign-ins ends at midnight: at a fixed time every demo shows the same.
  await world.control('POST', '/clock', { set: '2027-01-11T09:00:00Z' });
  await world.control('PATCH', '/behaviour', { report: { mode } });
};

const playScene = (context: PlayContext, part: Part, scene: Scene): Promise<void> => {
  switch (scene.kind) {
    case 'run':
      return playRun(context, part, scene);
    case 'deed':
      return playDeed(context, scene);
    case 'wait':
      return playWait(context, scene);
    case 'secrets':
      return playSecrets(context, scene);
  }
};

const playRun = async (context: PlayContext, part: Part, scene: RunScene): Promise<void> => {
  const { actors, folder } = context;
  const { title, mode, spec = part.spec, expect, meanwhile } = scene;
  const number = (context.runs += 1);
  print(`\n${thin}\n${number}. ${title}\n$ INPUT_MODE=${mode} node dist/index.js\n`);
  const summaryFile = path.join(folder, `${String(number).padStart(2, '0')}-${mode}.md`);
  const during = await meanwhile?.(actors);
  const [result] = await Promise.all([
    runOnce(actors.world, { mode, with: part.with, spec, summaryFile }, print),
    during?.(),
  ]);
  const { github } = await collectSecrets(context);
  for (const line of newInIssues(github, context.shown)) print(line);
  const visible = result.visible + JSON.stringify([github.issues, github.comments]);
  for (const found of differences(expect, { ...result, visible }, [...context.secrets]))
    report(context, `run ${number}: ${found}`);
};

const playDeed = async (context: PlayContext, { says, does }: DeedScene): Promise<void> => {
  print(`\n-- ${says}.`);
  for (const line of await does(context.actors)) print(`   ${line}`);
};

const playWait = async ({ actors: { world } }: PlayContext, { says, advance }: WaitScene): Promise<void> => {
  await world.control('POST', '/clock', { advance });
  print(`\n-- ${(await timeOf(world)).slice(0, 10)}. ${says}.`);
};

const playSecrets = async (context: PlayContext, { says, expect }: SecretsScene): Promise<void> => {
  const { all, ended, lines } = await listSecrets(context.actors.world);
  print(`\n-- ${says}. Entra has:`);
  for (const line of lines) print(`   ${line}`);
  if (all !== expect.all || ended !== expect.ended)
    report(context, `"${says}": ${all} secrets, ${ended} of them ended, not ${expect.all} and ${expect.ended}`);
};

const report = ({ problems }: PlayContext, problem: string): void => {
  print(`UNEXPECTED in ${problem}`);
  problems.push(problem);
};

const timeOf = async (world: RunningWorld): Promise<string> =>
  ((await world.control('GET', '/clock')) as { now: string }).now;

/** Reads the world, and keeps each client secret in it and those with which the action itself logs in. */
const collectSecrets = async ({ actors: { world }, secrets }: PlayContext): Promise<State> => {
  const state = await administratorOf(world).state();
  const found = [
    ...state.entra.secrets.map(({ value }) => value),
    ...state.truu.oauthClients.map(({ clientSecret }) => clientSecret),
    ...state.github.tokens.map(({ token }) => token),
  ];
  for (const secret of found) secrets.add(secret);
  return state;
};
