import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { objectionsToPlanWorkflow } from '../../../src/spec/plan-workflow.ts';

const example = readFileSync(path.resolve(import.meta.dirname, '../../../examples/workflows/plan.yml'), 'utf8');
const own = 'OWNER/truu-entra-directory-action';
const pin = '@0000000000000000000000000000000000000000';
const action = "- if: steps.files.outputs.changed != 'false'";
const edited = (from: string, to: string): string => {
  if (!example.includes(from)) throw new Error(`The example has no ${from}`);
  return example.replace(from, to);
};
const step = (more: string): string => edited(action, `${more}\n      ${action}`);

describe('the workflow whose plan counts', () => {
  test.each([
    ['is the example', example],
    ['has a job without a token that runs anything', `${example}\n  other:\n    steps: [{ run: make }]\n`],
    ['has a proxy', edited('permissions: {}', 'permissions: {}\nenv: { https_proxy: "http://proxy:3128" }')],
    ['asks for no token', 'jobs: { a: { steps: [{ run: make }] } }'],
    ['may only read tokens', 'permissions: read-all\njobs: { a: { steps: [{ run: make }] } }'],
  ])('is fine where it %s', (_what, text) => {
    expect([objectionsToPlanWorkflow(text, own), objectionsToPlanWorkflow(text, null)]).toEqual([[], []]);
  });

  test.each([
    ['a script', step('- run: npm ci'), ['job plan: step 3: has "run"', 'job plan: step 3: uses nothing']],
    ['an action of the checkout', step('- uses: ./'), ['job plan: step 3: uses ./']],
    ['an image', step('- uses: docker://alpine:3'), ['job plan: step 3: uses docker://alpine:3']],
    ['an action below its own', step(`- uses: ${own}/sub${pin}`), [`job plan: step 3: uses ${own}/sub${pin}`]],
    [
      'a tag',
      edited(`${own}${pin}`, `${own}@v1`),
      [`job plan: step 3: uses ${own}@v1, which is not a full commit SHA`],
    ],
    [
      'the checkout’s credentials',
      edited('persist-credentials: false', 'persist-credentials: true'),
      ['job plan: step 1: has no "persist-credentials: false"'],
    ],
    [
      'another commit',
      edited('persist-credentials: false', 'persist-credentials: false\n          ref: x'),
      ['job plan: step 1: has "ref"'],
    ],
    [
      'a variable',
      edited('runs-on: ubuntu-latest', 'runs-on: x\n    env: { NODE_OPTIONS: -r ./a }'),
      ['job plan: sets the variable NODE_OPTIONS'],
    ],
    ['a container', edited('runs-on: ubuntu-latest', 'runs-on: x\n    container: node'), ['job plan: has "container"']],
    ['a merge key', edited('runs-on: ubuntu-latest', 'runs-on: x\n    <<: { services: {} }'), ['job plan: has "<<"']],
    [
      'a variable of all jobs',
      edited('permissions: {}', 'permissions: {}\nenv: { LD_PRELOAD: ./a }'),
      ['workflow: sets the variable LD_PRELOAD'],
    ],
    [
      'a reusable workflow, by rights of the whole file',
      'permissions: { id-token: write }\njobs: { a: { uses: ./.github/workflows/b.yml } }',
      ['job a: has "uses"'],
    ],
    [
      'a longer comparison',
      edited('          done\n', '          done; ./x\n'),
      [
        'job plan: step 2: has "run"',
        'job plan: step 2: sets the variable GH_TOKEN',
        expect.any(String),
        expect.any(String),
      ],
    ],
    [
      'another shell',
      edited('        id: files\n', '        shell: ./x {0}\n'),
      expect.arrayContaining(['job plan: step 2: has "shell"']),
    ],
    [
      'a variable that its shell reads',
      edited('          TARGET:', '          BASH_ENV: ./a\n          TARGET:'),
      expect.arrayContaining(['job plan: step 2: sets the variable BASH_ENV']),
    ],
    ['another trigger', edited('  merge_group:', '  pull_request_target:'), ['workflow: runs on pull_request_target']],
    ['every right', 'jobs: { a: { permissions: write-all, steps: [{ uses: ./ }] } }', ['job a: step 1: uses ./']],
    ['no YAML', 'jobs: [', ['The file is not a workflow that can be read.']],
    ['a key twice', `${example}\njobs: {}`, ['The file is not a workflow that can be read.']],
  ])('is objected to for %s', (_what, text, objections) => {
    expect(objectionsToPlanWorkflow(text, own)).toEqual(objections);
  });

  test('may run one action of another name only where the runner does not tell the name', () => {
    const copy = example.replace(own, 'mona/copy');
    expect(objectionsToPlanWorkflow(copy, own)).toEqual([`job plan: step 3: uses mona/copy${pin}`]);
    expect(objectionsToPlanWorkflow(copy, null)).toEqual([]);
    expect(objectionsToPlanWorkflow(step(`- uses: mona/other${pin}`), null)).toHaveLength(1);
  });
});
