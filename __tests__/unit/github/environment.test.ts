import { describe, expect, test } from '@jest/globals';
import { readEnvironmentState } from '../../../src/github/environment.ts';
import { GithubFailure, type EnvironmentRule } from '../../../src/github/port.ts';
import { expectClosedEnvironment, type EnvironmentState } from '../../../src/plan/environment.ts';
import { makePlan } from '../../../src/plan/make-plan.ts';
import { nothing, planInput } from '../../support/plan-samples.ts';

const read = (rule: EnvironmentRule, branch = 'main', name: string | null = 'truu-production') =>
  readEnvironmentState(
    { environmentRule: () => Promise.resolve(rule), defaultBranch: () => Promise.resolve(branch) },
    name === null ? {} : { environment: name },
  );
const patterns = (...all: readonly (readonly [string | null, string])[]): EnvironmentRule => ({
  kind: 'patterns',
  patterns: all.map(([type, name]) => ({ type, name })),
});

describe('the environment of a job', () => {
  test.each<[string, EnvironmentRule, EnvironmentState['rule'], string]>([
    ['of the default branch', patterns(['branch', 'main']), 'default-branch', 'branch main'],
    ['without a rule', { kind: 'all' }, 'open', 'all'],
    ['for protected branches', { kind: 'protected' }, 'open', 'protected branches, or all where none is protected'],
    ['for a tag named as the branch', patterns(['tag', 'main']), 'open', 'tag main'],
    ['for a pattern of unknown type', patterns([null, 'main']), 'open', 'pattern main'],
    ['for another branch', patterns(['branch', 'master']), 'open', 'branch master'],
    ['for each branch', patterns(['branch', '*']), 'open', 'branch *'],
    ['for two branches', patterns(['branch', 'main'], ['branch', 'hotfix/*']), 'open', 'branch main, branch hotfix/*'],
    ['for no branch', patterns(), 'open', 'no pattern'],
  ])('%s', async (_what, rule, expected, shown) => {
    expect(await read(rule)).toEqual({ name: 'truu-production', rule: expected, shown, defaultBranch: 'main' });
  });

  test('is none where the token names none, and unreadable where GitHub refuses', async () => {
    expect(await read({ kind: 'all' }, 'main', null)).toMatchObject({ rule: 'none', name: null });
    const failure = new GithubFailure('x', { status: 403, githubMessage: null, requestId: null, accepts: null });
    const refusing = { environmentRule: () => Promise.reject(failure), defaultBranch: () => Promise.resolve('main') };
    expect(await readEnvironmentState(refusing, { environment: 'a' })).toMatchObject({ rule: 'unreadable', name: 'a' });
    expect(await readEnvironmentState(null, { environment: 'a' })).toMatchObject({ rule: 'unreadable' });
    expect(await readEnvironmentState(refusing, null)).toMatchObject({ rule: 'unreadable', name: null });
  });

  test('that is open refuses grants only', () => {
    const { plan } = makePlan(planInput(nothing));
    const state = { name: 'a', shown: 'all', defaultBranch: 'main' };
    const withoutGrants = { ...plan, changes: plan.changes.filter(({ act }) => act !== 'grant') };
    expect(() => expectClosedEnvironment({ ...state, rule: 'open' }, plan)).toThrow(
      'not limited to the default branch',
    );
    expect(() => expectClosedEnvironment({ ...state, rule: 'open' }, withoutGrants)).not.toThrow();
    for (const rule of ['none', 'unreadable', 'default-branch'] as const)
      expect(() => expectClosedEnvironment({ ...state, rule }, plan)).not.toThrow();
  });
});
