import { authRows } from './rows/auth.ts';
import { runRows } from './run-rows.ts';

runRows('The login', authRows);
