import { planRows } from './rows/plan.ts';
import { runRows } from './run-rows.ts';

runRows('The plan', planRows);
