import { specRows } from './rows/spec.ts';
import { runRows } from './run-rows.ts';

runRows('The spec', specRows);
