import { directorySettings } from '../../catalog/directory-settings.ts';
import { codeSpan } from '../../support/text.ts';
import type { ConsoleFields, HandOffAsk } from '../../truu/hand-off.ts';

type FieldName = keyof ConsoleFields;

/** The labels of the console (TruU docs, "Entra ID Directory", read 2026-11). */
const labels: Readonly<Record<FieldName, string>> = {
  configurationName: directorySettings.configurationName.label,
  domain: directorySettings.domain.label,
  allUsersShareUpnSuffix: directorySettings.allUsersShareUpnSuffix.label,
  autoRemoveDevices: directorySettings.autoRemoveDevices.label,
  tenantId: 'Directory (tenant) ID',
  clientId: 'Application (client) ID',
  primaryUserIdentifier: 'Primary User Identifier',
  cluster: 'Identity Server cluster',
};

/** The label of a field in the console. */
export const fieldLabel = (field: FieldName): string => labels[field];

/** A value as the console shows it; foreign text. */
export const fieldValue = (field: FieldName, value: HandOffAsk['fields'][FieldName]): string => {
  if (value === null) return field === 'clientId' ? 'known after apply' : 'not managed';
  if (field === 'allUsersShareUpnSuffix') return value === true ? '**Yes**' : '**No**';
  if (field === 'autoRemoveDevices') return value === true ? '**True**' : '**False**';
  return codeSpan(String(value), 256);
};

/** `label: value`, with the value before where it is known and another. */
export const fieldLine = (field: FieldName, wanted: HandOffAsk['fields'], before: ConsoleFields | null): string => {
  const now = fieldValue(field, wanted[field]);
  const was = before === null || before[field] === wanted[field] ? '' : `${fieldValue(field, before[field])} → `;
  return `${fieldLabel(field)}: ${was}${now}`;
};
