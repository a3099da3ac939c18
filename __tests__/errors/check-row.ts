import { expect } from '@jest/globals';
import { errorCatalog, type ErrorCode } from '../../src/catalog/errors.ts';
import type { State } from '../../emulator/state.ts';
import { specCodes } from '../../src/spec/diagnostic.ts';
import { astray } from '../../reliability/invariants.ts';
import { writesOf, type RunExtras, type Scenario } from '../support/scenario.ts';
import { expectWorldInSync } from '../support/world-in-sync.ts';
import { withoutHealth } from './compare-states.ts';
import { expectMended } from './expect-mended.ts';
import type { ErrorRow } from './row.ts';

const merged = (first: RunExtras = {}, second: RunExtras | void): RunExtras => ({
  ...first,
  ...second,
  with: { ...first.with, ...second?.with },
  extra: { ...first.extra, ...second?.extra },
});

/**
 * Spoils the world, runs dist, and holds the run to its row: red or a warning, the code, the words, nothing lost, and green again on
 * the next apply when no person has to act first.
 */
export const checkRow = async (scenario: Scenario, row: ErrorRow): Promise<void> => {
  const { emulator } = scenario;
  const pristine = await emulator.state();
  const extras = merged(row.run, await row.spoil?.(scenario));
  const before = await emulator.state();
  const outages = await emulator.outages();
  const seen = (await emulator.log()).length;
  const ended = await scenario.run(row.mode, extras);
  const rows = await emulator.log(seen);
  const { outputs, summary, stdout } = ended;
  expect({ code: ended.code, ...outputs, stdout }).toMatchObject({
    code: row.green ? 0 : 1,
    result: row.result ?? 'failed',
    'failure-code': row.green ? '' : row.code,
  });
  for (const expected of [...row.contains, headingOf(row.code)]) {
    expect(stdout).toContain(expected);
    if (!row.unwritten) expect(withoutCode(summary)).toContain(withoutCode(expected));
  }
  if (row.code !== 'INTERNAL') expect(stdout + ended.stderr).not.toContain('INTERNAL');
  const committed = writesOf(rows).filter((write) => write.committed);
  if (row.leaves === 'untouched') expect(committed).toEqual([]);
  if (committed.length === 0) {
    const after = await emulator.state();
    expect(withoutHealth(after)).toEqual(withoutHealth(before));
  }
  await emulator.faults.remove();
  await row.also?.(scenario, ended);
  expect(await emulator.outages()).toEqual(outages);
  if (row.mend !== undefined) await expectMended(scenario, row, ended, withoutHealth(pristine));
  // What was not touched has nothing to heal: it is the very world before the run.
  if (row.heals === false || committed.length === 0) return;
  await expectHealed(scenario, before);
};

/** What a reader sees of Markdown: words that could be live are shown as code. */
const withoutCode = (markdown: string): string => markdown.replaceAll('`', '');

/** A problem of the spec's text stands under its code, at its line; every other failure under its title. */
const headingOf = (code: ErrorCode): string =>
  specCodes.some((known) => known === code) ? code : errorCatalog[code].title;

const expectHealed = async (scenario: Scenario, before: State): Promise<void> => {
  const { code, stdout } = await scenario.run('apply');
  expect({ code, stdout }).toEqual({ code: 0, stdout });
  await expectWorldInSync(scenario);
  const [after, log] = await Promise.all([scenario.state(), scenario.emulator.log()]);
  expect(astray({ before, after, log })).toEqual([]);
};
