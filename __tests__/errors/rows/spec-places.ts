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

/** Where a spec can be, or how it can be saved, so that it is not read. */
export const specPlaceRows: readonly ErrorRow[] = [
  offline(
    { when: 'there is no file', code: 'SPEC_NOT_FOUND', contains: ['specs/nowhere.yml', 'run actions/checkout'] },
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
    },
    at(sampleFile, async (workspace) => {
      await mkdir(path.join(workspace, '.github'), { recursive: true });
      await writeFile(path.join(workspace, '.github', 'TruU-Directory.yaml'), completeSpec);
    }),
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
      when: 'a folder that is a link leads out',
      code: 'SPEC_OUTSIDE_WORKSPACE',
      contains: ['out/beside.yml', outside],
    },
    at('out/beside.yml', async (workspace) => {
      await besideWorkspace(workspace);
      await symlink(path.dirname(workspace), path.join(workspace, 'out'));
    }),
  ),
  offline(
    {
      when: 'the path is a folder',
      code: 'SPEC_NOT_A_FILE',
      contains: ['specs', 'Set the input "spec" to the path of one YAML file.'],
    },
    at('specs', async (workspace) => void (await mkdir(path.join(workspace, 'specs')))),
  ),
  offline(
    {
      when: 'the path is the workspace itself',
      code: 'SPEC_NOT_A_FILE',
      contains: ['Set the input "spec" to the path of one'],
    },
    at('.'),
  ),
  ...(['utf16le', 'latin1'] as const).map((encoding) =>
    offline(
      {
        when: `the file is saved as ${encoding}`,
        code: 'SPEC_NOT_YAML',
        contains: ['saved.yml', 'Save the file as UTF-8.'],
      },
      at('saved.yml', (workspace) =>
        writeFile(path.join(workspace, 'saved.yml'), specWith(['US-Denver', 'Zürich']), encoding),
      ),
    ),
  ),
  offline(
    {
      when: 'the file is larger than any spec',
      code: 'SPEC_TOO_LARGE',
      contains: ['more than 65536 characters', 'Shorten the spec. Keep one TruU directory per spec.'],
    },
    { spec: '#'.repeat(1_100_000) },
  ),
];
