import { describe, expect, test } from '@jest/globals';
import { ActionError, asActionError, leaving } from '../../../src/support/errors.ts';

describe('what was thrown', () => {
  test('is kept when it is a failure of ours', () => {
    const error = new ActionError('TRUU_REFUSED', 'TruU refused.');
    expect(asActionError(error)).toBe(error);
  });

  test.each<[string, unknown, string]>([
    ['an error of the language', new TypeError('fetch failed for https://x/?client_secret=hush'), 'TypeError'],
    ['a text', 'client_secret=hush', 'string'],
    ['nothing', undefined, 'undefined'],
    ['an object', { message: 'client_secret=hush' }, 'object'],
  ])('is named and not quoted when it is %s', (_what, thrown, kind) => {
    const { code, message, fix, evidence } = asActionError(thrown);
    expect({ code, evidence }).toEqual({ code: 'INTERNAL', evidence: [] });
    expect(message).toContain(`Unexpected ${kind}`);
    expect(message + fix).not.toContain('hush');
  });
});

describe('what a failure leaves behind', () => {
  test('is added to it, and nothing else of it is lost', () => {
    const evidence = [{ name: 'Status', value: '500' }];
    const details = { fix: 'Do this.', evidence, requestId: 'r', leftBehind: ['one'], cause: 'why' };
    const error = leaving(new ActionError('TRUU_UNAVAILABLE', 'TruU was unable.', details), ['two']);
    expect({ ...error, message: error.message, cause: error.cause }).toMatchObject({
      ...{ code: 'TRUU_UNAVAILABLE', message: 'TruU was unable.' },
      ...{ ...details, leftBehind: ['one', 'two'] },
    });
  });
});
