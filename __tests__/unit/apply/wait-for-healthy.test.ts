import { describe, expect, test } from '@jest/globals';
import { waitForHealthy, type HealthWait } from '../../../src/apply/wait-for-healthy.ts';
import { openLedger, type Ledger } from '../../../src/apply/context.ts';
import { fakeContext, truuAnswering, type HealthAnswer } from '../../support/fake-context.ts';
import { guid, ids, now } from '../../support/plan-samples.ts';
import { handClock } from '../support/hand-clock.ts';

const minute = 60_000;

/** A result that TruU measured in a second of this minute. */
const measured = (status: string, second: number, code: string | null = null): HealthAnswer => ({
  status,
  checkedAt: `2026-11-24T09:59:${String(second).padStart(2, '0')}.000Z`,
  credentialKeyId: ids.heldKey,
  checks: code === null ? [] : [{ name: 'login', status: 'FAILED', code }],
});
const unhealthy = (...seconds: readonly number[]): readonly HealthAnswer[] =>
  seconds.map((second) => measured('UNHEALTHY', second, 'MISSING_PERMISSION'));
const refused = (...seconds: readonly number[]): readonly HealthAnswer[] =>
  seconds.map((second) => measured('UNHEALTHY', second, 'AADSTS7000215'));

const wait = async (
  answers: readonly HealthAnswer[],
  { ledger = {}, timeoutMs = minute, at = now }: { ledger?: Partial<Ledger>; timeoutMs?: number; at?: string } = {},
): Promise<HealthWait & { readonly waitedMs: number; readonly waits: readonly number[] }> => {
  const clock = handClock(-1);
  const context = fakeContext(truuAnswering([ids.heldKey], answers, at), clock, () =>
    Promise.reject(new Error('not asked')),
  );
  const ended = await waitForHealthy(context, { ...openLedger(), ...ledger }, 'dir-1', timeoutMs);
  return { ...ended, waitedMs: clock.monotonicMs(), waits: clock.waits };
};

const codeOf = ({ status, failure }: HealthWait): readonly unknown[] => [status, failure?.code ?? null];
const newSecret = { keyId: ids.heldKey, expiresOn: now, directoryId: 'dir-1', previousKeyId: null, isInTruu: true };

describe('the wait for Healthy', () => {
  test('ends with the first word that counts', async () => {
    const ended = await wait([...unhealthy(1, 2), measured('HEALTHY', 3), ...unhealthy(4)]);
    expect([...codeOf(ended), ended.keyId, ended.timeline.length]).toEqual(['healthy', null, ids.heldKey, 3]);
  });

  test('asks at once, then after a quarter of a second, less and less often, at least every 15 seconds', async () => {
    const ended = await wait([measured('PROGRESSING', 1)], { timeoutMs: 5 * minute });
    expect(codeOf(ended)).toEqual(['not-healthy', 'HEALTH_TIMEOUT']);
    expect(ended.waits.slice(0, 3)).toEqual([250, 375, 562.5]);
    expect([Math.max(...ended.waits), ended.waitedMs]).toEqual([15_000, 5 * minute]);
  });

  test('is given up after three results of three measurements that are not', async () => {
    const ended = await wait([...unhealthy(1, 1, 1, 2, 2, 3), measured('HEALTHY', 4)]);
    expect(codeOf(ended)).toEqual(['not-healthy', 'HEALTH_NOT_HEALTHY']);
    expect(ended.waitedMs).toBeLessThan(minute);
  });

  test('is not given up for one measurement that is told again and again', async () => {
    const ended = await wait([...unhealthy(1, 1, 1, 1, 2), measured('HEALTHY', 3)]);
    expect(codeOf(ended)).toEqual(['healthy', null]);
  });

  test('is not given up while Entra may not know the new secret yet', async () => {
    const answers = [...refused(1, 2, 3, 4, 5), measured('HEALTHY', 6)];
    expect(codeOf(await wait(answers, { ledger: { newSecret } }))).toEqual(['healthy', null]);
    expect(codeOf(await wait(answers))).toEqual(['not-healthy', 'HEALTH_NOT_HEALTHY']);
  });

  test('is given up for a new secret that Entra refuses after five minutes', async () => {
    const seconds = Array.from({ length: 50 }, (_, second) => second);
    const ended = await wait(refused(...seconds), { ledger: { newSecret }, timeoutMs: 60 * minute });
    expect(codeOf(ended)).toEqual(['not-healthy', 'HEALTH_NOT_HEALTHY']);
    expect(ended.waitedMs).toBeGreaterThan(5 * minute);
    expect(ended.waitedMs).toBeLessThan(7 * minute);
  });

  test('after writes in Entra counts only what was measured after its first answer', async () => {
    const ledger = { wroteEntra: true };
    const at = '2026-11-24T09:59:30.000Z';
    const early = await wait([measured('HEALTHY', 30), measured('HEALTHY', 31)], { ledger, at });
    expect([early.status, early.timeline.map(({ staleReason }) => staleReason)]).toEqual([
      'healthy',
      ['measured before the last change in Entra', null],
    ]);
    expect((await wait([measured('HEALTHY', 30)], { at })).timeline).toHaveLength(1);
  });

  test.each([
    ['another secret, which somebody gave it', null, 'APPLY_OVERTAKEN'],
    ['the previous one, though it said that it took the new one', ids.heldKey, 'TRUU_CONTRACT'],
  ])('after a hand-over is given up when TruU names %s', async (_what, previousKeyId, code) => {
    const other = { ...newSecret, keyId: guid('c'), previousKeyId };
    const ended = await wait([measured('HEALTHY', 30)], { ledger: { newSecret: other } });
    expect([...codeOf(ended), ended.timeline.map(({ staleReason }) => staleReason)]).toEqual([
      'unknown',
      code,
      ['TruU does not name the new secret'],
    ]);
  });
});
