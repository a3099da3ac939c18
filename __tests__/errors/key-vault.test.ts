import { startDelivered } from '../support/key-vault.ts';
import { keyVaultRows } from './rows/key-vault.ts';
import { runRows } from './run-rows.ts';

runRows('The key vault', keyVaultRows, startDelivered);
