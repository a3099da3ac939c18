import { each, inHealth, unknownRow, type AadstsRows } from './row.ts';

const userLogin = {
  ...unknownRow,
  tasks: ['truu-admin'],
  health: inHealth(
    'This is an error of a user login, not of the login with the client secret',
    'Ask TruU which login its check makes: a new client secret does not help.',
  ),
} as const;

/**
 * Accounts, sessions, devices and passwords of people: a login with a client secret never ends with these (inferred from
 * Microsoft's reference of error codes, 2024-04-24, read 2026-11).
 */
export const userRows: AadstsRows = each(
  [
    ...[16000, 16001, 16002, 16003, 50011, 50034, 50053, 50055, 50057, 50058, 50072, 50074, 50075, 50076, 50078, 50079],
    ...[50105, 50126, 50128, 50140, 50173, 500113, 500571, 53000, 53001, 53002, 53004, 53010, 53011, 530034, 530035],
    ...[70000, 70008, 70043, 700051, 700052, 700053, 700054, 700082, 700084, 120000, 120002, 120008, 120011, 120012],
  ],
  userLogin,
);
