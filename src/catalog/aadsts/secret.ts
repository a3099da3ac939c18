import { each, inHealth, refusedSecret, unknownRow, type AadstsRows } from './row.ts';

const manual = 'Run apply or renew: it makes a new secret and sets it in TruU.';

const wrongSecret = {
  ...unknownRow,
  tasks: ['action', 'truu-admin'],
  secretTest: 'lag',
  health: refusedSecret(
    'Entra does not know the client secret that TruU sends: it is wrong, deleted, of another app, or minutes old',
    `Wait some minutes if the secret is new. Otherwise: ${manual.charAt(0).toLowerCase()}${manual.slice(1)}`,
  ),
} as const;

const noSecret = {
  ...unknownRow,
  tasks: ['truu-admin'],
  health: inHealth('TruU sends no client secret', manual),
} as const;

/**
 * Client secrets, which our own login has none of. Sources: Microsoft's reference of error codes (2024-04-24), its table
 * of errors of Azure Pipelines (2026-03-26), and public bodies of 2017 to 2026, all read 2026-11.
 */
export const secretRows: AadstsRows = {
  ...each([7000215, 70002], wrongSecret),
  '7000222': {
    ...unknownRow,
    tasks: ['action', 'truu-admin'],
    health: refusedSecret('The client secret that TruU sends has expired', manual),
  },
  ...each([7000216, 7000218], noSecret),
};
