import { expect, test } from '@jest/globals';
import type { RunEvent } from '../../../src/action/event.ts';
import { withoutToken } from '../../../src/action/without-token.ts';
import type { Mode } from '../../../src/catalog/modes.ts';
import { Secret } from '../../../src/support/secret.ts';

const pull = { number: 5, headSha: '1'.repeat(40), fork: false, dependabot: false };
const event = (more: Partial<RunEvent>): RunEvent => ({
  ...{ name: 'push', pull: null, forkRun: null, queuedPull: null, attempt: 1, workflow: null },
  ...{ sha: null, branch: 'main', repository: { owner: 'contoso', repo: 'identity' }, apiUrl: 'https://a.example' },
  ...{
    repositoryId: null,
    repositoryUrl: null,
    runUrl: null,
    newComment: null,
    actor: null,
    startedBy: null,
    run: null,
  },
  ...more,
});
const onPull = { name: 'pull_request', pull };
const [comment, check] = ['the comment on the pull request', 'the check run that records the plan'];
const [current, environment] = [
  'whether the spec is still the one of its branch',
  'which branches may use the environment of this job',
];

test.each<[Mode, Partial<RunEvent>, readonly string[], readonly string[]]>([
  ['plan', onPull, [comment, check], []],
  ['plan', { ...onPull, pull: { ...pull, fork: true } }, [comment], []],
  ['plan', { name: 'merge_group', queuedPull: 5 }, [check], []],
  ['plan', { name: 'workflow_dispatch' }, [], []],
  ['plan', { ...onPull, repository: null }, [], []],
  ['apply', {}, [comment], [environment]],
  ['apply', { attempt: 2 }, [comment], [current, environment]],
  ['apply', { name: 'workflow_dispatch' }, [], [current, environment]],
  ['renew', { name: 'schedule' }, [], [environment]],
  ['drift', { name: 'schedule' }, [], []],
])('%s on %j without a token does not show %j, and does not check %j', (mode, more, shown, checked) => {
  const line = withoutToken(mode, event(more), { token: null, comment: 'changes' });
  const parts = [
    ...(shown.length === 0 ? [] : [` Not shown: ${shown.join(', ')}.`]),
    ...(checked.length === 0 ? [] : [` Not checked: ${checked.join(', ')}.`]),
  ];
  const expected = `The input "github-token" is not set.${parts.join('')} Set "github-token: \${{ github.token }}".`;
  expect(line).toBe(parts.length === 0 ? null : expected);
});

test('a run that may not comment, or has a token, lacks nothing', () => {
  const merged = event({ ...onPull, pull: { ...pull, fork: true } });
  expect(withoutToken('plan', merged, { token: null, comment: 'never' })).toBeNull();
  expect(withoutToken('plan', event(onPull), { token: new Secret('x'), comment: 'changes' })).toBeNull();
});
