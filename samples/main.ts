import path from 'node:path';
import { staleIn, write } from './render.ts';

const [option, where] = process.argv.slice(2);
const folder = path.resolve(where ?? path.join(import.meta.dirname, '../docs/samples'));
if (option === '--check') {
  const stale = await staleIn(folder);
  for (const name of stale) console.error(`${name} is stale: run script/render-samples`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  await write(folder);
}
