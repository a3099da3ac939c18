import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { tokenWith } from '../support/emulator-github.ts';
import {
  expectGreen,
  expectNothingToDo,
  specText,
  startConverged,
  type ConvergedScenario,
} from '../support/scenario.ts';

const renamed = specText([['entra', 'application', 'name'], 'TruU Denver']);

describe('a run whose environment does not show that only the default branch may use it', () => {
  let scenario: ConvergedScenario;
  beforeAll(async () => {
    scenario = await startConverged();
  });
  beforeEach(() => scenario.emulator.reset(scenario.converged));
  afterAll(() => scenario.stop());

  test('makes what grants nothing, and warns in its verdict, when the rule cannot be read', async () => {
    const token = tokenWith({ pull_requests: 'write' });
    scenario.emulator.world.state.github.tokens.push(token);
    const run = { spec: renamed, with: { 'github-token': token.token } };
    const { summary } = await expectGreen(scenario, 'apply', 'applied', run);
    expect(summary).toMatch(/> \[!WARNING\]\n> \*\*Applied 1 change\..* Warning: the branch rule .* could not be read/);
    await expectNothingToDo(scenario, { spec: renamed });
  });

  test.each([
    ['open to every branch', 'production', 'is not limited to the default branch'],
    ['not there', null, 'this job runs in no environment'],
  ])('renews, and warns, when the environment is %s', async (_what, environment, warning) => {
    const { github } = scenario.emulator.world.state;
    github.environment = environment;
    for (const one of github.environments) one.deployment_branch_policy = null;
    const { stdout } = await expectGreen(scenario, 'renew', 'in-sync');
    expect(stdout).toContain(`Nothing is due for renewal, and TruU reports Healthy. Warning: `);
    expect(stdout).toContain(warning);
  });
});
