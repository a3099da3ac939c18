import { each, inHealth, unknownRow, type AadstsRows } from './row.ts';

const malformed = {
  ...unknownRow,
  cause: 'Entra calls the token request malformed.',
  fix: 'Check whether a proxy changes requests to the host of the login. If none does, report it.',
  tasks: ['action'],
  health: inHealth('Entra calls the token request of TruU malformed'),
} as const;

const scope = {
  ...unknownRow,
  cause: 'Entra does not accept the scope of the login.',
  fix: 'Remove the input "graph-url", or set it to the Microsoft Graph of the cloud, without a path.',
  tasks: ['repository-owner', 'action'],
  health: inHealth('Entra does not accept the scope that TruU requests'),
} as const;

/**
 * The shape of the request. Sources: Microsoft's reference of error codes (2024-04-24) and public bodies, read 2026-11.
 */
export const requestRows: AadstsRows = {
  ...each([900144, 90014, 90013, 90023, 90100, 9002313, 90004, 901002, 70003, 9001023], malformed),
  ...each([900561, 90056], {
    ...malformed,
    cause: 'Entra received another method than POST for the token request.',
    fix: 'Check the proxy of the runner: it redirects requests to the host of the login.',
    tasks: ['repository-owner'],
  }),
  ...each([70011, 28002, 28003, 700022, 700023], scope),
};
