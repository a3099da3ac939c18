import { expect, test } from '@jest/globals';
import { errorCatalog } from '../../src/catalog/errors.ts';
import { authRows } from './rows/auth.ts';
import { entraRows } from './rows/entra.ts';
import { networkRows } from './rows/network.ts';
import { rightsRows } from './rows/rights.ts';
import { graphRows } from './rows/graph.ts';
import { handOffRows } from './rows/hand-off.ts';
import { healthRows } from './rows/health.ts';
import { keyVaultRows } from './rows/key-vault.ts';
import { inputRows } from './rows/inputs.ts';
import { loginRefusalRows } from './rows/login-refusals.ts';
import { pinnedRows } from './rows/pinned.ts';
import { planRows } from './rows/plan.ts';
import { reviewRows } from './rows/review.ts';
import { runRows as rowsOfTheRun } from './rows/run.ts';
import { specRows } from './rows/spec.ts';
import { truuRows } from './rows/truu.ts';
import type { ErrorRow } from './row.ts';
import { runRows } from './run-rows.ts';
import { unmended } from './unmended.ts';

const here = [specRows, pinnedRows, inputRows, authRows, loginRefusalRows, planRows, reviewRows, rowsOfTheRun];

runRows('The action', here.flat());

const rows: readonly ErrorRow[] = [
  ...here,
  entraRows,
  networkRows,
  rightsRows,
  graphRows,
  truuRows,
  healthRows,
  handOffRows,
  keyVaultRows,
].flat();

test('what every code advises is done by a row, or has a reason why no test can do it', () => {
  const mended = new Set(rows.flatMap(({ code, mend }) => (mend === undefined ? [] : [code])));
  const withReason = Object.keys(unmended);
  expect(withReason.filter((code) => mended.has(code as ErrorRow['code']))).toEqual([]);
  expect([...mended, ...withReason].sort()).toEqual(Object.keys(errorCatalog).sort());
});

test('every code of the catalogue has a row that ends with it', () => {
  const codes = new Set<string>(rows.map(({ code }) => code));
  expect([...codes].sort()).toEqual(Object.keys(errorCatalog).sort());
});
