import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import type { LoginIdentity } from '../../../../src/entra/login/identity.ts';
import { loginError } from '../../../../src/entra/login/login-errors.ts';

const clientId = '11111111-2222-4333-8444-555555555555';
const identity: LoginIdentity = { clientId, writer: 'deployer-client-id', mode: 'apply' };
const login = { tenant: 'the tenant', identity, graphUrl: 'https://graph.microsoft.com' };
const claims = {
  iss: 'https://token.actions.githubusercontent.com',
  sub: 'repo:a/b:environment:truu-production',
  aud: 'api://X',
  event: 'push',
  workflow: '.github/workflows/truu-apply.yml',
};
const trace = '0a1b2c3d-0000-4000-8000-000000000000';
const refusal = (number: string): string =>
  `AADSTS${number}: Words of Entra. Trace ID: ${trace} Correlation ID: x Timestamp: 2026-11-25 08:00:00Z`;

const shown = (number: string, with_ = claims): Readonly<Record<string, string>> =>
  Object.fromEntries(loginError(refusal(number), with_, login).evidence.map(({ name, value }) => [name, value]));

/** The arguments that a shell hands to az: what a person gets who copies the command. */
const argumentsOf = (command: string | undefined): readonly string[] => {
  const script = `az() { if [ "$4" = list ]; then echo github-old; else printf '%s\\n' "$@"; fi; }\n${command}`;
  return spawnSync('bash', ['-c', script], { encoding: 'utf8' }).stdout.trimEnd().split('\n');
};

describe('what Entra says about a login', () => {
  test.each([
    ['70025', 'AUTH_NO_FEDERATED_CREDENTIAL'],
    ['70021', 'AUTH_SUBJECT_MISMATCH'],
    ['700213', 'AUTH_SUBJECT_MISMATCH'],
    ['700212', 'AUTH_AUDIENCE_MISMATCH'],
    ['700211', 'AUTH_ISSUER_MISMATCH'],
    ['700024', 'AUTH_ASSERTION_REFUSED'],
    ['90002', 'AUTH_TENANT_NOT_FOUND'],
    ['90038', 'AUTH_WRONG_CLOUD'],
    ['700016', 'AUTH_CLIENT_NOT_FOUND'],
    ['7000229', 'AUTH_NO_SERVICE_PRINCIPAL'],
    ['53003', 'AUTH_BLOCKED'],
    ['50000', 'AUTH_FAILED'],
    ['123456789', 'AUTH_FAILED'],
  ])('AADSTS%s becomes %s, with its own sentence, the id of the request, and who and where', (number, code) => {
    expect(loginError(refusal(number), claims, login)).toMatchObject({ code, requestId: trace });
    expect(shown(number)).toMatchObject({
      'Entra says': `AADSTS${number}: Words of Entra.`,
      Time: '2026-11-25 08:00:00Z',
      'This identity (client-id, equal to deployer-client-id)': clientId,
      Tenant: 'the tenant',
    });
  });

  test.each(['70025', '700213', '700212', '700211'])('AADSTS%s is shown beside the claims of the token', (number) => {
    expect(Object.values(shown(number))).toEqual(expect.arrayContaining([claims.iss, claims.sub, claims.aud]));
  });

  test.each([
    ['7000222', 'Entra refused the login.', 'Look up the AADSTS code in the report'],
    ['123456789', 'Entra refused the login.', 'Look up the AADSTS code in the report'],
    ['90033', 'Entra is temporarily unavailable.', 'Run again. If it fails again, check the status page of Azure'],
  ])('AADSTS%s, which our own login has no code for, is shown with its page', (number, message, fix) => {
    const error = loginError(refusal(number), claims, login);
    expect([error.code, error.message, error.fix.startsWith(fix)]).toEqual(['AUTH_FAILED', message, true]);
    expect(shown(number)['Explanation']).toBe(`https://login.microsoftonline.com/error?code=${number}`);
  });

  test('without a number is a login that could not be tried', () => {
    expect(loginError('The network is away.', claims, login)).toMatchObject({
      code: 'AUTH_FAILED',
      message: 'No token could be requested from Entra.',
      evidence: [],
    });
  });

  test('names the identity by its client id and the input that it equals', () => {
    const of = (writer: LoginIdentity['writer']) =>
      loginError(refusal('70025'), claims, { ...login, identity: { ...identity, writer } }).message;
    expect(of('renewer-client-id')).toMatch(`The identity of renewer-client-id (${clientId}) has no federated`);
    expect(of(null)).toMatch(`This identity (client-id ${clientId}) has no federated credential`);
  });
});

describe('the commands', () => {
  const credential = { issuer: claims.iss, subject: claims.sub, audiences: [claims.aud] };

  test.each(['70025', '700213', '700211'])('for AADSTS%s create a credential, in az and in Graph', (number) => {
    const { az, Graph } = shown(number);
    const [body = '', ...words] = argumentsOf(az).toReversed();
    expect(words.toReversed().join(' ')).toBe(`ad app federated-credential create --id ${clientId} --parameters`);
    expect(JSON.parse(body)).toEqual({
      name: expect.stringMatching(/^github-truu-production-[0-9a-f]{8}$/),
      ...credential,
    });
    expect(Graph).toBe(
      `POST https://graph.microsoft.com/v1.0/applications(appId='${clientId}')/federatedIdentityCredentials ${body}`,
    );
  });

  test('for another audience correct the credential that is there', () => {
    const [body = '', ...words] = argumentsOf(shown('700212')['az']).toReversed();
    expect(words.toReversed().join(' ')).toBe(
      `ad app federated-credential update --id ${clientId} --federated-credential-id github-old --parameters`,
    );
    expect(JSON.parse(body)).toEqual(credential);
  });

  test.each([
    ['7000229', `az ad sp create --id ${clientId}`],
    ['7000112', `az ad sp update --id ${clientId} --set accountEnabled=true`],
  ])('for AADSTS%s are filled in', (number, command) => {
    expect(shown(number)['az']).toBe(command);
  });

  test.each(["repo:a/b:environment:x'$(id)'", 'repo:a/b:environment:x`id`', 'repo:a/b:environment:$(id)'])(
    'are only for Graph where a name could end the quotes: %s',
    (sub) => {
      const { az, Graph } = shown('700213', { ...claims, sub });
      expect([az, Graph]).toEqual([undefined, expect.stringContaining(JSON.stringify(sub))]);
    },
  );
});
