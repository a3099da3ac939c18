import { expect, test } from '@jest/globals';
import type { LogRow } from '../../../emulator/log.ts';
import { addressesOf } from '../../../reliability/faults.ts';

const row = (path: string): LogRow =>
  ({ service: 'graph', method: 'POST', path, from: 'client', committed: true }) as unknown as LogRow;

const first = '/v1.0/applications/1b4188ca-b62b-476c-b939-af13af9d6728/addPassword';
const second = '/v1.0/applications/f3b7fc76-97e7-43c3-a438-7ff9f83afdee/addPassword';

test('a request is met again in a run in which every id is another', () => {
  const [address, ...others] = addressesOf([row(first)]);
  expect(others).toEqual([]);
  expect(second).toMatch(new RegExp(address?.path ?? '^$'));
  expect('/v1.0/applications/removePassword').not.toMatch(new RegExp(address?.path ?? '^$'));
});

test('requests that differ in their ids alone are told apart by their number', () => {
  expect(addressesOf([row(first), row(second)]).map(({ path, nth }) => [path, nth])).toEqual([
    [String.raw`^/v1\.0/applications/[^/]+/addPassword$`, 1],
    [String.raw`^/v1\.0/applications/[^/]+/addPassword$`, 2],
  ]);
});
