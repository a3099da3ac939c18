import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { maxCharacters } from '../../../src/spec/document.ts';
import { loadSpec } from '../../../src/spec/load.ts';

let root: string;
let workspace: string;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'truu-load-'));
  workspace = path.join(root, 'work');
  await mkdir(path.join(workspace, 'folder'), { recursive: true });
  for (const file of ['outside.yml', 'work-2.yml', 'work/inside.yml', 'work/..inside.yml'])
    await writeFile(path.join(root, file), 'a: 1\n');
  await symlink(path.join(root, 'outside.yml'), path.join(workspace, 'link-out.yml'));
  await symlink(path.join(workspace, 'inside.yml'), path.join(workspace, 'link-in.yml'));
  await symlink(root, path.join(workspace, 'folder-out'));
  await writeFile(path.join(workspace, 'latin-1.yml'), Buffer.from([0x61, 0x3a, 0x20, 0xfc]));
  // Sparse: it has a size, and takes no space.
  await writeFile(path.join(workspace, 'huge.yml'), '');
  await truncate(path.join(workspace, 'huge.yml'), 4 * maxCharacters + 1);
});
afterAll(() => rm(root, { recursive: true }));

const outsidePath = 'is a path outside the workspace';
const outsideLink = 'is a symbolic link to a file outside the workspace';

test.each([
  ['../outside.yml', outsidePath],
  ['../missing.yml', outsidePath],
  ['../work-2.yml', outsidePath],
  ['folder/../../outside.yml', outsidePath],
  ['/etc/hostname', outsidePath],
  ['link-out.yml', outsideLink],
  ['folder-out/outside.yml', outsideLink],
  ['huge.yml', 'has more than'],
  ['latin-1.yml', 'is not UTF-8'],
  ['folder', 'is not the path of a file'],
])('the spec %s is not read', async (file, message) => {
  await expect(loadSpec(workspace, file)).rejects.toThrow(message);
});

test.each(['inside.yml', '..inside.yml', 'link-in.yml', 'folder/../inside.yml'])(
  'the spec %s is read',
  async (file) => {
    await expect(loadSpec(workspace, file)).resolves.toMatchObject({ text: 'a: 1\n' });
  },
);
