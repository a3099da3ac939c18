import { describe, expect, test } from '@jest/globals';
import { reports } from '../../../samples/reports.ts';
import { publishComment, type CommentPolicy } from '../../../src/github/plan-comment.ts';
import { commentMarker } from '../../../src/report/comment/comment.ts';
import { tokenWith, type GithubSeed } from '../../support/emulator-github.ts';
import { fileEmulator } from '../../support/file-emulator.ts';
import { publishWarning } from '../../../src/github/publish-warning.ts';
import { githubWith } from '../../support/github-port.ts';

const sha = (digit: string): string => digit.repeat(40);
const marker = commentMarker('.github/truu-directory.yml');
const us = 'github-actions[bot]';
const place = { repositoryUrl: 'https://github.com/contoso/identity', commit: sha('1'), runUrl: null };
const pulls = [
  {
    number: 5,
    title: 'Change',
    head: { sha: sha('1'), ref: 'topic', repo: 'contoso/identity' },
    base: { sha: sha('0'), ref: 'main' },
  },
];
const remark = (id: number, user: string, body: string) => ({ id, issue_number: 5, user, body });

const emulator = fileEmulator();

const publish = async (
  report: keyof typeof reports,
  seed: GithubSeed = {},
  policy: CommentPolicy = 'changes',
  after: 'push' | 'merge' = 'push',
) => {
  const github = await githubWith(emulator, { pulls, ...seed });
  const { what, url } = await publishComment(github, reports[report], place, { pull: 5, after }, policy);
  const address = /^https:\/\/github\.com\/contoso\/identity\/pull\/5#issuecomment-\d+$/;
  if (what === 'silent') expect(url).toBeNull();
  else expect(url).toMatch(address);
  return { description: what, bodies: emulator.world.state.github.comments.map(({ body }) => body) };
};

describe('the comment on a pull request', () => {
  test.each([
    ['plan-no-change', 'changes', 'silent'],
    ['plan-no-change', 'always', 'created'],
    ['plan-new-privilege', 'changes', 'created'],
    ['plan-new-privilege', 'never', 'silent'],
    ['refused-ceiling', 'changes', 'created'],
    ['error-login', 'changes', 'created'],
  ] as const)('of %s with comment: %s is %s', async (report, policy, expected) => {
    const { description, bodies } = await publish(report, {}, policy);
    expect([description, bodies.length]).toEqual([expected, expected === 'created' ? 1 : 0]);
  });

  test('is kept true when there is nothing more to change', async () => {
    const { description, bodies } = await publish('plan-no-change', { comments: [remark(9, us, `${marker}\nold`)] });
    expect([description, bodies.length]).toEqual(['changed', 1]);
    expect(bodies[0]).toContain('No changes.');
  });

  test('is found on whatever page it stands', async () => {
    const others = Array.from({ length: 130 }, (_, index) => remark(index + 1, 'mona', `remark ${index}`));
    const { description, bodies } = await publish('plan-new-privilege', {
      comments: [...others, remark(500, us, `${marker}\nold`)],
    });
    expect([description, bodies.length]).toEqual(['changed', 131]);
    expect(bodies.at(-1)).toContain('Plan: 4 changes');
  });

  test.each([
    ['somebody else wrote', remark(9, 'mona', `${marker}\nmine`)],
    ['another app wrote', remark(9, 'another-app[bot]', `${marker}\nmine`)],
    ['only quotes the marker', remark(9, us, `> ${marker}\nquoted`)],
    ['is of another spec', remark(9, us, `${commentMarker('other.yml')}\nother`)],
  ])('is not the one that %s', async (_what, there) => {
    const { description, bodies } = await publish('plan-new-privilege', { comments: [there] });
    expect(description).toBe('created');
    expect(bodies).toEqual([there.body, expect.stringContaining('Plan: 4 changes')]);
  });

  test('after a merge that changed nothing is not begun, whatever the policy', async () => {
    expect(await publish('in-sync', {}, 'always', 'merge')).toEqual({ description: 'silent', bodies: [] });
  });

  test('is refused to a token that may not write, and that is said', async () => {
    const seed = { tokens: [tokenWith({ pull_requests: 'read' })] };
    await expect(publish('plan-new-privilege', seed)).rejects.toMatchObject({ name: 'GithubFailure', status: 403 });
  });

  test('is refused as well to a token that nobody knows, which is not shown', async () => {
    const github = await githubWith(emulator, { pulls });
    await emulator.reset({ github: { tokens: [tokenWith({ issues: 'write' })] } });
    const thrown: unknown = await github.comments(5).catch((one: unknown) => one);
    expect(thrown).toMatchObject({ status: 401, githubMessage: 'Bad credentials' });
    expect(JSON.stringify(thrown)).not.toMatch(/ghs_|authorization/i);
  });

  test('is not written where GitHub redirects, and never counts as written', async () => {
    const github = await githubWith(emulator, { pulls });
    const answer = { status: 307, headers: { location: `${emulator.urls.github}/repositories/1` }, body: {} };
    const moved = { service: 'github', method: 'POST', path: '/comments$', when: 'before', do: { answer } } as const;
    await emulator.faults.add(moved);
    const thrown: unknown = await github.createComment(5, 'body').catch((one: unknown) => one);
    expect(thrown).toMatchObject({ name: 'GithubFailure', status: 307 });
    expect(publishWarning('comment', thrown, github.tokenKind).message).toContain(
      'The repository was renamed or transferred',
    );
  });

  test('is not looked for without end', async () => {
    const github = await githubWith(emulator, { pulls });
    const link = `<${emulator.urls.github}/repos/contoso/identity/issues/5/comments?page=2>; rel="next"`;
    const answer = { status: 200, headers: { link }, body: [] };
    const list = { service: 'github', path: '/comments', times: 0, when: 'before', do: { answer } } as const;
    await emulator.faults.add(list);
    await expect(github.comments(5)).rejects.toMatchObject({
      githubMessage: 'It has more than 100 pages, or a page that links to itself.',
    });
  });
});
