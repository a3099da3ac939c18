import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { type ConvergedScenario, startConverged } from '../support/scenario.ts';
import { checkRow } from './check-row.ts';
import type { ErrorRow } from './row.ts';

/** Declares one test for each row, in a world of the file's own (`start`) that is put back before each. */
export const runRows = (
  title: string,
  rows: readonly ErrorRow[],
  start: () => Promise<ConvergedScenario> = () => startConverged(),
): void => {
  describe(title, () => {
    let scenario: ConvergedScenario;

    beforeAll(async () => {
      scenario = await start();
    });
    afterAll(() => scenario.stop());

    test.each(rows.map((row) => [row.code, row.mode, row.when, row] as const))(
      '%s in %s when %s',
      async (_code, _mode, _when, row) => {
        await scenario.emulator.reset(row.world === 'converged' ? scenario.converged : undefined);
        await checkRow(scenario, row);
      },
    );
  });
};
