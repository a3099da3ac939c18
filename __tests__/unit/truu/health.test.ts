import { describe, expect, test } from '@jest/globals';
import {
  checkText,
  failedChecks,
  isHealthy,
  isPassedCheck,
  isUnhealthy,
  withStaleReason,
} from '../../../src/truu/health.ts';
import type { HealthSample } from '../../../src/truu/model.ts';
import { credential, directory, guid, health } from '../../support/plan-samples.ts';

const accepted = '2026-11-24T09:00:00.000Z';
const held = directory({
  credential: credential(guid('a'), accepted),
  updatedAt: '2026-11-24T09:30:00.000Z',
});
const whyNot = (more: Partial<HealthSample>, entraWrites: string | null = null): string | null =>
  withStaleReason(health(more), held, {
    entraWrites: entraWrites === null ? null : new Date(entraWrites),
    newKeyId: null,
    maxAge: 'PT24H',
  }).staleReason;

describe('an answer of health', () => {
  test.each<[string, Partial<HealthSample>, string | null]>([
    ['measured just now', {}, null],
    ['measured in the second of the last change', { checkedAt: '2026-11-24T09:30:00.000Z' }, null],
    ['measured a little ahead of its own Date', { checkedAt: '2026-11-24T10:00:06.000Z' }, null],
    ['that was never measured', { checkedAt: null }, 'not measured yet'],
    ['with a time that is none', { checkedAt: 'today' }, 'not measured yet'],
    ['of another key', { credentialKeyId: guid('b') }, 'measured with another secret'],
    ['of no key', { credentialKeyId: null }, 'measured with another secret'],
    ['measured when the secret was taken', { checkedAt: accepted }, 'measured before the secret was accepted'],
    [
      'measured before the change',
      { checkedAt: '2026-11-24T09:29:59.999Z' },
      'measured before the last change at TruU',
    ],
    ['measured a day ago', { at: '2026-11-25T09:59:00.000Z' }, null],
    ['older than the spec allows', { at: '2026-11-25T09:59:01.000Z' }, 'measured more than PT24H ago'],
    ['of an answer without a Date', { at: null }, 'of unknown age, since the response has no Date'],
    ['measured in the future', { checkedAt: '2026-11-24T10:00:06.001Z' }, 'measured in the future'],
  ])('%s is believed or not', (_what, more, expected) => {
    expect(whyNot(more)).toBe(expected);
  });

  test('counts only from the second after the last write on the side of Entra', () => {
    const writes = '2026-11-24T09:59:00.000Z';
    const [before, after] = ['2026-11-24T09:59:00.999Z', '2026-11-24T09:59:01.000Z'];
    expect(whyNot({ checkedAt: before }, writes)).toBe('measured before the last change in Entra');
    expect(whyNot({ checkedAt: after }, writes)).toBeNull();
  });

  test.each([
    [guid('a'), null],
    [guid('b'), 'TruU does not name the new secret'],
  ])('counts after a hand-over of %s only when TruU names that one', (newKeyId, expected) => {
    expect(withStaleReason(health(), held, { entraWrites: null, newKeyId, maxAge: 'PT24H' }).staleReason).toBe(
      expected,
    );
  });

  test.each([
    ['HEALTHY', true, false],
    ['UNHEALTHY', false, true],
    ['healthy', false, false],
    ['DEGRADED', false, false],
    ['', false, false],
  ])('with the word "%s" is healthy: %s, unhealthy: %s', (status, healthy, unhealthy) => {
    expect([isHealthy(health({ status })), isUnhealthy(health({ status }))]).toEqual([healthy, unhealthy]);
  });

  test('HEALTHY beside a check that did not pass is unhealthy', () => {
    const sample = health({ checks: [{ name: 'login', status: 'FAILED', code: null, message: null }] });
    expect([isHealthy(sample), isUnhealthy(sample)]).toEqual([false, true]);
  });

  test('is neither when it does not count', () => {
    const staleReason = 'measured with another secret';
    expect(isHealthy(health({ staleReason }))).toBe(false);
    expect(isUnhealthy(health({ status: 'UNHEALTHY', staleReason }))).toBe(false);
  });
});

describe('a check', () => {
  test.each([
    ['HEALTHY', true],
    ['PASSED', true],
    ['OK', true],
    ['FAILED', false],
    ['passed', false],
    ['', false],
  ])('with the word "%s" has passed: %s', (status, expected) => {
    const check = { name: 'login', status, code: null, message: null };
    expect(isPassedCheck(check)).toBe(expected);
    expect(failedChecks(health({ checks: [check] }))).toEqual(expected ? [] : [check]);
  });

  test.each([
    [
      'AADSTS7000222',
      'The keys are expired.',
      'AADSTS7000222: The client secret that TruU sends has expired. TruU says: The keys are expired.',
    ],
    ['AADSTS7000222', '', 'AADSTS7000222: The client secret that TruU sends has expired.'],
    [
      null,
      'AADSTS7000222: Expired.',
      'The client secret that TruU sends has expired. TruU says: AADSTS7000222: Expired.',
    ],
    ['MISSING_PERMISSION', 'It is not granted.', 'MISSING_PERMISSION: It is not granted.'],
    ['AADSTS123456789', null, 'AADSTS123456789'],
    [null, 'It failed.', 'It failed.'],
    [null, null, ''],
  ])('of %s, %s keeps its number and says what it means', (code, message, expected) => {
    expect(checkText({ name: 'login', status: 'FAILED', code, message })).toBe(expected);
  });
});
