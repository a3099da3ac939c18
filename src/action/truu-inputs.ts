import type { ApiAccess, ConsoleAccess, TruuAccess } from '../run/request.ts';
import type { MaskSecret } from '../support/secret.ts';
import { toConfirmation } from './confirmation.ts';
import { readPlace, vaultInputs } from './place-inputs.ts';
import { invalid, refuseSet, toHttpsUrl, toList } from './input-values.ts';
import type { ReadInput } from './input-names.ts';

/** What the connection to TruU's API takes. */
export const apiInputs = ['truu-url', 'truu-token-url', 'truu-client-id', 'truu-client-secret'] as const;
const connections = ['api', 'console'] as const satisfies readonly TruuAccess['connection'][];
const evidences = ['report', 'none'] as const;

/** How TruU's side is reached: the API, unless the input says otherwise. Throws INPUT_INVALID. */
export const toConnection = (value: string): TruuAccess['connection'] => {
  if (value === '') return 'api';
  const connection = connections.find((one) => one === value);
  if (connection !== undefined) return connection;
  throw invalid('truu-connection', `must be one of ${connections.join(', ')}`, 'Use one of these connections.');
};

/** The inputs of TruU's API. Throws INPUT_INVALID. */
export const readApiAccess = (read: ReadInput, maskSecret: MaskSecret): ApiAccess => {
  refuseSet(
    read,
    ['assignees', 'evidence', 'confirm', ...vaultInputs],
    'is for the console connection',
    'Set "truu-connection" to console, or remove it.',
  );
  return {
    connection: 'api',
    url: toHttpsUrl('truu-url', read('truu-url')),
    tokenUrl: toHttpsUrl('truu-token-url', read('truu-token-url')),
    clientId: read('truu-client-id'),
    clientSecret: maskSecret(read('truu-client-secret')),
    scope: read('truu-scope') || null,
  };
};

/** The inputs of the console connection. Throws INPUT_INVALID, HANDOFF_LEAKED. */
export const readConsoleAccess = (read: ReadInput): ConsoleAccess => {
  const why = 'has no use with the console connection: no API of TruU is asked';
  refuseSet(read, [...apiInputs, 'truu-scope'], why, 'Remove it, or set "truu-connection" to api.');
  const assignees = toList(read('assignees')).map((login) => login.replace(/^@/, ''));
  const wrong = assignees.find((login) => !/^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}(?:_[a-z\d]+)?$/i.test(login));
  if (wrong !== undefined)
    throw invalid('assignees', 'must be a list of GitHub logins', 'Write logins, not names or e-mail addresses.');
  const value = read('evidence');
  const evidence = evidences.find((one) => one === value) ?? null;
  if (value !== '' && evidence === null)
    throw invalid('evidence', `must be one of ${evidences.join(', ')}`, 'Use one of these values, or remove it.');
  const confirm = read('confirm') === '' ? null : toConfirmation(read('confirm'));
  return { connection: 'console', assignees, evidence, confirm, place: readPlace(read) };
};
