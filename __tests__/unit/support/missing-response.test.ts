import { expect, test } from '@jest/globals';
import { HttpFailure } from '../../../src/support/http.ts';
import { missingResponseDetails } from '../../../src/support/missing-response.ts';

test('a port to which no fetch connects is a cause of its own', () => {
  const thrown = new TypeError('fetch failed', { cause: new Error('bad port') });
  const failure = new HttpFailure('network', 1, thrown, { host: 'login.example:1', proxy: null });
  expect(failure.system).toBe('BAD_PORT');
  expect(missingResponseDetails(failure).fix).toContain('Use another port for login.example:1');
  expect(new HttpFailure('network', 1, new TypeError('fetch failed')).system).toBeNull();
});
