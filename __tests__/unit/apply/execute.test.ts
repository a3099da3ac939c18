import { expect, test } from '@jest/globals';
import { openLedger } from '../../../src/apply/context.ts';
import { execute } from '../../../src/apply/execute.ts';
import { fakeContext, truuAnswering } from '../../support/fake-context.ts';
import { ids, nothing } from '../../support/plan-samples.ts';
import { planOf } from '../../support/worlds.ts';
import { handClock } from '../support/hand-clock.ts';

const { steps } = planOf(nothing);

/** Carries out the steps from nothing at a Graph that refuses everything; says which requests it got. */
const executing = async (cancel: AbortSignal) => {
  const sent: string[] = [];
  const context = fakeContext(truuAnswering([ids.heldKey], []), handClock(-1), async ({ path }) => {
    sent.push(path);
    return {
      status: 400,
      body: { error: { code: 'x', message: 'No.' } },
      requestId: null,
      attempts: 1,
      retryAfterMs: 0,
    };
  });
  const { outcomes } = await execute(steps, openLedger(), { ...context, cancel });
  return { sent, outcomes: outcomes.map(({ outcome, message }) => [outcome, message] as const) };
};

test('nothing is begun once the run is cancelled', async () => {
  const { sent, outcomes } = await executing(AbortSignal.abort());
  expect(sent).toEqual([]);
  expect(outcomes).toEqual(steps.map(() => ['skipped', 'Not started: the run was cancelled']));
});

test('what needs a step that failed is not begun, and says which one', async () => {
  const { sent, outcomes } = await executing(new AbortController().signal);
  const first = steps.findIndex(({ kind }) => kind === 'create-application');
  expect(sent).toHaveLength(1);
  expect(outcomes[first]?.[0]).toBe('failed');
  const dependants = steps.flatMap(({ dependsOn }, at) => (dependsOn.includes(steps[first]?.id ?? '') ? [at] : []));
  expect(dependants.length).toBeGreaterThan(1);
  for (const at of dependants)
    expect(outcomes[at]).toEqual(['skipped', `Not started: ${steps[first]?.id} did not succeed`]);
});
