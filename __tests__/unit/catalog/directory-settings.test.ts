import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { settingsKinds } from '../../../emulator/truu/settings.ts';
import {
  directorySettings,
  settingFields,
  settingSpecShape,
  settingWireShape,
  settingsOf,
  type SettingValues,
} from '../../../src/catalog/directory-settings.ts';

interface ObjectSchema {
  readonly required?: readonly string[];
  readonly properties: Readonly<Record<string, { readonly type?: string }>>;
}

const contract = parse(
  readFileSync(new URL('../../../contract/truu-directory.openapi.yaml', import.meta.url), 'utf8'),
) as { readonly components: { readonly schemas: Readonly<Record<string, ObjectSchema>> } };
const schemaOf = (name: string): ObjectSchema => contract.components.schemas[name] ?? { properties: {} };

const block = { name: 'A', domain: 'contoso.com', allUsersShareUpnSuffix: true, autoRemoveDevices: false };

describe('the settings of a TruU directory', () => {
  test('are exactly those of the contract', () => {
    expect(Object.keys(schemaOf('DirectorySettings').properties)).toEqual(settingFields);
  });

  test.each(['Directory', 'NewDirectory'])('are all required in the %s of the contract', (name) => {
    expect(schemaOf(name).required).toEqual(expect.arrayContaining([...settingFields]));
  });

  test('are exactly those of the emulator, with the types of the contract', () => {
    const { properties } = schemaOf('DirectorySettings');
    expect(settingsKinds).toEqual(
      Object.fromEntries(Object.entries(properties).map(([name, { type }]) => [name, type])),
    );
  });

  test('have one form per spec key and per field of TruU', () => {
    expect(Object.keys(settingSpecShape)).toEqual(Object.keys(block));
    expect(Object.keys(settingWireShape)).toEqual(settingFields);
  });

  test('get the field names of TruU', () => {
    const { name: configurationName, ...rest } = block;
    expect(settingsOf(block)).toEqual({ configurationName, ...rest });
  });

  test('keep the type of each value', () => {
    const values: SettingValues = settingsOf(block);
    const name: string = values.configurationName;
    const removes: boolean = values.autoRemoveDevices;
    // @ts-expect-error A setting that is true or false is no text.
    const text: string = values.autoRemoveDevices;
    // @ts-expect-error A block without a setting is no block.
    expect(settingsOf({ name: 'A', domain: 'contoso.com', allUsersShareUpnSuffix: true })).toBeDefined();
    expect([name, removes, text]).toEqual(['A', false, false]);
  });

  test('are dangerous where devices can lose their enrolment, or where it is another directory to its users', () => {
    const dangerous = settingFields.flatMap((field) =>
      [true, 'text']
        .filter((wanted) => directorySettings[field].danger(wanted) !== 'ordinary')
        .map((wanted) => [field, wanted, directorySettings[field].danger(wanted)]),
    );
    expect(dangerous).toEqual([
      ...['configurationName', 'domain'].flatMap((field) =>
        [true, 'text'].map((wanted) => [field, wanted, 'tenantWide']),
      ),
      ['autoRemoveDevices', true, 'removal'],
    ]);
  });
});
