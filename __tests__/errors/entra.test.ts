import { entraRows } from './rows/entra.ts';
import { rightsRows } from './rows/rights.ts';
import { graphRows } from './rows/graph.ts';
import { runRows } from './run-rows.ts';

runRows('Entra', [...entraRows, ...rightsRows]);
runRows('Graph', graphRows);
