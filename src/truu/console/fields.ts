import { isSameSetting } from '../../catalog/directory-settings.ts';
import type { ConsoleFields, HandOffAsk } from '../hand-off.ts';

/** The fields in the order of TruU's guide. */
export const consoleFieldNames = [
  'configurationName',
  'domain',
  'allUsersShareUpnSuffix',
  'tenantId',
  'clientId',
  'autoRemoveDevices',
  'primaryUserIdentifier',
  'cluster',
] as const satisfies readonly (keyof ConsoleFields)[];

/** A field of the console. */
export type ConsoleFieldName = (typeof consoleFieldNames)[number];

/** The fields in which the console differs from what is wanted. A field that is not managed never differs. */
export const differingFields = (confirmed: ConsoleFields, wanted: HandOffAsk['fields']): readonly ConsoleFieldName[] =>
  consoleFieldNames.filter((name) => wanted[name] !== null && !isSameField(name, confirmed[name], wanted[name]));

/** Whether everything that is wanted stands in the console. */
export const isConfirmed = (confirmed: ConsoleFields | null, wanted: ConsoleFields): boolean =>
  confirmed !== null && differingFields(confirmed, wanted).length === 0;

const isSameField = (name: ConsoleFieldName, one: unknown, other: unknown): boolean =>
  name === 'domain' ? isSameSetting('domain', one, other) : one === other;
