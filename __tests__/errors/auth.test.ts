import { authRows } from './rows/auth.ts';
import { loginRefusalRows } from './rows/login-refusals.ts';
import { runRows } from './run-rows.ts';

runRows('The login', [...authRows, ...loginRefusalRows]);
