import { expect } from '@jest/globals';
import { tokenWith } from '../../support/emulator-github.ts';
import { editDirectory } from '../../../testing/manual-changes.ts';
import { merge, onGithub, onPull, onPush, openPull, sha } from '../../support/pull-requests.ts';
import { expectGreen, specText, type RunExtras, type Scenario } from '../../support/scenario.ts';
import type { ErrorRow } from '../row.ts';

const spec = specText([['entra', 'application', 'name'], 'TruU Denver']);
const gate = { with: { 'require-pull-request-plan': 'true' } };

/** A pull request that was planned and merged; how its commit is then applied. */
const reviewed = async (scenario: Scenario): Promise<RunExtras> => {
  const pull = openPull(scenario, 5);
  await expectGreen(scenario, 'plan', 'changes', await onPull(pull, { spec }));
  merge(pull, sha('a'));
  return onPush(scenario, sha('a'), { ...gate, spec });
};

/** What apply refuses because it was not reviewed. */
export const reviewRows: readonly ErrorRow[] = [
  {
    when: 'the world has moved since the pull request showed its plan',
    code: 'PLAN_CHANGED',
    mode: 'apply',
    world: 'converged',
    result: 'refused',
    spoil: async (scenario) => {
      const run = await reviewed(scenario);
      await editDirectory(scenario, { domain: 'fabrikam.com' });
      return run;
    },
    contains: [
      'The plan differs from the one that the pull request showed.',
      'Not reviewed: update truu/directory',
      'domain: fabrikam.com → contoso.com',
      'run apply manually with the input "expect-plan"',
    ],
    leaves: 'untouched',
    also: async (scenario) => {
      const { comments } = onGithub(scenario);
      expect(comments).toHaveLength(1);
      expect(comments[0]?.body).toContain('Refused: the plan is out of date. Nothing was written.');
    },
  },
  {
    when: 'the workflow that applies knows of an owner that the one that planned does not',
    code: 'PLAN_INPUTS_DIFFER',
    mode: 'apply',
    world: 'converged',
    result: 'refused',
    spoil: async (scenario) => {
      const run = await reviewed(scenario);
      return { ...run, with: { ...run.with, 'known-owners': '11111111-2222-4333-8444-555555555555' } };
    },
    contains: ['Input known-owners: 11111111-2222-4333-8444-555555555555; in the plan: not set'],
    leaves: 'untouched',
  },
  {
    when: 'the commit was pushed without a pull request',
    code: 'PLAN_NOT_REVIEWED',
    mode: 'apply',
    world: 'converged',
    result: 'refused',
    spoil: async (scenario) => onPush(scenario, sha('b'), { ...gate, spec }),
    contains: [
      'This commit belongs to no merged pull request of its branch.',
      'run apply manually with its fingerprint',
    ],
    leaves: 'untouched',
  },
  {
    when: 'it runs in no repository',
    code: 'PLAN_NOT_REVIEWED',
    mode: 'apply',
    world: 'converged',
    result: 'refused',
    run: { ...gate, spec, extra: { GITHUB_REPOSITORY: '' } },
    contains: ['This run has no commit that belongs to a pull request.'],
    leaves: 'untouched',
  },
  {
    when: 'the token may not see check runs',
    code: 'PLAN_REVIEW_UNREADABLE',
    mode: 'apply',
    world: 'converged',
    spoil: async (scenario) => {
      const run = await reviewed(scenario);
      const token = tokenWith({ pull_requests: 'write' });
      scenario.emulator.world.state.github.tokens.push(token);
      return { ...run, with: { ...run.with, 'github-token': token.token } };
    },
    contains: ['checks=read', 'Add "pull-requests: read" and "checks: read"'],
    leaves: 'untouched',
  },
];
