import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startScenario, type Mode, type Scenario } from '../support/scenario.ts';

const dist = path.resolve(import.meta.dirname, '../../dist');

/** Libraries that only a login needs, by words that stand in the build of each and nowhere else. */
const heavy: Readonly<Record<string, string>> = {
  "Graph's client": 'GraphRequestUtil_1',
  'the identity library': 'node_modules/@azure/msal-node/',
  "GitHub's toolkit": 'node_modules/@actions/github/',
};

describe('a run says which of its chunks it loads', () => {
  let scenario: Scenario;
  let folder: string;

  beforeAll(async () => {
    scenario = await startScenario();
    folder = await mkdtemp(path.join(os.tmpdir(), 'truu-chunks-'));
    await cp(dist, folder, { recursive: true });
    for (const name of await chunks()) {
      const file = path.join(folder, name);
      await writeFile(file, `process.stdout.write('loaded ${name}\\n');\n${await readFile(file, 'utf8')}`);
    }
  });
  afterAll(async () => {
    await scenario.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const chunks = async (): Promise<readonly string[]> =>
    (await readdir(dist)).filter((name) => name.endsWith('.js') && name !== 'index.js');

  const linesOf = async (mode: Mode): Promise<readonly string[]> => {
    const { stdout } = await scenario.run(mode, { entry: path.join(folder, 'index.js') });
    return stdout.split('\n');
  };

  /** The libraries among the chunks that a run loaded. */
  const loadedBy = async (mode: Mode): Promise<readonly string[]> => {
    const loaded = (await linesOf(mode)).flatMap((line) => /^loaded (.+)$/.exec(line)?.[1] ?? []);
    const texts = await Promise.all(loaded.map((name) => readFile(path.join(dist, name), 'utf8')));
    return Object.entries(heavy).flatMap(([description, words]) =>
      texts.some((text) => text.includes(words)) ? [description] : [],
    );
  };

  test('its first line comes before any of them', async () => {
    const lines = await linesOf('check');
    expect(lines[0]).toBe('TruU Entra directory');
    expect(lines[1]).toMatch(/^loaded /);
  });

  test('check loads nothing of what a login needs', async () => {
    expect(await loadedBy('check')).toEqual([]);
  });

  test('plan loads all of it, so that it would have been seen', async () => {
    expect(await loadedBy('plan')).toEqual(Object.keys(heavy));
  });
});
