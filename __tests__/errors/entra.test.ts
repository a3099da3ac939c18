import { entraRows } from './rows/entra.ts';
import { runRows } from './run-rows.ts';

runRows('Entra', entraRows);
