import { beforeEach, describe, expect, test } from '@jest/globals';
import { graphAppId } from '../../emulator/entra/permissions.ts';
import { entraToken, type GraphErrorBody, graphAs, logIn } from '../support/emulator-clients.ts';
import { expectGraphRefusal } from '../support/emulator-refusals.ts';
import { createSecret, register, type CreatedSecret, type Registration } from '../support/emulator-registration.ts';
import { fileEmulator, graphCaller } from '../support/file-emulator.ts';

const emulator = fileEmulator();
const admin = graphCaller(emulator, 'admin');

interface Activity {
  id: string;
  keyId: string;
  appObjectId: string | null;
  expirationDateTime: string | null;
  signInActivity: { lastSignInDateTime: string };
}
interface Activities {
  value?: Activity[];
  '@odata.nextLink'?: string;
}

const report = '/beta/reports/appCredentialSignInActivities';
const ofApp = ({ appId }: Registration): string => `${report}?$filter=appId eq '${appId}'`;

describe('the sign-ins of credentials', () => {
  let registration: Registration;
  const logInWith = ({ secretText }: CreatedSecret) =>
    entraToken(emulator, { client_id: registration.appId, client_secret: secretText });

  beforeEach(async () => {
    registration = await register(admin);
  });

  test('have a row for each secret with a login, and for no other', async () => {
    const first = await createSecret(admin, registration);
    const second = await createSecret(admin, registration);
    const unused = await createSecret(admin, registration);
    for (const one of [first, second]) expect((await logInWith(one)).status).toBe(200);
    const { status, body } = await admin<Activities>('GET', ofApp(registration));
    expect(status).toBe(200);
    expect(body.value?.map(({ keyId }) => keyId)).toEqual([first.keyId, second.keyId]);
    expect(JSON.stringify(body)).not.toContain(unused.keyId);
    expect(body.value?.[0]).toMatchObject({
      ...{ id: Buffer.from(first.keyId).toString('base64'), keyType: 'password', keyUsage: 'verify' },
      ...{ credentialOrigin: 'application', appId: registration.appId, appObjectId: registration.id },
      ...{ servicePrincipalObjectId: null, expirationDateTime: first.endDateTime, resourceId: graphAppId },
    });
  });

  test('are one row, not a list, when one matches, with the time of the last login', async () => {
    const secret = await createSecret(admin, registration);
    await logInWith(secret);
    const before = await admin<Activity>('GET', ofApp(registration));
    await emulator.clock.advance('P1D');
    await logInWith(secret);
    const later = graphAs(emulator, await logIn(emulator, 'admin'));
    const { body } = await later<Activity>('GET', `${report}?$filter=keyId eq '${secret.keyId}'`);
    expect(body.keyId).toBe(secret.keyId);
    const timeOf = (one: Activity): number => Date.parse(one.signInActivity.lastSignInDateTime);
    expect(timeOf(body) - timeOf(before.body)).toBeGreaterThanOrEqual(86_400_000);
  });

  test('are an empty list for an app without a login; a refused login does not count', async () => {
    const secret = await createSecret(admin, registration);
    await entraToken(emulator, { client_id: registration.appId, client_secret: `${secret.secretText}x` });
    expect((await admin<Activities>('GET', ofApp(registration))).body.value).toEqual([]);
  });

  test('outlive the secret, and do not count as a commit', async () => {
    const secret = await createSecret(admin, registration);
    const before = await emulator.state();
    await logInWith(secret);
    const after = await emulator.state();
    expect(after.entra).toEqual(before.entra);
    const rows = await emulator.log();
    expect(rows.filter(({ service, committed }) => service === 'login' && committed)).toEqual([]);
    await admin('POST', `/applications/${registration.id}/removePassword`, { keyId: secret.keyId });
    const { body } = await admin<Activity>('GET', ofApp(registration));
    expect(body).toMatchObject({ keyId: secret.keyId, expirationDateTime: null });
    await emulator.reset(after);
    expect((await emulator.state()).reports).toEqual(after.reports);
  });

  test('come in pages', async () => {
    const rows = Array.from({ length: 12 }, (_, n) => ({
      appId: registration.appId,
      keyId: `00000000-0000-4000-8000-0000000000${n + 10}`,
      resourceId: graphAppId,
      lastSignInDateTime: '2026-11-24T09:00:00Z',
      lastSignInRequestId: '1',
    }));
    await emulator.reset({ ...(await emulator.state()), reports: { credentialSignIns: rows } });
    const first = await admin<Activities>('GET', ofApp(registration));
    const second = await admin<Activities>('GET', first.body['@odata.nextLink'] ?? '');
    expect([first, second].map(({ body }) => body.value?.length)).toEqual([10, 2]);
    expect(second.body['@odata.nextLink']).toBeUndefined();
  });

  test('lag by their behaviour', async () => {
    const secret = await createSecret(admin, registration);
    await emulator.behaviour({ entra: { lag: { signInActivity: 1 } } });
    await logInWith(secret);
    expect((await admin<Activities>('GET', ofApp(registration))).body.value).toEqual([]);
    expect((await admin<Activity>('GET', ofApp(registration))).body.keyId).toBe(secret.keyId);
  });

  test('are one row by its id, and not found by another', async () => {
    const secret = await createSecret(admin, registration);
    await logInWith(secret);
    const id = Buffer.from(secret.keyId).toString('base64');
    const { body } = await admin<Activity>('GET', `${report}/${id}`);
    expect(body).toMatchObject({ id, keyId: secret.keyId });
    const other = await admin<GraphErrorBody>('GET', `${report}/${Buffer.from('x').toString('base64')}`);
    expectGraphRefusal(other, { status: 404, code: 'Request_ResourceNotFound', message: 'does not exist' });
  });

  test.each<[time: string, lagHours: number, lastSeen: string | null]>([
    ['2027-03-03T23:59:00Z', 24, '2027-03-01T22:00'],
    ['2027-03-03T12:00:00Z', 0, '2027-03-02T20:00'],
    ['2027-03-03T12:00:00Z', 24, '2027-03-01T22:00'],
    ['2027-03-03T12:00:00Z', 48, null],
    ['2027-03-04T12:00:00Z', 24, '2027-03-02T20:00'],
  ])('come in daily batches: at %s with a lag of %d hours the last one is of %s', async (time, lagHours, lastSeen) => {
    await emulator.clock.set('2027-03-01T06:00:00Z');
    await emulator.behaviour({ report: { mode: 'honest', lagHours } });
    const fresh = graphAs(emulator, await logIn(emulator, 'admin'));
    const secret = await createSecret(fresh, registration);
    for (const at of ['01T08', '01T22', '02T20', '03T11']) {
      await emulator.clock.set(`2027-03-${at}:00:00Z`);
      await logInWith(secret);
    }
    await emulator.clock.set(time);
    const later = graphAs(emulator, await logIn(emulator, 'admin'));
    const { body } = await later<Partial<Activity> & Activities>('GET', ofApp(registration));
    const seen = body.value?.length === 0 ? null : body.signInActivity?.lastSignInDateTime.slice(0, 16);
    expect(seen).toBe(lastSeen);
  });

  test.each([
    ['refused', 403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant', null],
    ['throttled', 429, 'TooManyRequests', '10'],
  ] as const)('are %s by their behaviour', async (mode, status, code, wait) => {
    await emulator.behaviour({ report: { mode } });
    const answer = await admin<GraphErrorBody>('GET', ofApp(registration));
    expectGraphRefusal(answer, { status, code, message: '' });
    expect(answer.headers.get('retry-after')).toBe(wait);
  });

  test('are silent by their behaviour, and filtered only by app and key', async () => {
    await logInWith(await createSecret(admin, registration));
    await emulator.behaviour({ report: { mode: 'empty' } });
    expect((await admin<Activities>('GET', ofApp(registration))).body.value).toEqual([]);
    const other = await admin<GraphErrorBody>('GET', `${report}?$filter=keyType eq 'password'`);
    expectGraphRefusal(other, { status: 400, code: 'Request_BadRequest', message: 'filter' });
  });

  test('are refused without one of the two permissions, and below v1.0', async () => {
    const secret = await createSecret(admin, registration);
    const { body } = await logInWith(secret);
    const weak = graphAs(emulator, body.access_token ?? '');
    const code = 'Authentication_MSGraphPermissionMissing';
    expectGraphRefusal(await weak<GraphErrorBody>('GET', report), { status: 403, code, message: 'AuditLog.Read.All' });
    const stable = await admin<GraphErrorBody>('GET', report.replace('/beta', ''));
    expectGraphRefusal(stable, { status: 400, code: 'Request_BadRequest', message: "segment 'reports'" });
    const items = [{ id: '1', method: 'GET', url: report }];
    const batch = await admin<{ responses: { status: number }[] }>('POST', '/$batch', { requests: items });
    expect(batch.body.responses).toMatchObject([{ status: 400 }]);
  });
});
