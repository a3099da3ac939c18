import { describe, expect, test } from '@jest/globals';
import { loginError } from '../../../../src/entra/login/login-errors.ts';

const claims = {
  iss: 'https://token.actions.githubusercontent.com',
  sub: 'repo:a/b:ref:refs/heads/main',
  aud: 'api://X',
};
const trace = '0a1b2c3d-0000-4000-8000-000000000000';
const refusal = (number: string): string => `AADSTS${number}: Words of Entra. Trace ID: ${trace} Correlation ID: x`;

describe('what Entra says about a login', () => {
  test.each([
    ['70021', 'AUTH_SUBJECT_MISMATCH'],
    ['700213', 'AUTH_SUBJECT_MISMATCH'],
    ['700212', 'AUTH_AUDIENCE_MISMATCH'],
    ['700211', 'AUTH_ISSUER_MISMATCH'],
    ['700024', 'AUTH_ASSERTION_REFUSED'],
    ['90002', 'AUTH_TENANT_NOT_FOUND'],
    ['90038', 'AUTH_WRONG_CLOUD'],
    ['700016', 'AUTH_CLIENT_NOT_FOUND'],
    ['53003', 'AUTH_BLOCKED'],
    ['50000', 'AUTH_FAILED'],
  ])('AADSTS%s becomes %s, with the id of the request', (number, code) => {
    expect(loginError(refusal(number), claims, 'client')).toMatchObject({ code, requestId: trace });
  });

  test.each(['700213', '700212', '700211'])('AADSTS%s is shown beside the claims of the actual token', (number) => {
    const { evidence, fix } = loginError(refusal(number), claims, 'client');
    expect(evidence.map(({ value }) => value)).toEqual([
      `AADSTS${number}`,
      claims.iss,
      claims.sub,
      claims.aud,
      'client',
    ]);
    expect(fix).toContain('Federated credentials');
  });

  test('is not quoted, since it may repeat what was sent', () => {
    expect(JSON.stringify(loginError('AADSTS700213: hidden words', claims, 'client'))).not.toContain('hidden');
  });

  test.each([
    ['7000222', 'Entra refused the login.', 'Look up the AADSTS code in the report'],
    ['123456789', 'Entra refused the login.', 'Look up the AADSTS code in the report'],
    ['90033', 'Entra is temporarily unavailable.', 'Run again. If it fails again, check the status page of Azure'],
  ])('AADSTS%s, which our own login has no code for, is shown with its page', (number, message, fix) => {
    const error = loginError(refusal(number), claims, 'client');
    expect([error.code, error.message, error.fix.startsWith(fix)]).toEqual(['AUTH_FAILED', message, true]);
    expect(error.evidence.map(({ value }) => value)).toEqual([
      `AADSTS${number}`,
      `https://login.microsoftonline.com/error?code=${number}`,
    ]);
  });

  test('without a number is a login that could not be tried', () => {
    expect(loginError('The network is away.', claims, 'client')).toMatchObject({
      code: 'AUTH_FAILED',
      message: 'No token could be requested from Entra.',
      evidence: [],
    });
  });
});
