import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const catalog = /^src\/catalog\/aadsts\//;

/** A number of Entra as a string, or behind the prefix with which Entra writes it. */
const number = /['"`](?:7000|700|530|900|500)\d+['"`]|AADSTS\d/;

const isComment = (line: string): boolean => /^\s*(?:\/\/|\/?\*)/.test(line);
const numbersIn = (text: string): readonly string[] =>
  text.split('\n').filter((line) => !isComment(line) && number.test(line));

describe('what the numbers of Entra mean', () => {
  test('stands in the catalogue alone', () => {
    const files = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => path.posix.join('src', file.replaceAll(path.sep, '/')));
    const found = files.filter((file) => numbersIn(readFileSync(path.join(root, file), 'utf8')).length > 0);
    expect(found.filter((file) => !catalog.test(file))).toEqual([]);
  });

  test.each(["if (number === '7000112') return;", "new Set(['AADSTS7000215'])", 'const number = `90002`;'])(
    'is seen in %s',
    (line) => {
      expect(numbersIn(line)).toEqual([line]);
    },
  );

  test.each(["// '7000112' is disabled", '  /** AADSTS53003 */', '  * AADSTS53003', 'const timeoutMs = 5_000;'])(
    'is not seen in %s',
    (line) => {
      expect(numbersIn(line)).toEqual([]);
    },
  );
});
