import { z } from 'zod';
import { canonicalDomain } from './domain.ts';

/** The danger of setting a value. `removal`: devices can be unenrolled at once. */
export type SettingDanger = 'removal' | 'tenantWide' | 'ordinary';

/** One setting of a TruU directory. */
interface Row<Key extends string, Spec extends z.ZodType, Wire extends z.ZodType> {
  /** Key under `truu.directory` of the spec. */
  readonly key: Key;
  /** Label in TruU's Admin Console. */
  readonly label: string;
  /** Schema in the spec, with its description. */
  readonly spec: Spec;
  /** Schema in TruU's API. */
  readonly wire: Wire;
  /** Title of a change, without a full stop. */
  readonly title: string;
  readonly danger: (wanted: string | boolean) => SettingDanger;
}

/** Infers the exact types of a row. Each value of the spec must be valid in TruU's API. */
const row = <
  const Key extends string,
  Wire extends z.ZodType<string | boolean>,
  Spec extends z.ZodType<z.output<Wire>>,
>(
  setting: Row<Key, Spec, Wire>,
): Row<Key, Spec, Wire> => setting;

const ordinary = (): SettingDanger => 'ordinary';
/** Another directory than before, for those who know it by its name or its users by their domain. */
const tenantWide = (): SettingDanger => 'tenantWide';

/**
 * The settings of a TruU directory, by TruU's field names, in the order of the Admin Console. Labels: TruU docs, "Entra
 * ID Directory", which paraphrases the last three, and "Okta unified directory configuration", which quotes the last one
 * (both read 2026-11).
 */
export const directorySettings = {
  configurationName: row({
    key: 'name',
    label: 'Configuration Name',
    spec: z.string().min(1).max(256).describe('Configuration Name in the TruU Admin Console.'),
    wire: z.string(),
    title: 'Rename the TruU directory',
    danger: tenantWide,
  }),
  domain: row({
    key: 'domain',
    label: 'Domain name',
    spec: z.string().min(1).max(253).overwrite(canonicalDomain).describe('The Entra domain.'),
    wire: z.string(),
    title: 'Change the domain of the TruU directory',
    danger: tenantWide,
  }),
  allUsersShareUpnSuffix: row({
    key: 'allUsersShareUpnSuffix',
    label: 'All users share the same UPN suffix',
    spec: z.boolean().describe('Whether the UPN suffixes of all users end with the domain.'),
    wire: z.boolean(),
    title: 'Update the TruU directory',
    danger: ordinary,
  }),
  autoRemoveDevices: row({
    key: 'autoRemoveDevices',
    label: 'Automatically Remove Devices Based on Changes to User Status in Directory',
    spec: z.boolean().describe('Whether TruU unenrolls or removes devices when a user is disabled or removed.'),
    wire: z.boolean(),
    title: 'Update the TruU directory',
    danger: (wanted) => (wanted === true ? 'removal' : 'ordinary'),
  }),
} as const;

type Rows = typeof directorySettings;

/** TruU's name of a setting. */
export type SettingField = keyof Rows;

/** A value for each setting, by TruU's field names. */
export type SettingValues = { readonly [F in SettingField]: z.output<Rows[F]['wire']> };

/** Whether two values of a setting are the same to TruU: a domain has no case, and two forms where it is not ASCII. */
export const isSameSetting = (field: SettingField, one: unknown, other: unknown): boolean =>
  field === 'domain' && typeof one === 'string' && typeof other === 'string'
    ? canonicalDomain(one) === canonicalDomain(other)
    : one === other;

/** The names of the settings, in the order of the rows. */
export const settingFields = Object.keys(directorySettings) as readonly SettingField[];

/** An object with one entry for each row, in the order of the rows. */
const fromRows = (entry: (field: SettingField) => readonly [string, unknown]): unknown =>
  Object.fromEntries(settingFields.map(entry));

/** The keys of `truu.directory` in the spec. */
export const settingSpecShape = fromRows((field) => [directorySettings[field].key, directorySettings[field].spec]) as {
  readonly [F in SettingField as Rows[F]['key']]: Rows[F]['spec'];
};

/** The fields of the settings in TruU's API. */
export const settingWireShape = fromRows((field) => [field, directorySettings[field].wire]) as {
  readonly [F in SettingField]: Rows[F]['wire'];
};

/** The block `truu.directory` of a spec. */
type SpecBlock = { readonly [F in SettingField as Rows[F]['key']]: z.output<Rows[F]['spec']> };

/** Translates the block `truu.directory` of a spec to TruU's field names. */
export const settingsOf = (block: SpecBlock): SettingValues =>
  fromRows((field) => [field, block[directorySettings[field].key]]) as SettingValues;
