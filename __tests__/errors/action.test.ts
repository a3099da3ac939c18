import { expect, test } from '@jest/globals';
import { errorCatalog } from '../../src/catalog/errors.ts';
import { authRows } from './rows/auth.ts';
import { entraRows } from './rows/entra.ts';
import { networkRows } from './rows/network.ts';
import { rightsRows } from './rows/rights.ts';
import { graphRows } from './rows/graph.ts';
import { healthRows } from './rows/health.ts';
import { inputRows } from './rows/inputs.ts';
import { loginRefusalRows } from './rows/login-refusals.ts';
import { planRows } from './rows/plan.ts';
import { reviewRows } from './rows/review.ts';
import { runRows as rowsOfTheRun } from './rows/run.ts';
import { specRows } from './rows/spec.ts';
import { truuRows } from './rows/truu.ts';
import { runRows } from './run-rows.ts';

const here = [specRows, inputRows, authRows, loginRefusalRows, planRows, reviewRows, rowsOfTheRun];

runRows('The action', here.flat());

test('every code of the catalogue has a row that ends with it', () => {
  const rows = [...here, entraRows, networkRows, rightsRows, graphRows, truuRows, healthRows].flat();
  const codes = new Set<string>(rows.map(({ code }) => code));
  expect([...codes].sort()).toEqual(Object.keys(errorCatalog).sort());
});
