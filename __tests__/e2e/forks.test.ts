import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { tokenWith } from '../support/emulator-github.ts';
import { onGithub, onPull, openPull, sha } from '../support/pull-requests.ts';
import { expectGreen, specText, startScenario, type RunExtras, type Scenario } from '../support/scenario.ts';

/** As GitHub starts a run that it trusts with nothing. */
const untrusted = {
  extra: { ACTIONS_ID_TOKEN_REQUEST_URL: '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' },
  with: { 'truu-client-secret': '' },
};
const fork = { head: { sha: sha('1'), ref: 'main', repo: 'mona/identity' } };

describe('a plan that has no login', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  beforeEach(() => scenario.emulator.reset());
  afterAll(() => scenario.stop());

  const requested = async () =>
    (await scenario.emulator.log()).filter(({ from }) => from === 'client').map(({ path: at }) => at);

  test.each([
    ['from a fork', fork, 'a pull request from a fork'],
    ['from a fork that is gone', { head: { ...fork.head, repo: null } }, 'a pull request from a fork'],
    ['of Dependabot', { user: 'dependabot[bot]' }, 'a pull request from Dependabot'],
  ])('%s is checked, green, and says what was skipped and how to get it', async (_what, pull, who) => {
    const ended = await expectGreen(scenario, 'plan', 'in-sync', await onPull(openPull(scenario, 5, pull), untrusted));
    const message = `Spec is valid. Only the spec was checked, because GitHub gives ${who} no secrets and no OIDC token.`;
    for (const text of [ended.summary, ended.stdout]) {
      expect(text).toContain(message);
      expect(text).toContain('For the full plan, a maintainer pushes the commit to a branch of this repository.');
    }
    expect(ended.stdout).toMatch(/^::notice title=The plan was skipped::Only the spec was checked/m);
    expect(await requested()).toEqual([]);
    expect(onGithub(scenario).comments).toEqual([]);
  });

  test('is red all the same when its spec is wrong', async () => {
    const spec = specText([['truu', 'directory', 'name'], '']);
    const { code, outputs } = await scenario.run(
      'plan',
      await onPull(openPull(scenario, 5, fork), { ...untrusted, spec }),
    );
    expect({ code, ...outputs }).toMatchObject({ code: 1, result: 'failed' });
  });

  test.each([
    ['a branch of the repository', 'plan', {}],
    ['a fork, but in a mode that writes', 'apply', fork],
    ['a fork, but in drift', 'drift', fork],
  ] as const)('is an error on %s, where something is wrong', async (_what, mode, pull) => {
    const { code, outputs } = await scenario.run(mode, await onPull(openPull(scenario, 5, pull), untrusted));
    expect({ code, ...outputs }).toMatchObject({ code: 1, 'failure-code': 'INPUT_MISSING' });
  });

  test('is made in full where a private repository trusts its forks', async () => {
    await expectGreen(scenario, 'plan', 'changes', await onPull(openPull(scenario, 5, fork)));
    expect(onGithub(scenario).comments).toMatchObject([{ issue_number: 5 }]);
    // A fork's plan is no plan to the gate.
    expect(onGithub(scenario).checkRuns).toEqual([]);
  });
});

describe('a comment that cannot be written', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  beforeEach(() => scenario.emulator.reset());
  afterAll(() => scenario.stop());

  test('never fails the run, and says which line is missing in the workflow', async () => {
    const token = tokenWith({ contents: 'read' });
    const pull = openPull(scenario, 5);
    scenario.emulator.world.state.github.tokens.push(token);
    const run = await onPull(pull, { with: { 'github-token': token.token } });
    const { stdout } = await expectGreen(scenario, 'plan', 'changes', run);
    expect(stdout).toMatch(
      /^::warning title=The comment on the pull request was not written::.*Add "pull-requests: write"/m,
    );
    expect(stdout).toContain(
      'Add "checks: write" to the permissions of the job if apply uses "require-pull-request-plan"',
    );
  });

  test('nor does it when GitHub is down', async () => {
    await scenario.emulator.faults.add({
      service: 'github',
      times: 0,
      when: 'before',
      do: { answer: { status: 502 } },
    });
    const run = await onPull(openPull(scenario, 5), { with: { 'request-timeout': 'PT0.5S' } });
    const { stdout } = await expectGreen(scenario, 'plan', 'changes', run);
    expect(stdout).toMatch(/^::warning title=The comment on the pull request was not written::.*Status 502/m);
  });
});

describe('the second stage of a fork’s plan', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  beforeEach(() => scenario.emulator.reset());
  afterAll(() => scenario.stop());

  const onWorkflowRun = async (headSha: string, number: string): Promise<RunExtras> => {
    const file = path.join(await mkdtemp(path.join(os.tmpdir(), 'truu-event-')), 'event.json');
    await writeFile(file, JSON.stringify({ workflow_run: { head_sha: headSha, event: 'pull_request' } }));
    return {
      extra: { GITHUB_EVENT_NAME: 'workflow_run', GITHUB_EVENT_PATH: file, GITHUB_REF: 'refs/heads/main' },
      with: { 'pull-request': number },
    };
  };

  test('comments on the pull request that the first stage ran for', async () => {
    openPull(scenario, 5, fork);
    await expectGreen(scenario, 'plan', 'changes', await onWorkflowRun(sha('1'), '5'));
    expect(onGithub(scenario).comments).toMatchObject([
      { issue_number: 5, body: expect.stringContaining('Privileges (8)') },
    ]);
    expect(onGithub(scenario).checkRuns).toEqual([]);
  });

  test('does not comment where the artifact names another pull request', async () => {
    openPull(scenario, 5, fork);
    openPull(scenario, 6);
    openPull(scenario, 7, { ...fork, head: { ...fork.head, sha: sha('7') } });
    const { stdout } = await expectGreen(scenario, 'plan', 'changes', await onWorkflowRun(sha('1'), '7'));
    expect(onGithub(scenario).comments).toEqual([]);
    expect(stdout).toContain('The comment on the pull request was not written');
  });

  test.each(['0', '-5', '5 6', '5\n::error::x', '5.0', '../5'])('refuses the number %j', async (number) => {
    const { code, outputs } = await scenario.run('plan', await onWorkflowRun(sha('1'), number));
    expect({ code, ...outputs }).toMatchObject({ code: 1, 'failure-code': 'INPUT_INVALID' });
    expect(onGithub(scenario).comments).toEqual([]);
  });
});
