import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from '@jest/globals';
import { tokenWith } from '../../support/emulator-github.ts';
import { editDirectory } from '../../../testing/manual-changes.ts';
import {
  commitSpec,
  merge,
  onForkRun,
  onGithub,
  onPull,
  onPush,
  openPull,
  planWorkflow,
  sha,
  testMerge,
} from '../../support/pull-requests.ts';
import { expectGreen, specText, type RunExtras, type Scenario } from '../../support/scenario.ts';
import type { ErrorRow } from '../row.ts';

const spec = specText([['entra', 'application', 'name'], 'TruU Denver']);
const gate = { with: { 'require-pull-request-plan': 'true' } };

/** A pull request that was planned and merged; how its commit is then applied. */
const reviewed = async (scenario: Scenario, merged?: Date): Promise<RunExtras> => {
  const pull = openPull(scenario, 5);
  await expectGreen(scenario, 'plan', 'changes', await onPull(scenario, pull, { spec }));
  merge(pull, sha('a'), merged);
  return onPush(scenario, sha('a'), { ...gate, spec });
};

/** The fingerprint of a plan that a person has looked at, and the spec that it is of. */
const expecting = async (scenario: Scenario): Promise<RunExtras> => {
  const { outputs } = await expectGreen(scenario, 'plan', 'changes', { spec, asReader: false });
  return { spec, with: { 'expect-plan': outputs['plan-fingerprint'] ?? 'none', ...gate.with } };
};

const likeExample = async (workspace: string): Promise<void> => {
  await mkdir(path.join(workspace, '.github/workflows'));
  await copyFile(path.resolve('examples/workflows/plan.yml'), path.join(workspace, planWorkflow));
};

const noWait = { 'request-timeout': 'PT1S' };

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
    mend: (scenario) => Promise.resolve({ extras: onPush(scenario, sha('a'), { ...gate, spec }) }),
    leaves: 'untouched',
  },
  {
    when: 'the commit was pushed without a pull request',
    code: 'PLAN_NOT_REVIEWED',
    mode: 'apply',
    world: 'converged',
    result: 'refused',
    spoil: async (scenario) => onPush(scenario, sha('b'), { with: { ...gate.with, ...noWait }, spec }),
    contains: [
      'This commit belongs to no merged pull request of its branch.',
      'run apply manually with its fingerprint',
    ],
    mend: async (scenario) => {
      commitSpec(scenario, sha('b'), spec);
      return { extras: onPush(scenario, sha('b'), await expecting(scenario), 'workflow_dispatch') };
    },
    leaves: 'untouched',
  },
  {
    when: 'the plan was recorded by the old job of the pull request, run again after the merge',
    code: 'PLAN_NOT_REVIEWED',
    mode: 'apply',
    world: 'converged',
    result: 'refused',
    spoil: (scenario) => reviewed(scenario, new Date(Date.now() - 60_000)),
    contains: ['does not count: it was made after the merge', 'run apply manually with its fingerprint'],
    leaves: 'untouched',
  },
  {
    when: 'another workflow recorded the plan',
    code: 'PLAN_NOT_REVIEWED',
    mode: 'apply',
    world: 'converged',
    result: 'refused',
    spoil: async (scenario) => {
      const { github } = scenario.emulator.world.state;
      github.oidc.claims = { workflow_ref: 'contoso/identity/.github/workflows/ci.yml@refs/pull/5/merge' };
      return reviewed(scenario);
    },
    contains: ['does not count: another workflow made it'],
    leaves: 'untouched',
  },
  {
    when: 'the pull request edited the workflow that planned it',
    code: 'PLAN_NOT_REVIEWED',
    mode: 'apply',
    world: 'converged',
    result: 'refused',
    spoil: async (scenario) => {
      const { trees } = scenario.emulator.world.state.github;
      const edited = { path: planWorkflow, mode: '100644', content: 'jobs: {}' } as const;
      trees.push({ commit: testMerge, parents: [], files: [edited] });
      return reviewed(scenario);
    },
    // Its token is for the file that ran, which is not the one at the base.
    contains: ['does not count: its token is for another purpose, pull request, commit or plan'],
    leaves: 'untouched',
  },
  {
    when: 'an older run is started again, whose spec was replaced',
    code: 'PLAN_SUPERSEDED',
    mode: 'apply',
    world: 'converged',
    result: 'refused',
    spoil: async (scenario) => {
      const run = await reviewed(scenario);
      const { branches, trees } = scenario.emulator.world.state.github;
      commitSpec(scenario, sha('b'), specText());
      trees.at(-1)?.parents.push(sha('a'));
      branches.push({ name: 'main', sha: sha('b') });
      return { ...run, extra: { ...run.extra, GITHUB_RUN_ATTEMPT: '2' } };
    },
    contains: [
      'The spec of this run is no longer the one of the branch main.',
      `Replaced by commit: ${sha('b')}`,
      'Use the run of the newer commit',
    ],
    leaves: 'untouched',
  },
  {
    when: 'a manual run has a spec that its branch does not have, whatever it expects',
    code: 'PLAN_SUPERSEDED',
    mode: 'apply',
    world: 'converged',
    result: 'refused',
    spoil: async (scenario) => {
      commitSpec(scenario, sha('a'), specText());
      const run = { spec, with: { 'expect-plan': 'f'.repeat(64) } };
      return Promise.resolve(onPush(scenario, sha('a'), run, 'workflow_dispatch'));
    },
    contains: ['The spec of this run is no longer the one of the branch main.'],
    mend: () => Promise.resolve({ mode: 'plan', extras: { asReader: false } }),
    leaves: 'untouched',
  },
  {
    when: 'the plan workflow uses an action of the checkout',
    code: 'PLAN_WORKFLOW_UNSAFE',
    mode: 'check',
    world: 'nothing',
    run: {
      prepare: async (workspace) => {
        await mkdir(path.join(workspace, '.github/workflows'));
        const workflow = 'permissions: write-all\njobs: { plan: { steps: [{ uses: ./action }] } }\n';
        await writeFile(path.join(workspace, planWorkflow), workflow);
      },
    },
    contains: ['job plan: step 1: uses ./action', 'Make the workflow like examples/workflows/plan.yml'],
    offline: true,
    mend: { extras: { prepare: likeExample } },
    leaves: 'untouched',
  },
  {
    when: 'two open pull requests have the head of a fork’s run',
    code: 'PLAN_FORK_UNCLEAR',
    mode: 'plan',
    world: 'converged',
    spoil: (scenario) => {
      const fork = { head: { sha: sha('1'), ref: 'main', repo: 'mona/identity' } };
      openPull(scenario, 6, fork);
      return onForkRun(openPull(scenario, 5, fork));
    },
    contains: ['Several open pull requests have the head of this run.', 'Pull requests: 6, 5'],
    mend: async (scenario) => {
      const { pulls, trees } = scenario.emulator.world.state.github;
      const [other, pull] = pulls;
      if (!other || !pull) throw new Error('There are no two pull requests.');
      other.state = 'closed';
      if (!trees.some(({ commit }) => commit === pull.head.sha)) commitSpec(scenario, pull.head.sha, specText());
      return { extras: await onForkRun(pull) };
    },
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
    contains: ['checks=read', 'Add "actions: read", "checks: read", "contents: read" and "pull-requests: read"'],
    mend: (scenario) => Promise.resolve({ extras: onPush(scenario, sha('a'), { ...gate, spec }) }),
    leaves: 'untouched',
  },
];
