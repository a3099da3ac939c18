import { describe, expect, test } from '@jest/globals';
import {
  aadstsIn,
  aadstsRow,
  explainCheck,
  fixOfCheck,
  isCredentialFailure,
  isNewSecretLag,
  sentenceIn,
} from '../../../src/catalog/aadsts.ts';

const check = (code: string | null, message: string | null = null) => ({ code, message });

describe('a number of Entra', () => {
  test.each([
    ['error: AADSTS7000215: x', '7000215'],
    ['AADSTS7002138', '7002138'],
    ['no number', null],
    ['AADSTS: no number', null],
    ['', null],
  ])('is found in "%s"', (text, number) => {
    expect(aadstsIn(text)).toBe(number);
  });

  test('that the table does not know fails the login, is final and explains nothing', () => {
    expect(aadstsRow('123456789')).toEqual({
      login: 'AUTH_FAILED',
      cause: 'Entra refused the login.',
      tasks: [],
      transient: false,
      secretTest: 'refused',
      health: null,
    });
  });

  test.each([
    ['7000215', 'lag'],
    ['700016', 'lag'],
    ['7000229', 'lag'],
    ['53003', 'accepted'],
    ['7000112', 'disabled'],
    ['7000222', 'refused'],
    ['90002', 'refused'],
  ])('%s at the test of a new secret means: %s', (number, expected) => {
    expect(aadstsRow(number).secretTest).toBe(expected);
  });

  test.each([
    ['AADSTS1: One. Trace ID: a Correlation ID: b', 'AADSTS1: One.'],
    ['invalid_client: AADSTS1: One.\r\nTrace ID: a', 'AADSTS1: One.'],
    ['AADSTS1: One. - Correlation ID: a - Trace ID: b', 'AADSTS1: One.'],
    ['AADSTS1', 'AADSTS1'],
    ['The network is away.', null],
  ])('stands at the beginning of a sentence: %j', (text, sentence) => {
    expect(sentenceIn(text)).toBe(sentence);
  });

  test.each([
    ['70025', 'AUTH_NO_FEDERATED_CREDENTIAL', 'entra-admin'],
    ['700016', 'AUTH_CLIENT_NOT_FOUND', 'repository-owner'],
    ['7000229', 'AUTH_NO_SERVICE_PRINCIPAL', 'entra-admin'],
    ['7000112', 'AUTH_CLIENT_DISABLED', 'entra-admin'],
    ['7002381', 'AUTH_BLOCKED', 'repository-owner'],
    ['900023', 'AUTH_TENANT_NOT_FOUND', 'spec-author'],
    ['900382', 'AUTH_WRONG_CLOUD', 'spec-author'],
    ['5000225', 'AUTH_BLOCKED', 'entra-admin'],
    ['500021', 'AUTH_BLOCKED', 'repository-owner'],
    ['90033', 'AUTH_FAILED', 'service'],
  ])('%s fails our login with %s, for %s', (number, code, task) => {
    const { login, tasks } = aadstsRow(number);
    expect([login, tasks[0]]).toEqual([code, task]);
  });

  test.each(['700024', '700027', '50027'])('%s may pass with a new OIDC token', (number) => {
    expect(aadstsRow(number).needsNewAssertion).toBe(true);
  });

  test.each(['90006', '90012', '90024', '90033', '90055', '50033', '501661', '50166', '90061'])(
    '%s passes',
    (number) => {
      expect(aadstsRow(number).transient).toBe(true);
    },
  );
});

describe('a failed check of TruU', () => {
  test.each([
    ['AADSTS7000215', 'does not know the client secret'],
    ['AADSTS7000222', 'has expired'],
    ['AADSTS7000112', 'disabled'],
    ['AADSTS700016', 'client ID'],
    ['AADSTS7000229', 'no service principal'],
    ['AADSTS53003', 'Conditional Access'],
    ['AADSTS90002', 'tenant'],
    ['AADSTS50034', 'user login'],
    ['AADSTS90033', 'temporarily unavailable'],
  ])('with %s is explained', (code, texts) => {
    expect(explainCheck(check(code))).toContain(texts);
  });

  test('says what to do where that is known', () => {
    expect(fixOfCheck(check('AADSTS7000229'))).toContain('Run apply'.toLowerCase());
    expect(fixOfCheck(check('AADSTS123456789'))).toBeNull();
  });

  test('is explained by its message when the code is no number of Entra', () => {
    expect(explainCheck(check('LOGIN_FAILED', 'AADSTS7000222: The keys are expired.'))).toContain('has expired');
    expect(explainCheck(check(null, 'AADSTS7000222: The keys are expired.'))).toContain('has expired');
  });

  test('is explained by its code where the message names another number', () => {
    expect(explainCheck(check('AADSTS7000112', 'Not AADSTS7000222.'))).toContain('disabled');
  });

  test.each([
    check(null),
    check('MISSING_PERMISSION', 'Device.Read.All is not granted.'),
    check('AADSTS70002150'),
    check('AADSTS700213'),
    check('AADSTS'),
  ])('is not explained where nothing is known: %j', (unknown) => {
    expect(explainCheck(unknown)).toBeNull();
  });

  test.each([
    ['AADSTS7000215', true, true],
    ['AADSTS7000222', true, false],
    ['AADSTS700016', false, false],
    ['AADSTS7000112', false, false],
    ['AADSTS53003', false, false],
    ['AADSTS7000216', false, false],
    ['xAADSTS7000215', false, false],
    ['AADSTS7000215 and more', false, false],
    ['MISSING_PERMISSION', false, false],
    [null, false, false],
  ])('with %s: needs a new secret %s, may be the lag of a new one %s', (code, isFailure, isLag) => {
    expect([isCredentialFailure(code), isNewSecretLag(code)]).toEqual([isFailure, isLag]);
  });
});
