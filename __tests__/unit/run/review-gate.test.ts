import { expect, test } from '@jest/globals';
import type { Host, RunRequest } from '../../../src/run/request.ts';
import { passReviewGate } from '../../../src/run/review-gate.ts';
import type { SpecText } from '../../../src/spec/load.ts';
import type { Plan } from '../../../src/plan/types.ts';

test('a plan other than the one that expect-plan names does not pass, whatever it changes', async () => {
  const request = { expectPlan: 'a'.repeat(64), mode: 'apply', requirePullRequestPlan: false } as RunRequest;
  const passing = (fingerprint: string): Promise<void> =>
    passReviewGate(
      request,
      {} as Host,
      { file: 'spec.yml', text: '' } as SpecText,
      { fingerprint, changes: [], refusals: [] } as unknown as Plan,
    );
  await expect(passing('a'.repeat(64))).resolves.toBeUndefined();
  await expect(passing('b'.repeat(64))).rejects.toMatchObject({ code: 'PLAN_CHANGED' });
});
