import { inputRows } from './rows/inputs.ts';
import { runRows } from './run-rows.ts';

runRows('The inputs', inputRows);
