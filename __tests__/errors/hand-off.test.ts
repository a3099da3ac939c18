import { afterAll, beforeAll, test } from '@jest/globals';
import { startConsole, type ConsoleScenario } from '../support/console.ts';
import { checkRow } from './check-row.ts';
import { handOffRows } from './rows/hand-off.ts';

let scenario: ConsoleScenario;
beforeAll(async () => {
  const started = await startConsole();
  scenario = { ...started, run: started.asks };
});
afterAll(() => scenario.stop());

test.each(handOffRows.map((row) => [row.code, row.mode, row.when, row] as const))(
  '%s in %s when %s',
  async (_code, _mode, _when, row) => {
    await scenario.toSetUp();
    await checkRow(scenario, row);
  },
);
