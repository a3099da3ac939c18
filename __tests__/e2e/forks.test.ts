import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Pull } from '../../emulator/github/records.ts';
import { tokenWith } from '../support/emulator-github.ts';
import { commitSpec, onForkRun, onGithub, onPull, openPull, sha } from '../support/pull-requests.ts';
import { expectGreen, specText, startScenario, type Scenario } from '../support/scenario.ts';

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
    const ended = await expectGreen(
      scenario,
      'plan',
      'in-sync',
      await onPull(scenario, openPull(scenario, 5, pull), untrusted),
    );
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
      await onPull(scenario, openPull(scenario, 5, fork), { ...untrusted, spec }),
    );
    expect({ code, ...outputs }).toMatchObject({ code: 1, result: 'failed' });
  });

  test.each([
    ['a branch of the repository', 'plan', {}],
    ['a fork, but in a mode that writes', 'apply', fork],
    ['a fork, but in drift', 'drift', fork],
  ] as const)('is an error on %s, where something is wrong', async (_what, mode, pull) => {
    const { code, outputs } = await scenario.run(mode, await onPull(scenario, openPull(scenario, 5, pull), untrusted));
    expect({ code, ...outputs }).toMatchObject({ code: 1, 'failure-code': 'INPUT_MISSING' });
  });

  test('is made in full where a private repository trusts its forks', async () => {
    await expectGreen(scenario, 'plan', 'changes', await onPull(scenario, openPull(scenario, 5, fork)));
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
    const run = await onPull(scenario, pull, { with: { 'github-token': token.token } });
    const { stdout } = await expectGreen(scenario, 'plan', 'changes', run);
    expect(stdout).toMatch(
      /^::warning title=The comment on the pull request was not written::.*Add "pull-requests: write"/m,
    );
    expect(stdout).toContain(
      'Add "checks: write", "contents: read" and "id-token: write" to the permissions of the job if apply uses',
    );
  });

  test('nor does it when GitHub is down', async () => {
    await scenario.emulator.faults.add({
      service: 'github',
      times: 0,
      when: 'before',
      do: { answer: { status: 502 } },
    });
    const run = await onPull(scenario, openPull(scenario, 5), { with: { 'request-timeout': 'PT0.5S' } });
    const { stdout } = await expectGreen(scenario, 'plan', 'changes', run);
    expect(stdout).toMatch(/^::warning title=The comment on the pull request was not written::.*Status 502/m);
  });
});

describe('the full plan of a fork', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  beforeEach(() => scenario.emulator.reset());
  afterAll(() => scenario.stop());

  test('is of the spec in its head, shown there, and not recorded', async () => {
    const pull = openPull(scenario, 5, fork);
    openPull(scenario, 6, { head: { ...fork.head, repo: 'contoso/identity' } });
    commitSpec(scenario, sha('1'), specText([['truu', 'directory', 'domain'], 'of-the-fork.example']));
    const { stdout } = await expectGreen(scenario, 'plan', 'changes', await onForkRun(pull));
    expect(onGithub(scenario).comments).toMatchObject([
      { issue_number: 5, body: expect.stringContaining('Privileges (8)') },
    ]);
    expect(onGithub(scenario).comments[0]?.body).toContain('of-the-fork.example');
    expect(stdout).not.toContain('of-the-default-branch.example');
    expect(onGithub(scenario).checkRuns).toEqual([]);
  });

  test.each<[string, string, (pull: Pull) => object | void]>([
    ['it was pushed to since', 'PLAN_FORK_UNCLEAR', () => ({ head_sha: sha('2') })],
    ['another fork has the commit', 'PLAN_FORK_UNCLEAR', () => ({ head_repository: { id: 7 } })],
    ['it was closed', 'PLAN_FORK_UNCLEAR', (pull) => void (pull.state = 'closed')],
    ['it is no fork', 'INPUT_INVALID', () => ({ head_repository: { id: 702731845 } })],
    ['the run before was of another event', 'INPUT_INVALID', () => ({ event: 'push' })],
    [
      'its spec is a symbolic link',
      'SPEC_NOT_A_FILE',
      () => void commitSpec(scenario, sha('1'), '../secrets.yml', '120000'),
    ],
    ['it has no spec', 'SPEC_NOT_FOUND', () => ({})],
    [
      'its spec is too large',
      'SPEC_TOO_LARGE',
      () => void commitSpec(scenario, sha('1'), `${specText()}\n#${'x'.repeat(262_144)}`),
    ],
  ])('is refused when %s', async (_what, code, spoil) => {
    const pull = openPull(scenario, 5, fork);
    const run = await onForkRun(pull, spoil(pull) ?? {});
    const ended = await scenario.run('plan', run);
    expect({ code: ended.code, ...ended.outputs }).toMatchObject({ code: 1, 'failure-code': code });
    expect(onGithub(scenario).comments).toEqual([]);
    const asked = (await scenario.emulator.log()).filter(({ from }) => from === 'client');
    expect(asked.filter(({ service }) => service !== 'github')).toEqual([]);
  });
});
