import { describe, expect, test } from '@jest/globals';
import { apply, type Applied } from '../../../src/apply/apply.ts';
import type { ApplyContext } from '../../../src/apply/context.ts';
import { fakeContext, truuAnswering } from '../../support/fake-context.ts';
import { guid, ids } from '../../support/plan-samples.ts';
import { older, planOf, withSecrets } from '../../support/worlds.ts';
import { handClock } from '../support/hand-clock.ts';

const due = planOf(withSecrets(older));

/** A TruU that names one key after another, the last for ever, and is as well as it says with the first. */
const truuNaming = (keyIds: readonly string[], status = 'HEALTHY'): ApplyContext['truu'] =>
  truuAnswering(keyIds, [
    { status, checkedAt: '2026-11-24T09:59:00.000Z', credentialKeyId: keyIds[0] ?? null, checks: [] },
  ]);

/** Carries out the retirement that is due, and says which keys were removed in Entra. */
const retire = async (truu: ApplyContext['truu']): Promise<Applied & { readonly removed: readonly unknown[] }> => {
  const removed: unknown[] = [];
  const context = fakeContext(truu, handClock(-1), async ({ body }) => {
    removed.push((body as { keyId?: unknown }).keyId);
    return { status: 204, body: undefined, requestId: null, attempts: 1, retryAfterMs: 0 };
  });
  return { ...(await apply(due, 'dir-1', 1_000, context)), removed };
};

/** Carries out the rotation of a secret that has leaked, and Graph refuses the new one. */
const rotateRefused = async (keyIds: readonly string[]): Promise<Applied> => {
  const leaked = planOf({ policy: { rotate: ids.heldKey } });
  const error = { code: 'CredentialTypeNotAllowedAsPerAppPolicy', message: 'No.' };
  const context = fakeContext(truuNaming(keyIds), handClock(-1), async ({ method }) => ({
    ...(method === 'GET' ? { status: 200, body: { passwordCredentials: [] } } : { status: 400, body: { error } }),
    ...{ requestId: null, attempts: 1, retryAfterMs: 0 },
  }));
  return apply(leaked, 'dir-1', 1_000, context);
};

const codes = ({ failures }: Applied): readonly string[] => failures.map(({ code }) => code);

describe('a secret that is due to be retired', () => {
  test('is what the plan of these tests retires, and nothing else', () => {
    expect(due.steps).toMatchObject([{ kind: 'retire-secrets', keyIds: [guid('b')] }]);
  });

  test('is removed when TruU is Healthy and names the held one every time', async () => {
    const ended = await retire(truuNaming([ids.heldKey]));
    expect([ended.removed, codes(ended)]).toEqual([[guid('b')], []]);
  });

  test('stays when TruU is not Healthy', async () => {
    const ended = await retire(truuNaming([ids.heldKey], 'UNHEALTHY'));
    expect([ended.removed, codes(ended)]).toEqual([[], ['HEALTH_NOT_HEALTHY']]);
    expect(ended.outcomes.at(-1)?.message).toContain('TruU did not report Healthy, so every secret stays');
  });

  test.each([1, 2, 3])('stays when TruU names another one at look %i after Healthy', async (look) => {
    const answers = [ids.heldKey, ...Array<string>(look - 1).fill(ids.heldKey), guid('c')];
    const ended = await retire(truuNaming(answers));
    expect([ended.removed, codes(ended)]).toEqual([[], ['APPLY_OVERTAKEN']]);
  });

  test.each([[[ids.heldKey]], [[ids.heldKey, guid('c')]]])(
    'stays, without a second failure, when its successor could not be made (%#)',
    async (keyIds) => {
      const ended = await rotateRefused(keyIds);
      expect(codes(ended)).toEqual(['ENTRA_SECRET_FORBIDDEN']);
      expect(ended.outcomes.at(-1)).toMatchObject({
        kind: 'retire-secrets',
        message: 'Not started: set-secret did not succeed',
      });
    },
  );

  test('stays when it is the very one that TruU names now, and is Healthy with', async () => {
    const ended = await retire(truuNaming([guid('b')]));
    expect([ended.removed, codes(ended)]).toEqual([[], ['APPLY_OVERTAKEN']]);
  });
});
