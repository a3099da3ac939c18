import type { RequestRecord } from '../../support/requests.ts';
import { codeSpan } from '../../support/text.ts';
import { section, table, type Section } from '../parts/markdown.ts';
import type { PermissionRow, Report } from '../report.ts';

/** Each permission on Microsoft Graph: in the spec, requested, granted, and in allowed-permissions. */
export const permissionSection = ({ permissions }: Report): Section =>
  section(
    'Permissions on Microsoft Graph',
    table(
      ['Permission', 'Type', 'In the spec', 'Requested', 'Granted', 'In allowed-permissions'],
      permissions.map(row),
    ),
  );

const row = ({ name, type, tier, listed, requested, granted, allowed }: PermissionRow): readonly string[] => {
  const odd = (is: boolean): string => (listed === null || is === listed ? yes(is) : `**${yes(is)}**`);
  return [
    `${codeSpan(name)}${tier === 0 ? ' **tier 0**' : ''}`,
    type,
    listed === null ? 'not managed' : yes(listed),
    odd(requested),
    odd(granted),
    allowed ? 'yes' : granted ? '**no**' : 'no',
  ];
};

const yes = (is: boolean): string => (is ? 'yes' : 'no');

const services = { graph: 'Graph', entra: 'Entra', truu: 'TruU', 'key-vault': 'Key Vault' } as const;

/** Every request, and of a batch every item. */
export const requestSection = ({ requests }: Report): Section =>
  section(
    `Requests (${requests.length}, without the logins to Entra)`,
    requests.length === 0
      ? []
      : table(['To', 'Request', 'Status', 'Sent', 'Request id'], requests.flatMap(requestRows)),
  );

const requestRows = (one: RequestRecord): readonly (readonly string[])[] => [
  [
    services[one.service],
    codeSpan(`${one.method} ${one.path}`),
    one.status === null ? `**${one.failure ?? 'no answer'}**` : statusOf(one.status),
    sentOf(one.attempts),
    one.requestId === null ? '' : codeSpan(one.requestId),
  ],
  ...one.items.map(({ method, path, status }) => [
    '↳',
    codeSpan(`${method} ${path}`),
    status === null ? '**no answer**' : statusOf(status),
    '',
    '',
  ]),
];

const sentOf = (attempts: number): string =>
  attempts === 0 ? 'not sent' : attempts === 1 ? 'once' : `${attempts} times`;

const statusOf = (status: number): string => (status < 400 ? String(status) : `**${status}**`);
