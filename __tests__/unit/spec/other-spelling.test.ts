import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { otherSpelling } from '../../../src/spec/other-spelling.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'spelling-'));
  for (const file of ['.github/truu-directory.yaml', 'Specs/Denver.YML', 'specs2/dallas.yml', 'specs2/other.txt']) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), '');
  }
  await symlink(tmpdir(), path.join(root, 'out'));
});
afterAll(() => rm(root, { recursive: true }));

describe('the file that is meant by a path that leads nowhere', () => {
  test.each([
    ['.github/truu-directory.yml', '.github/truu-directory.yaml'],
    ['.GitHub/TruU-Directory.yml', '.github/truu-directory.yaml'],
    ['specs/denver.yml', 'Specs/Denver.YML'],
    ['specs/denver.yaml', 'Specs/Denver.YML'],
    ['specs2/dalas.yml', 'specs2/dallas.yml'],
    ['specs2/other.yml', null],
    ['specs2/zzzzzzzzzz.yml', null],
    ['nowhere/denver.yml', null],
    ['out/x.yml', null],
    ['specs2/dallas.yml/x.yml', null],
  ])('is for %s: %s', async (wanted, found) => {
    expect(await otherSpelling(root, path.join(root, wanted))).toBe(found);
  });
});
