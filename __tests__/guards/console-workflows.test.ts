import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<Record<string, Job>>;
}
interface Job {
  readonly if?: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly run?: string; readonly with?: Readonly<Record<string, unknown>> }[];
}

const textOf = (file: string): string =>
  readFileSync(path.resolve(import.meta.dirname, '../../examples', file), 'utf8');
const read = (file: string): Workflow => parse(textOf(file)) as Workflow;
const jobOf = (file: string): Job => {
  const [job, ...more] = Object.values(read(file).jobs);
  if (job === undefined || more.length > 0) throw new Error(`${file} has more than one job, or none.`);
  return job;
};
const names = ['plan.yml', 'apply.yml', 'drift.yml'] as const;

test.each(names)('%s of the console connection needs no secret', (name) => {
  expect(textOf(`console/${name}`)).not.toMatch(/secrets\.|truu-(?:url|token-url|client)/);
  expect(jobOf(`console/${name}`).steps.at(-1)?.with).toMatchObject({
    'truu-connection': 'console',
    'github-token': '${{ github.token }}',
  });
});

test('its plan runs the same comparison as the other, which check knows', () => {
  const [console, other] = ['console', 'workflows'].map((of) => jobOf(`${of}/plan.yml`).steps[1]?.run);
  expect(console).toBe(other);
});

test('a comment starts drift only on a hand-off, and nothing of it reaches a step', () => {
  expect(read('console/drift.yml').on).toMatchObject({
    issue_comment: { types: ['created'] },
    workflow_dispatch: { inputs: { confirm: {} } },
  });
  const { if: condition, ...others } = jobOf('console/drift.yml');
  expect(condition?.replaceAll(/\s+/g, ' ')).toBe(
    "github.event_name != 'issue_comment' || (!github.event.issue.pull_request && " +
      "startsWith(github.event.comment.body, '/truu') && " +
      "contains(github.event.issue.labels.*.name, 'truu-hand-off'))",
  );
  expect(JSON.stringify(others)).not.toContain('github.event');
  expect(others.steps.filter(({ run }) => run !== undefined)).toEqual([]);
});

const ofPlan = { contents: 'read', 'id-token': 'write', 'pull-requests': 'write', checks: 'write', issues: 'read' };
const ofApply = { ...ofPlan, checks: 'read', actions: 'read', issues: 'write' };
test.each([
  ['plan.yml', ofPlan],
  ['apply.yml', ofApply],
  ['drift.yml', { contents: 'read', 'id-token': 'write', issues: 'write' }],
])('%s of the console connection asks for what it needs, and no more', (name, permissions) => {
  expect(jobOf(`console/${name}`).permissions).toEqual(permissions);
});
