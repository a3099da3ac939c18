import { describe, expect, test } from '@jest/globals';
import { UnsecuredJWT } from 'jose';
import { defaultBehaviour } from '../../emulator/behaviour.ts';
import { counters, counterSeed } from '../support/fake-service.ts';
import { fileEmulator } from '../support/file-emulator.ts';

const emulator = fileEmulator(counterSeed, { seed: counterSeed, services: counters });

describe('an invalid request', () => {
  test.each([
    ['POST', '/faults', { when: 'before', do: 'close', tims: 1 }, 'tims'],
    ['POST', '/faults', { do: 'close' }, 'when'],
    ['POST', '/faults', { when: 'before', do: 'explode' }, 'do'],
    ['POST', '/faults', { when: 'before', do: { answer: { status: 200, boddy: 1 } } }, 'boddy'],
    ['POST', '/faults', { when: 'before', do: 'close', path: '(' }, 'path'],
    ['POST', '/faults', { when: 'before', do: 'close', service: 'azure' }, 'service'],
    ['POST', '/faults/none/release', { times: 1 }, 'times'],
    ['PATCH', '/behaviour', { entra: { lag: { aplication: 1 } } }, 'aplication'],
    ['PATCH', '/behaviour', { truu: { health: 'fine' } }, 'truu.health'],
    ['PATCH', '/behaviour', { report: { mode: 'late' } }, 'report.mode'],
    ['PATCH', '/behaviour', { report: { lagHours: 49 } }, 'report.lagHours'],
    ['PATCH', '/behaviour', { entra: { maxLifetime: '6 months' } }, 'entra.maxLifetime'],
    ['POST', '/clock', { advanse: 'P1D' }, 'advanse'],
    ['POST', '/clock', { advance: '1 day' }, '1 day'],
    ['POST', '/clock', { set: 'tomorrow' }, 'tomorrow'],
    ['POST', '/reset', { sead: {} }, 'sead'],
    ['POST', '/reset', { seed: { entra: { tenants: [] } } }, 'entra.tenants'],
    ['POST', '/reset', { seed: { truu: { clusters: [{ id: '1', nane: 'x' }] } } }, 'truu.clusters[0].nane'],
    ['POST', '/reset', { seed: { truu: { clusters: {} } } }, 'truu.clusters'],
    ['GET', '/log?aftr=1', undefined, 'aftr'],
  ])('%s %s %j is refused, and names %s', async (method, path, body, key) => {
    const answer = await emulator.call(method, path, body);
    expect(answer).toEqual({ status: 400, body: { error: expect.stringContaining(key) } });
  });

  test.each([
    ['GET', '/faults/none'],
    ['POST', '/faults/none/release'],
    ['DELETE', '/faults/none'],
    ['GET', '/nothing'],
  ])('%s %s is not found', async (method, path) => {
    expect((await emulator.call(method, path)).status).toBe(404);
  });
});

describe('log', () => {
  test('a row has exactly these fields', async () => {
    const token = new UnsecuredJWT({ appid: 'the-app' }).encode();
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-www-form-urlencoded' };
    await emulator.fetch(`${emulator.urls.truu}/count?a=1&a=2&b=`, { method: 'POST', headers, body: 'x=1&y=z' });
    const [row] = await emulator.log();
    const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/);
    expect(row).toEqual({
      ...{ n: 1, at, service: 'truu', from: 'client', caller: 'the-app', method: 'POST', path: '/count' },
      ...{ query: { a: ['1', '2'], b: '' }, headers: expect.objectContaining(headers), body: { x: '1', y: 'z' } },
      ...{ items: [], status: 201, committed: true, fault: null },
    });
  });

  test('a read is not committed, and `after` omits older rows', async () => {
    for (let i = 0; i < 3; i += 1) await emulator.fetch(`${emulator.urls.graph}/count`);
    expect((await emulator.log()).map(({ committed }) => committed)).toEqual([false, false, false]);
    expect((await emulator.log(2)).map(({ n }) => n)).toEqual([3]);
  });
});

describe('clock', () => {
  test('sets the Date headers, with the skew of the service', async () => {
    await emulator.clock.set('2031-05-06T07:08:09Z');
    await emulator.behaviour({ truu: { skewMs: 3_600_000 } });
    const dates = await Promise.all(
      [emulator.urls.graph, emulator.urls.truu].map(async (url) =>
        (await emulator.fetch(`${url}/count`)).headers.get('date'),
      ),
    );
    expect(dates.map((date) => new Date(date ?? '').toISOString().slice(0, 13))).toEqual([
      '2031-05-06T07',
      '2031-05-06T08',
    ]);
  });

  test.each([
    ['P11M', '2032-12-31'],
    ['P1Y1M', '2033-02-28'],
    ['P1M', '2032-02-29'],
    ['P1W', '2032-02-07'],
    ['PT25H', '2032-02-01'],
  ])('advances %s by the calendar', async (duration, day) => {
    await emulator.clock.set('2032-01-31T01:00:00Z');
    expect((await emulator.clock.advance(duration)).toISOString().slice(0, 10)).toBe(day);
  });
});

describe('behaviour', () => {
  test('starts with the defaults and is merged deeply', async () => {
    expect((await emulator.call('GET', '/behaviour')).body).toEqual(defaultBehaviour());
    const merged = await emulator.behaviour({ entra: { lag: { application: 2 }, maxLifetime: 'P6M' } });
    const { entra, ...others } = defaultBehaviour();
    expect(merged).toEqual({
      ...others,
      entra: { ...entra, maxLifetime: 'P6M', lag: { ...entra.lag, application: 2 } },
    });
  });
});

describe('state', () => {
  test('is restored by a reset, which clears everything', async () => {
    await emulator.fetch(`${emulator.urls.graph}/count`, { method: 'POST' });
    await emulator.behaviour({ entra: { replicas: 3 } });
    await emulator.clock.advance('P1Y');
    const id = await emulator.faults.add({ when: 'before', do: 'close' });
    await emulator.reset();
    expect((await emulator.state()).truu.primaryUserIdentifier).toBe('userPrincipalName');
    expect(await emulator.log()).toEqual([]);
    expect((await emulator.call('GET', '/behaviour')).body).toEqual(defaultBehaviour());
    expect((await emulator.call('GET', `/faults/${id}`)).status).toBe(404);
    expect((await emulator.clock.now()).getTime()).toBeLessThan(Date.now() + 60_000);
  });

  test('is not changed by a bad seed', async () => {
    const before = await emulator.state();
    await emulator.call('POST', '/reset', { seed: { github: { repo: 'x' } } });
    expect(await emulator.state()).toEqual(before);
  });

  test('has a secret of the administrator with a lifetime of ten years, which the ready line contains', async () => {
    const { secrets } = (await emulator.state()).entra;
    const secret = secrets.find(({ value }) => value === emulator.admin.clientSecret);
    expect(secret?.appId).toBe(emulator.admin.clientId);
    expect(Number(secret?.endDateTime.slice(0, 4)) - Number(secret?.startDateTime.slice(0, 4))).toBe(10);
  });
});
