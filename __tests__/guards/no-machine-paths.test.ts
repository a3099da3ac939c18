import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((file) => file !== '' && existsSync(path.join(root, file)));

/** Each pattern is written so that it does not match its own text. */
const rules = [
  [
    'a path of one machine',
    /(?:(?<![\w.~/-])|(?<=file:\/\/))\/(?:work|root|home\/[a-z][\w.-]*|Users\/[A-Za-z][\w.-]*|tmp\/bash)[\w.]*\//,
  ],
  ['a drive of one machine', /\b[A-Z]:\\{1,2}(?:Users|work)\\/],
  [
    'a registry of one network',
    /\b(?:art[i]factory|npmm[i]rror|verd[a]ccio|jfr[o]g|sonatyp[e])\b|registry[.-]m[i]rror/i,
  ],
  ['an address of one network', /https?:\/\/[\w.-]+\.(?:internal|intranet|corp|lan)\b/i],
] as const;

/** What a file says of the machine on which it was written; nothing of a file that is not text. */
const problemsIn = (file: string, content: Buffer): readonly string[] => {
  if (content.includes(0)) return [];
  const text = content.toString('utf8');
  const found = rules.flatMap(([description, pattern]) => {
    const found = pattern.exec(text);
    return found === null ? [] : [`${file}: ${description}: ${found[0]}`];
  });
  // The bundle keeps the line ends of the packages that it is made of.
  return /\r\n/.test(text) && !file.startsWith('dist/') ? [...found, `${file}: CRLF`] : found;
};

const bad = (text: string): readonly string[] => problemsIn('bad.txt', Buffer.from(text));

describe('the tracked files', () => {
  test('are there to look at', () => {
    expect(tracked).toEqual(expect.arrayContaining(['package.json', 'package-lock.json', 'dist/index.js']));
  });

  test('tell nothing of the machine on which they were written, and end their lines with LF', () => {
    expect(tracked.flatMap((file) => problemsIn(file, readFileSync(path.join(root, file))))).toEqual([]);
  });

  test.each([
    [['', 'work', 'main', 'src'].join('/')],
    [`cd "${['', 'root', '.npmrc', ''].join('/')}"`],
    [`file://${['', 'home', 'alice', 'action'].join('/')}`],
    [['', 'Users', 'alice', 'action'].join('/')],
    [['', 'tmp', 'bash_jobs.0', 'stdout'].join('/')],
    [['C:', 'Users', 'alice'].join('\\')],
    [`"resolved": "https://${['npmm', 'irror'].join('')}.example/zod"`],
    [`https://packages.example.${['int', 'ernal'].join('')}/zod`],
    ['one line\r\nanother'],
  ])('%j would be told of', (text) => {
    expect(bad(text)).toHaveLength(1);
  });

  test.each(['https://example.com/work/main', 'src/work/main.ts', 'a/root/b', 'one line\nanother', 'C:\\Windows'])(
    '%j says nothing of a machine',
    (text) => {
      expect(bad(text)).toEqual([]);
    },
  );

  test('what is not text is not looked at', () => {
    expect(problemsIn('image.png', Buffer.from('\0\r\n'))).toEqual([]);
  });
});
