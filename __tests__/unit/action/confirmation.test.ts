import { describe, expect, test } from '@jest/globals';
import { toConfirmation, typedIn } from '../../../src/action/confirmation.ts';
import type { RunEvent } from '../../../src/action/event.ts';
import type { RunRequest } from '../../../src/run/request.ts';
import { guid } from '../../support/plan-samples.ts';

describe('the input confirm', () => {
  test.each(['KRBGYYS8', 'krbgyys8', `KRBGYYS8 ${guid('a')}`, `KRBGYYS8 ${guid('A')}`])('can be %s', (value) => {
    expect(toConfirmation(value)).toBe(value);
  });

  test.each(['yes', 'KRBGYYS', 'KRBGYYS8 yes', `KRBGYYS8 ${guid('a')} thanks`, guid('a'), '/truu done KRBGYYS8'])(
    'is not %s, which is not repeated',
    (value) => {
      expect(() => toConfirmation(value)).toThrow(
        expect.objectContaining({ code: 'INPUT_INVALID', message: expect.not.stringContaining(value) }),
      );
    },
  );

  test('that holds the value of a secret is a leak', () => {
    expect(() => toConfirmation(`KRBGYYS8 abc8Q~${'x'.repeat(34)}`)).toThrow(
      expect.objectContaining({ code: 'HANDOFF_LEAKED' }),
    );
  });
});

describe('a confirmation counts', () => {
  const typed = (more: Partial<RunEvent>, confirm: string | null = 'KRBGYYS8'): unknown => {
    const access = { truu: { connection: 'console', confirm } };
    const actor = { login: 'octocat', id: 1 };
    const event = { name: 'workflow_dispatch', actor, startedBy: 'octocat', run: 5, ...more };
    return typedIn({ access } as unknown as RunRequest, event as RunEvent);
  };

  test('for the person who started the run', () => {
    expect(typed({})).toEqual({ command: 'KRBGYYS8', by: { login: 'octocat', id: 1 }, run: 5 });
    expect(typed({ name: 'push' }, null)).toBeNull();
  });

  test.each<[string, Partial<RunEvent>]>([
    ['a schedule', { name: 'schedule' }],
    ['a comment', { name: 'issue_comment' }],
    ['a person who started the run of another again', { startedBy: 'mona' }],
    ['an account of which GitHub tells nothing', { actor: null }],
    ['a run without a number', { run: null }],
  ])('not for %s', (_who, more) => {
    expect(() => typed(more)).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
  });
});
