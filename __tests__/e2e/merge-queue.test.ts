import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { commitSpec, merge, onGithub, onPull, onPush, onQueue, openPull, sha } from '../support/pull-requests.ts';
import { expectGreen, expectNothingToDo, specText, startScenario, type Scenario } from '../support/scenario.ts';

let scenario: Scenario;
beforeAll(async () => {
  scenario = await startScenario();
});
afterAll(() => scenario.stop());

test('a squashed group is applied by the plan of its last entry, though its commit never lands', async () => {
  const gate = { 'require-pull-request-plan': 'true' };
  const spec = specText([['truu', 'directory', 'domain'], 'fabrikam.com']);
  const own = openPull(scenario, 7, { head: { sha: sha('1'), ref: 'topic-7', repo: 'mona/identity' } });
  const group = sha('9');
  commitSpec(scenario, group, spec);
  commitSpec(scenario, sha('a'), spec);
  const { stdout } = await expectGreen(scenario, 'plan', 'changes', onQueue(scenario, own, group, { spec }));
  expect(stdout).toContain(`Plan recorded on commit ${group}.`);
  expect(onGithub(scenario)).toMatchObject({ comments: [], checkRuns: [{ head_sha: group }] });
  // Another entry of the queue brought its own spec, which the same push overtook.
  await expectGreen(scenario, 'plan', 'changes', await onPull(scenario, openPull(scenario, 8)));
  merge(own, sha('a'));
  await expectGreen(scenario, 'apply', 'applied', onPush(scenario, sha('a'), { spec, with: gate }));
  await expectNothingToDo(scenario, { spec });
});
