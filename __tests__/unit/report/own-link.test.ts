import { expect, test } from '@jest/globals';
import { ownLink } from '../../../src/report/parts/prose.ts';

test.each([
  ['https://github.example/o/r', '[text](https://github.example/o/r)'],
  ['https://github.example@evil.example/', 'text'],
  ['javascript:alert(1)', 'text'],
  ['not an address', 'text'],
  [null, 'text'],
])('a link to %s is shown as %s', (address, shown) => {
  expect(ownLink('text', address)).toBe(shown);
});
