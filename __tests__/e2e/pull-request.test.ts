import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import path from 'node:path';
import type { Pull } from '../../emulator/github/records.ts';
import { distDigest } from '../../src/action/dist-digest.ts';
import { actionVersion } from '../../src/catalog/release.ts';
import { reportSchema } from '../../src/report/json/json.ts';
import { findLeaks } from '../../testing/leaks.ts';
import { patchApplication } from '../../testing/manual-changes.ts';
import type { ActionResult } from '../../testing/run-action.ts';
import { merge, onGithub, onPull, onPush, openPull, sha } from '../support/pull-requests.ts';
import { expectGreen, specText, startScenario, type Scenario } from '../support/scenario.ts';
import { expectWorldInSync } from '../support/world-in-sync.ts';

const recordIn = ({ produced }: ActionResult) => {
  const text = produced.find(({ name }) => name.endsWith('report.json'))?.text ?? '';
  return reportSchema.parse(JSON.parse(text)).run;
};

/** One story, each test a day of it: what it makes is what people get mails about. */
describe('from a pull request to a drift that was healed', () => {
  let scenario: Scenario;
  let pull: Pull;
  beforeAll(async () => {
    scenario = await startScenario();
    pull = openPull(scenario, 7);
  });
  afterAll(() => scenario.stop());

  const only = () => {
    const { comments, issues } = onGithub(scenario);
    return { comments: comments.map(({ issue_number }) => issue_number), issues: issues.map(({ state }) => state) };
  };
  const rename = (): Promise<unknown> => patchApplication(scenario, { displayName: 'Renamed' });
  const comment = (): string => onGithub(scenario).comments[0]?.body ?? '';

  test('the first push gets a comment and a record of the plan', async () => {
    const { outputs, stdout } = await expectGreen(scenario, 'plan', 'changes', await onPull(scenario, pull));
    expect(only()).toEqual({ comments: [7], issues: [] });
    expect(comment()).toMatch(/^<!-- truu-entra-directory:[0-9a-f]{16} -->\n/);
    expect(comment()).toContain('#### Privileges (8)');
    expect(comment()).toContain(`Fingerprint \`${outputs['plan-fingerprint']}\``);
    expect(onGithub(scenario).checkRuns).toMatchObject([
      {
        head_sha: sha('1'),
        conclusion: 'success',
        external_id: expect.stringContaining(outputs['plan-fingerprint'] ?? '-'),
      },
    ]);
    expect(stdout).toContain('Comment on pull request 7: created.');
    expect(outputs).toMatchObject({
      'comment-url': expect.stringMatching(/^https:\/\/github\.com\/contoso\/identity\/pull\/7#issuecomment-\d+$/),
      'issue-url': '',
      'changed-since-last-run': '',
    });
  });

  test('a run again says the same, and writes nothing', async () => {
    const before = onGithub(scenario).comments.map((one) => ({ ...one }));
    const { stdout } = await expectGreen(scenario, 'plan', 'changes', await onPull(scenario, pull));
    expect(onGithub(scenario).comments).toEqual(before);
    expect(stdout).toContain('Comment on pull request 7: unchanged.');
  });

  test('the next push changes the comment in place', async () => {
    pull.commits.push(pull.head.sha);
    pull.head.sha = sha('2');
    const spec = specText([['truu', 'directory', 'domain'], 'fabrikam.com']);
    const body = { message: 'You have exceeded a secondary rate limit. Please wait a few minutes.' };
    const answer = { status: 403, headers: { 'retry-after': '0' }, body };
    await scenario.emulator.faults.add({ service: 'github', path: '/comments', when: 'before', do: { answer } });
    const { stdout } = await expectGreen(scenario, 'plan', 'changes', await onPull(scenario, pull, { spec }));
    expect(stdout).toContain('Comment on pull request 7: changed.');
    expect(only()).toEqual({ comments: [7], issues: [] });
    expect(comment()).toContain(`commit \`${sha('2').slice(0, 7)}\``);
    expect(comment()).toContain('fabrikam.com');
  });

  test('a run of an older push says that it is superseded, and then gives way', async () => {
    const older = { ...pull, head: { ...pull.head, sha: sha('1') } };
    await expectGreen(scenario, 'plan', 'changes', await onPull(scenario, older));
    expect(comment()).toContain(`commit \`${sha('2').slice(0, 7)}\``);
    pull.head.sha = sha('3');
    pull.commits.push(sha('2'));
    await expectGreen(scenario, 'plan', 'changes', await onPull(scenario, older));
    expect(comment()).toContain(`Superseded by the newer push \`${sha('3').slice(0, 7)}\``);
    await expectGreen(scenario, 'plan', 'changes', await onPull(scenario, pull));
    expect(comment()).not.toContain('Superseded');
    expect(only()).toEqual({ comments: [7], issues: [] });
  });

  test('the token that signs the record is in the record alone, and for nothing else', async () => {
    const record = onGithub(scenario).checkRuns.at(-1);
    const [token = ''] = /[\w-]+\.[\w-]+\.[\w-]+/.exec(record?.output.text ?? '') ?? [];
    expect(decodeJwt(token)).toMatchObject({
      aud: expect.stringMatching(/^truu-plan:[0-9a-f]{64}$/),
      base_ref: 'main',
    });
    const { produced } = await expectGreen(scenario, 'plan', 'changes', await onPull(scenario, pull));
    const [newest = ''] = /[\w-]+\.[\w-]+\.[\w-]+/.exec(onGithub(scenario).checkRuns.at(-1)?.output.text ?? '') ?? [];
    expect(newest).not.toBe(token);
    expect(findLeaks([newest], produced)).toEqual([]);
  });

  test('the merge is applied as reviewed, and the comment tells of it', async () => {
    merge(pull, sha('a'));
    const run = onPush(scenario, sha('a'), { with: { 'require-pull-request-plan': 'true' } });
    scenario.emulator.world.state.github.approvals.push({
      run_id: Number(scenario.emulator.world.state.github.runId),
      ...{ environments: ['production'], state: 'approved', user: 'mona', comment: '' },
    });
    const applied = await expectGreen(scenario, 'apply', 'applied', run);
    const digest = await distDigest(path.resolve(import.meta.dirname, '../../dist/index.js'));
    expect(recordIn(applied)).toMatchObject({
      ...{ event: 'push', commit: sha('a'), pullRequest: { number: 7 }, attempt: 1 },
      approvals: [{ by: 'mona', state: 'approved', environments: ['production'] }],
      action: { version: actionVersion, digest },
    });
    expect(applied.summary.trimEnd().split('\n').at(-1)).toContain(
      `approved by \`mona\`, action v${actionVersion} \`${digest}\`.`,
    );
    const tokenless = await onPull(scenario, pull, { with: { 'github-token': '' } });
    const { outputs, stdout } = await expectGreen(scenario, 'plan', 'in-sync', tokenless);
    expect(outputs).toMatchObject({ changes: '0', 'failure-code': '' });
    expect(stdout.match(/^.*"github-token" is not set\..*$/gm)).toEqual([
      expect.stringContaining('Not shown: the comment on the pull request, the check run that records the plan.'),
    ]);
    await expectWorldInSync(scenario);
    expect(only()).toEqual({ comments: [7], issues: [] });
    expect(comment()).toContain('after the merge');
    expect(comment()).toContain('No changes are left, and TruU reports Healthy');
  });

  test('drift opens one issue, is silent while it stays, and closes it when healed', async () => {
    const drift = { with: { 'drift-issue': 'true' } };
    const { github } = scenario.emulator.world.state;
    github.hasIssues = false;
    const off = await expectGreen(scenario, 'drift', 'in-sync', drift);
    expect(off.stdout.match(/Issues are (switched off|disabled)/g)).toEqual(['Issues are switched off']);
    github.hasIssues = true;
    expect(only()).toEqual({ comments: [7], issues: [] });
    await rename();
    const found = await scenario.run('drift', drift);
    expect(found.outputs).toMatchObject({
      result: 'drift',
      'failure-code': 'PLAN_DRIFT',
      'changed-since-last-run': '',
    });
    expect(only()).toEqual({ comments: [7], issues: ['open'] });
    const [issue] = onGithub(scenario).issues.map((one) => ({ ...one }));
    expect(issue).toMatchObject({ user: 'github-actions[bot]', labels: ['truu-directory', 'truu-drift'] });
    expect(issue?.title).toContain('1 difference');
    expect(issue?.body).toContain('displayName: `Renamed` → `TruU`');
    const { outputs } = await scenario.run('drift', drift);
    const where = `https://github.com/contoso/identity/issues/${issue?.number}`;
    expect(outputs).toMatchObject({ 'comment-url': '', 'issue-url': where, 'changed-since-last-run': 'false' });
    expect(onGithub(scenario).issues).toEqual([issue]);
    await expectGreen(scenario, 'apply', 'applied');
    const warned = { with: { ...drift.with, 'warn-before': 'P1Y' } };
    const healed = await expectGreen(scenario, 'drift', 'in-sync', warned);
    expect(healed.stdout).toMatch(/^::warning title=Expires soon::A client secret of the registration expires at /m);
    expect(healed.outputs).toMatchObject({ 'issue-url': where, 'changed-since-last-run': 'true' });
    expect(only()).toEqual({ comments: [7, issue?.number], issues: ['closed'] });
    await expectGreen(scenario, 'drift', 'in-sync', drift);
    expect(only()).toEqual({ comments: [7, issue?.number], issues: ['closed'] });
    await rename();
    await scenario.run('drift', drift);
    expect(only()).toEqual({ comments: [7, issue?.number], issues: ['open'] });
  });
});
