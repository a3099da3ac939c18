import { describe, expect, test } from '@jest/globals';
import { expectReviewed, reviewedChanges, type ReviewedPlan } from '../../../src/plan/review.ts';
import { ActionError } from '../../../src/support/errors.ts';
import { nothing } from '../../support/plan-samples.ts';
import { planOf } from '../../support/worlds.ts';

const plan = planOf(nothing);
const kept = reviewedChanges(plan);
const reviewed = (changes: ReviewedPlan['changes']): ReviewedPlan => ({
  pull: 5,
  fingerprint: 'f'.repeat(64),
  changes,
  trustInputs: plan.trustInputs,
});

/** What the refusal says moved, by its name. */
const moved = (then: ReviewedPlan): readonly (readonly [string, string])[] => {
  try {
    expectReviewed(then, plan);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof ActionError)) throw thrown;
    expect(thrown).toMatchObject({ code: 'PLAN_CHANGED', fix: expect.stringContaining('expect-plan') });
    return thrown.evidence.slice(3).map(({ name, value }) => [name, value] as const);
  }
};

describe('a plan beside the reviewed one', () => {
  test('passes when it is the same', () => {
    expect(moved({ ...reviewed(kept), fingerprint: plan.fingerprint })).toEqual([]);
  });

  test('names what was not reviewed', () => {
    const then = kept.filter(({ address }) => !address.endsWith('/Group.Read.All'));
    expect(moved(reviewed(then))).toEqual([
      ['Not reviewed', 'grant entra/permission/application/Group.Read.All, requested: no → yes, granted: no → yes'],
    ]);
  });

  test('names what is no longer planned', () => {
    const gone = { address: 'truu/directory/domain', act: 'update', skipReason: null, fields: [] } as const;
    expect(moved(reviewed([...kept, gone]))).toEqual([['Reviewed, no longer planned', 'update truu/directory/domain']]);
  });

  test('names what is planned otherwise, both ways', () => {
    const then = kept.map((change) =>
      change.address === 'entra/application' ? { ...change, fields: [], skipReason: 'mode' as const } : change,
    );
    const [[name, value] = ['', ''], ...others] = moved(reviewed(then));
    expect([name, others]).toEqual(['Planned differently', []]);
    expect(value).toMatch(
      /^create entra\/application, .*displayName: none → TruU.*; reviewed: create entra\/application, not applied$/,
    );
  });

  test('names the inputs that another workflow sets', () => {
    const trustInputs = { ...plan.trustInputs, 'known-owners': 'someone' };
    const then = { ...reviewed(kept), trustInputs };
    expect(() => expectReviewed(then, plan)).toThrow(
      expect.objectContaining({
        code: 'PLAN_INPUTS_DIFFER',
        evidence: [expect.anything(), { name: 'Input known-owners', value: 'not set; in the plan: someone' }],
      }),
    );
  });

  test('says so when the reviewed one was too long to be kept', () => {
    expect(moved(reviewed(null))).toEqual([['Differences', 'Unknown: the reviewed plan was too long to be recorded.']]);
  });

  test('counts what it has no room to name', () => {
    const many = Array.from(
      { length: 20 },
      (_, index) => ({ address: `x/${index}`, act: 'update', skipReason: null, fields: [] }) as const,
    );
    const gone = moved(reviewed([...kept, ...many]));
    expect(gone).toHaveLength(16);
    expect(gone.at(-1)).toEqual(['Reviewed, no longer planned', '5 more']);
  });
});
