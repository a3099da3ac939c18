import { runRows as rows } from './rows/run.ts';
import { runRows } from './run-rows.ts';

runRows('The run', rows);
