import { describe, expect, test } from '@jest/globals';
import { newInIssues, nothingShown } from '../../../demo/issues.ts';
import { outageProblems, outageTable } from '../../../demo/outages.ts';
import { differences } from '../../../demo/run.ts';
import { green } from '../../../demo/story.ts';
import { wrapped } from '../../../demo/wrap.ts';
import type { GithubState } from '../../../emulator/state.ts';

describe('the end of a run', () => {
  const expected = green('applied', 'HEALTHY');
  const good = { code: 0, outputs: { result: 'applied', 'failure-code': '' }, log: 'HEALTHY', visible: 'HEALTHY' };

  test('is as expected', () => {
    expect(differences(expected, good, ['a-secret'])).toEqual([]);
  });

  test('is unexpected with another end, with too little in the log, and with a secret', () => {
    const outputs = { result: 'failed', 'failure-code': 'HANDOFF_WAITING' };
    const visible = 'HEALTHY in the summary only, and the value is a-secret';
    expect(differences(expected, { code: 1, outputs, log: '', visible }, ['a-secret'])).toEqual([
      'exit code 1, not 0',
      'result "failed", not "applied"',
      'failure-code "HANDOFF_WAITING", not ""',
      'its log does not contain "HEALTHY"',
      'it shows a secret',
    ]);
  });
});

describe('outages', () => {
  const row = { title: 'A part', from: '2027-01-11T09:00:00Z', to: '2027-01-13T09:00:00Z', outages: 0 };

  test('are counted for each part', () => {
    const table = outageTable([row, { ...row, title: 'Another', outages: 2 }]);
    expect(table[1]).toMatch(/^A part {3}2027-01-11 {2}2027-01-13 {2}0$/);
    expect(table.at(-1)).toBe('2 intervals in which TruU could not log in.');
  });

  test('are a problem', () => {
    expect(outageProblems([row])).toEqual([]);
    expect(outageProblems([row, { ...row, title: 'Another', outages: 2 }])).toEqual(['"Another": 2 outages of TruU']);
  });
});

describe('the issues', () => {
  const issue = (body: string, state = 'open') => ({
    ...{ number: 1, title: 'A title', state, body, labels: ['truu-hand-off'], assignees: ['octocat'] },
  });
  const comment = (id: number, user: string) => ({ id, issue_number: 1, user, body: `By ${user}.\n<!-- marker -->` });
  const world = (issues: readonly unknown[], comments: readonly unknown[] = []) =>
    ({ issues, comments }) as unknown as GithubState;

  test('are shown whole at first, and later by their first line and what is new', () => {
    const shown = nothingShown();
    const first = world([issue('**First**\n\n1. Same\n2. Old\n<!-- marker -->'), { ...issue('Other'), labels: [] }]);
    const heading = 'Issue #1 (open, assigned to octocat): A title';
    expect(newInIssues(first, shown)).toEqual(['', heading, '  | **First**', '  |', '  | 1. Same', '  | 2. Old']);
    expect(newInIssues(first, shown)).toEqual([]);
    const later = world([issue('**First**\n\n1. New\n2. Same')], [comment(2, 'octocat'), comment(3, 'a[bot]')]);
    expect(newInIssues(later, shown)).toEqual([
      ...['', `${heading}\nIts first line, and what is new:`, '  | **First**', '  | 1. New'],
      ...['a[bot] comments:', '  | By a[bot].'],
    ]);
    expect(newInIssues(later, shown)).toEqual([]);
    expect(newInIssues(world([issue('**First**', 'closed')]), shown)[1]).toMatch(/^Issue #1 \(closed/);
  });

  test('have no line that is too long, except for a long word', () => {
    expect(wrapped('one two three', 8)).toEqual(['one two', '   three']);
    expect(wrapped('https://a.example/long two', 8)).toEqual(['https://a.example/long', '   two']);
    expect(wrapped('', 8)).toEqual(['']);
  });
});
