import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { planWorkflowProblems } from '../../../src/spec/plan-workflow.ts';

const file = path.resolve(import.meta.dirname, '../../../examples/workflows/plan.yml');
const example = readFileSync(file, 'utf8');
const pinned = `mona/tool@${'1'.repeat(40)}`;
const step = (text: string): string => example.replace('    steps:\n', `    steps:\n      - ${text}\n`);

test.each<[string, string, readonly string[]]>([
  ['the example', example, []],
  ['the example with other files', example.replaceAll('truu-directory.yml', 'directories/denver.yml'), []],
  ['one more pinned action', step(`uses: ${pinned}`), []],
  ['a script in a job without tokens', `${example}\n  lint:\n    permissions: {}\n    steps: [{ run: npm ci }]\n`, []],
  ['an action of the checkout', step('uses: ./action'), ['uses ./action of the checkout in the job plan']],
  [
    'an action by its tag',
    step('uses: mona/tool@v1'),
    ['uses mona/tool@v1, which is not pinned to a commit, in the job plan'],
  ],
  ['an image', step('uses: docker://alpine'), [expect.stringContaining('docker://alpine') as unknown as string]],
  ['a script', step('run: npm ci'), ['runs a script in step 1 in the job plan']],
  [
    'a longer comparison',
    example.replace('          done\n', '          done; ./x\n'),
    ['runs a script in step 2 in the job plan'],
  ],
  [
    'a comparison by another shell',
    example.replace('        id: files\n', '        shell: ./x {0}\n'),
    ['runs a script in step 2 in the job plan'],
  ],
  [
    'a container',
    example.replace('    steps:\n', '    container: alpine\n    steps:\n'),
    ['runs in a container in the job plan'],
  ],
  ['another trigger', example.replace('  merge_group:', '  pull_request_target:'), ['runs on pull_request_target']],
  [
    'tokens for every job',
    'on: [workflow_run]\npermissions: write-all\njobs: { one: { uses: mona/flow/.github/workflows/a.yml@main } }',
    ['runs on workflow_run', expect.stringContaining('not pinned') as unknown as string],
  ],
  [
    'a called workflow of its own',
    'on: push\npermissions: write-all\njobs: { one: { uses: ./.github/workflows/a.yml } }',
    [],
  ],
  ['no YAML', 'a: [', ['is not a YAML mapping']],
])('of %s', (_what, text, problems) => {
  expect(planWorkflowProblems(text)).toEqual(problems);
});
