import { entraRows } from './rows/entra.ts';
import { graphRows } from './rows/graph.ts';
import { runRows } from './run-rows.ts';

runRows('Entra', entraRows);
runRows('Graph', graphRows);
