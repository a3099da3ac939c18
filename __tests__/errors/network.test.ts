import { networkRows } from './rows/network.ts';
import { runRows } from './run-rows.ts';

runRows('The network', networkRows);
