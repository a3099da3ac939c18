import { expect, jest, test } from '@jest/globals';
import { printBlock } from '../../../src/action/print-block.ts';

test('a line of a block is no workflow command, wherever it would begin', () => {
  const printed: string[] = [];
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  const lines = ['::stop-commands::x', '  ::set-env name=A::b', '\t::error::x', 'a ##[error]b', 'a :: b'];
  printBlock({ title: 'Report', lines, open: true }, true);
  write.mockRestore();
  const safe = [
    '\nReport',
    ': :stop-commands::x',
    '  : :set-env name=A::b',
    '\t: :error::x',
    'a # #[error]b',
    'a :: b',
  ];
  expect(printed.join('').trimEnd()).toBe(safe.join('\n'));
});
