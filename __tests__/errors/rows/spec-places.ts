import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunExtras } from '../../support/scenario.ts';
import { completeSpec, sampleFile, specWith } from '../../support/spec-samples.ts';
import type { ErrorRow } from '../row.ts';
import { offline } from './offline.ts';

const outside = 'Move the spec into the repository. Links that lead out of the repository are not followed.';
const besideWorkspace = async (workspace: string): Promise<string> => {
  const file = path.join(path.dirname(workspace), 'beside.yml');
  await writeFile(file, completeSpec);
  return file;
};
const at = (spec: string, prepare?: RunExtras['prepare']): RunExtras => ({
  spec: null,
  with: { spec },
  ...(prepare ? { prepare } : {}),
});

const saved =
  (encoding: 'utf8' | 'utf16le') =>
  (workspace: string): Promise<void> =>
    writeFile(path.join(workspace, 'saved.yml'), specWith(['US-Denver', 'Zürich']), encoding);

const inFolder = async (workspace: string): Promise<void> => {
  await mkdir(path.join(workspace, 'specs'));
  await writeFile(path.join(workspace, 'specs/one.yml'), completeSpec);
};

const otherSpelling = async (workspace: string): Promise<void> => {
  await mkdir(path.join(workspace, '.github'), { recursive: true });
  await writeFile(path.join(workspace, '.github', 'TruU-Directory.yaml'), completeSpec);
};

/** Where a spec can be, or how it can be saved, so that it is not read. */
export const specPlaceRows: readonly ErrorRow[] = [
  offline(
    {
      when: 'there is no file',
      code: 'SPEC_NOT_FOUND',
      contains: ['specs/nowhere.yml', 'run actions/checkout'],
      mend: { extras: { with: { spec: sampleFile } } },
    },
    at('specs/nowhere.yml'),
  ),
  offline(
    {
      when: 'the file has another ending and other case',
      code: 'SPEC_NOT_FOUND',
      contains: [
        'but .github/TruU-Directory.yaml does.',
        'Set the input "spec" to .github/TruU-Directory.yaml, or rename',
      ],
      mend: { extras: at('.github/TruU-Directory.yaml', otherSpelling) },
    },
    at(sampleFile, otherSpelling),
  ),
  offline(
    { when: 'there is no workspace', code: 'SPEC_NOT_FOUND', contains: [sampleFile, 'run actions/checkout'] },
    { extra: { GITHUB_WORKSPACE: path.join(import.meta.dirname, 'nowhere') } },
  ),
  offline(
    {
      when: 'the path leads out of the workspace',
      code: 'SPEC_OUTSIDE_WORKSPACE',
      contains: ['../beside.yml', outside],
      mend: { extras: at('moved.yml', (workspace) => writeFile(path.join(workspace, 'moved.yml'), completeSpec)) },
    },
    at('../beside.yml', async (workspace) => void (await besideWorkspace(workspace))),
  ),
  offline(
    {
      when: 'a link leads out of the workspace',
      code: 'SPEC_OUTSIDE_WORKSPACE',
      contains: ['linked.yml', 'is a symbolic link', outside],
    },
    at('linked.yml', async (workspace) =>
      symlink(await besideWorkspace(workspace), path.join(workspace, 'linked.yml')),
    ),
  ),
  offline(
    {
      when: 'the path is a folder',
      code: 'SPEC_NOT_A_FILE',
      contains: ['specs', 'Set the input "spec" to the path of one YAML file.'],
      mend: { extras: at('specs/one.yml', inFolder) },
    },
    at('specs', async (workspace) => void (await mkdir(path.join(workspace, 'specs')))),
  ),
  offline(
    {
      when: 'the file is saved as UTF-16',
      code: 'SPEC_NOT_YAML',
      contains: ['saved.yml', 'Save the file as UTF-8.'],
      mend: { extras: at('saved.yml', saved('utf8')) },
    },
    at('saved.yml', saved('utf16le')),
  ),
  offline(
    {
      when: 'the file is larger than any spec',
      code: 'SPEC_TOO_LARGE',
      contains: ['more than 65536 characters', 'Shorten the spec. Keep one TruU directory per spec.'],
      mend: { extras: { spec: completeSpec } },
    },
    { spec: '#'.repeat(1_100_000) },
  ),
];
