import { healthRows } from './rows/health.ts';
import { truuRows } from './rows/truu.ts';
import { runRows } from './run-rows.ts';

runRows('TruU', [...truuRows, ...healthRows]);
