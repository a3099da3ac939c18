import { expect, test } from '@jest/globals';
import { errorCatalog } from '../../src/catalog/errors.ts';
import { authRows } from './rows/auth.ts';
import { entraRows } from './rows/entra.ts';
import { graphRows } from './rows/graph.ts';
import { healthRows } from './rows/health.ts';
import { inputRows } from './rows/inputs.ts';
import { loginRefusalRows } from './rows/login-refusals.ts';
import { planRows } from './rows/plan.ts';
import { reviewRows } from './rows/review.ts';
import { runRows } from './rows/run.ts';
import { specRows } from './rows/spec.ts';
import { truuRows } from './rows/truu.ts';

test('every code of the catalogue has a row that was seen to end with it', () => {
  const rows = [
    specRows,
    inputRows,
    authRows,
    loginRefusalRows,
    entraRows,
    graphRows,
    truuRows,
    healthRows,
    planRows,
    reviewRows,
    runRows,
  ].flat();
  const seen = new Set<string>(rows.map(({ code }) => code));
  expect([...seen].sort()).toEqual(Object.keys(errorCatalog).sort());
});
