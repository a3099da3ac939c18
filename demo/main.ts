import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { startWorld } from '../emulator/client/world.ts';
import { apiStory } from './api-story.ts';
import { consoleStory } from './console-story.ts';
import { outageProblems, outageTable, type OutageRow } from './outages.ts';
import { createPlayer } from './player.ts';

const root = path.resolve(import.meta.dirname, '..');
/** The folder of the summaries: demo-output/, or the first argument. */
const folder = path.resolve(process.argv[2] ?? path.join(root, 'demo-output'));

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
console.log(`
The built action runs against a local Entra, GitHub and TruU. Time is theirs: months pass at once. Lines with -- say what
people do; the rest is the log of each run, and the hand-off issue as GitHub shows it.`);
const world = await startWorld(root);
const { play, problems } = createPlayer(world, folder);
const rows: OutageRow[] = [];
try {
  for (const part of [...consoleStory, ...apiStory]) rows.push(await play(part));
} finally {
  await world.stop();
}
console.log(['', '='.repeat(96), ...outageTable(rows), ''].join('\n'));
const wrong = [...problems, ...outageProblems(rows)];
console.log(
  wrong.length === 0
    ? `Every run ended as expected. The step summaries are in ${path.relative(process.cwd(), folder)}/.`
    : wrong.join('\n'),
);
process.exitCode = wrong.length === 0 ? 0 : 1;
