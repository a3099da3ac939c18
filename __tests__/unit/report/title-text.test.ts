import { expect, test } from '@jest/globals';
import { recordName } from '../../../src/report/check/record.ts';
import { titleText } from '../../../src/report/parts/prose.ts';

test.each([
  ['.github/truu-directory.yml', '.github/truu-directory.yml'],
  ['.github/Verzeichnis-Köln.yml', '.github/Verzeichnis-Köln.yml'],
  ['specs/каталог.yml', 'specs/каталог.yml'],
  ['specs/目录.yml', 'specs/目录.yml'],
  ['specs/निर्देशिका.yml', 'specs/निर्देशिका.yml'],
  ['specs/Ko\u0308ln.yml', 'specs/Ko\u0308ln.yml'],
  ['specs/@org#1.yml', 'specs/·org·1.yml'],
  ['specs/a\u202eb.yml', 'specs/a·u·202e·b.yml'],
  ['specs/❤\ufe0f.yml', 'specs/··.yml'],
  ['www.evil.example', 'www·evil.example'],
  ['GH-1', 'GH·1'],
  ['0123456789', '012345·6789'],
])('%j is shown in a title as %j', (text, shown) => {
  expect(titleText(text)).toBe(shown);
});

test('specs in two languages have check runs of two names', () => {
  expect(recordName('каталог.yml')).not.toBe(recordName('каталок.yml'));
});
