import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { State } from '../../emulator/state.ts';
import type { ActionResult } from '../../testing/run-action.ts';
import { startConsole, type ConsoleScenario } from '../support/console.ts';
import { eventFile } from '../support/pull-requests.ts';
import { requestsOf, type RunExtras } from '../support/scenario.ts';

let scenario: ConsoleScenario;
/** Entra is set up, and `octocat` is asked in issue 1. */
let waiting: State;
beforeAll(async () => {
  scenario = await startConsole();
  await scenario.asks('apply');
  await scenario.person('POST', '/github/people', { login: 'mona', permission: 'write' });
  waiting = await scenario.state();
});
afterAll(() => scenario.stop());

/** A person comments on issue 1, and the workflow of drift starts. */
const commented = async (login: string, body: string): Promise<RunExtras> => {
  const { id } = await scenario.person('POST', '/github/comments', { issue: 1, login, body });
  const payload = await fetch(`${scenario.emulator.urls.control}/github/comments/${String(id)}/event`);
  const file = await eventFile((await payload.json()) as object);
  return { extra: { GITHUB_EVENT_NAME: 'issue_comment', GITHUB_EVENT_PATH: file, GITHUB_ACTOR: login } };
};
const answers = async (): Promise<readonly string[]> => {
  const { comments } = (await scenario.state()).github;
  return comments.filter(({ user }) => user === 'github-actions[bot]').map(({ body }) => body.split('\n')[1] ?? '');
};
/** What a run asked beside GitHub. */
const logins = async (run: Promise<ActionResult>): Promise<[ActionResult, number]> => {
  const before = (await scenario.emulator.log()).length;
  const ended = await run;
  return [ended, requestsOf(await scenario.emulator.log(before)).length];
};

test('a comment of one who is not asked costs no login, is answered once, and is not red', async () => {
  const { asks, emulator } = scenario;
  await emulator.reset(waiting);
  const event = await commented('mona', '/truu done AAAAAAAA ${{ github.token }}');
  for (const _attempt of [1, 2]) {
    const [ended, asked] = await logins(asks('drift', event));
    expect({ code: ended.code, ...ended.outputs, asked }).toMatchObject({ code: 0, result: 'skipped', asked: 0 });
    expect(ended.summary).toContain('Nothing was done: the author of the comment is not among those');
    expect(ended.stdout).not.toContain('AAAAAAAA');
    expect(await answers()).toEqual(['@mona Not recorded: only those whom the workflow asks can confirm.']);
  }
});

test('a comment of one who is asked is recorded by the run that it starts', async () => {
  const { asks, code, emulator, handOver } = scenario;
  await emulator.reset(waiting);
  const keyId = await handOver();
  const [{ code: exit, outputs, stdout }] = await logins(
    asks('drift', await commented('octocat', `/truu done ${await code()} ${keyId}`)),
  );
  expect({ exit, ...outputs, stdout }).toMatchObject({ exit: 0, 'failure-code': '' });
  expect(await answers()).toEqual([expect.stringContaining(`the secret \`${keyId}\` and the fields are set`)]);
});

test('a person who starts the workflow confirms by its input, once for all attempts of the run', async () => {
  const { asks, code, emulator, handOver } = scenario;
  await emulator.reset(waiting);
  const keyId = await handOver();
  const confirm = (text: string, run: string): RunExtras => ({
    with: { confirm: text },
    extra: { GITHUB_EVENT_NAME: 'workflow_dispatch', GITHUB_RUN_ID: run },
  });
  const refused = await asks('drift', confirm(`AAAAAAAA ${keyId}`, '11'));
  expect(refused.outputs).toMatchObject({ result: 'failed', 'failure-code': 'HANDOFF_CONFIRM_REFUSED' });
  const right = confirm(`${await code()} ${keyId}`, '12');
  for (const _attempt of [1, 2]) {
    const { code: exit, stdout } = await asks('drift', right);
    expect({ exit, stdout }).toEqual({ exit: 0, stdout });
    expect(await answers()).toEqual([
      expect.stringContaining('Not recorded: the code does not fit what is asked now'),
      expect.stringContaining(`the secret \`${keyId}\` and the fields are set`),
    ]);
  }
});
