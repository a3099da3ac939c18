import { describe, expect, test } from '@jest/globals';
import { type ContractAnswer, loadContract, readContract } from '../support/contract.ts';
import { startEmulator, takeViolations } from '../support/emulator.ts';

const instant = '2026-11-23T10:00:00.000Z';
const settings = { domain: 'contoso.com', allUsersShareUpnSuffix: true, autoRemoveDevices: true };
const credential = { secretKeyId: 'k', acceptedAt: instant, expiresAt: null, previous: [] };
const directory = {
  ...{ id: 'd1', type: 'ENTRA_ID', configurationName: 'One', ...settings, tenantId: 't', clientId: 'c', credential },
  ...{ createdAt: instant, updatedAt: instant },
};
const refusal = { status: 404, error: 'NOT_FOUND', message: 'There is none.', requestId: 'r' };

const answer = (body: unknown, change: Partial<ContractAnswer> & { headers?: Headers } = {}): ContractAnswer => ({
  ...{ method: 'GET', path: '/api/v1/directories/d1', status: 200, body: JSON.stringify(body) },
  headers: new Headers({ 'content-type': 'application/json; charset=utf-8', etag: '"1"' }),
  ...change,
});

const contract = await loadContract();

test('a valid answer has no violations', () => {
  expect(contract.violations(answer(directory))).toEqual([]);
});

test.each([
  ['an extra field', answer({ ...directory, colour: 'red' }), 'colour'],
  ['a nested extra field', answer({ ...directory, credential: { ...credential, clientSecret: 's' } }), 'clientSecret'],
  ['a missing field', answer({ ...directory, domain: undefined }), "required property 'domain'"],
  [
    'a missing nested field',
    answer({ ...directory, credential: { ...credential, secretKeyId: undefined } }),
    'secretKeyId',
  ],
  ['a value outside its enumeration', answer({ ...directory, type: 'OKTA' }), '/type must be equal to constant'],
  ['an invalid instant', answer({ ...directory, updatedAt: 'today' }), '/updatedAt must match format "date-time"'],
  ['a success that is not documented', answer(directory, { status: 202 }), 'status 202 is not documented'],
  ['a success on a path that is not documented', answer(directory, { path: '/api/v2/directories' }), 'status 200'],
  ['a success by a method that is not documented', answer(directory, { method: 'DELETE' }), 'status 200'],
  ['a missing header', answer(directory, { headers: new Headers({ 'content-type': 'application/json' }) }), 'ETag'],
  [
    'another content type',
    answer(directory, { headers: new Headers({ 'content-type': 'text/html', etag: '"1"' }) }),
    'text/html',
  ],
  ['a body that is not JSON', answer(null, { body: '{' }), 'not JSON'],
  ['an error in another form', answer({ error: 'not_found' }, { status: 404 }), "required property 'requestId'"],
  ['an error with an extra field', answer({ ...refusal, trace: 1 }, { status: 404 }), 'trace'],
])('reports %s', (_name, invalid, message) => {
  expect(contract.violations(invalid)).toContainEqual(expect.stringContaining(message));
});

test('a refusal in the documented form can have any error status', () => {
  expect(contract.violations(answer(refusal, { status: 404 }))).toEqual([]);
  expect(contract.violations(answer(refusal, { status: 503, path: '/elsewhere' }))).toEqual([]);
});

test('a schema without additionalProperties refuses extra fields', () => {
  const text = `
paths: { /thing: { get: { responses: { '200': { content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } } } } } }
components:
  responses: {}
  schemas:
    Part: { type: object, properties: { size: { type: integer } } }
    Thing: { allOf: [{ $ref: '#/components/schemas/Named' }, { properties: { part: { $ref: '#/components/schemas/Part' } } }] }
    Named: { type: object, additionalProperties: true, properties: { name: { type: string } } }
`;
  const check = (body: unknown): string[] => readContract(text).violations(answer(body, { path: '/thing' }));
  expect(check({ name: 'a', part: { size: 1 } })).toEqual([]);
  expect(check({ name: 'a', part: { size: 1, colour: 'red' } })).toEqual([expect.stringContaining('colour')]);
});

describe('the emulator', () => {
  const seed = {
    ...{ ...directory, type: 'OKTA', etag: '"1"', credential: { ...credential, clientSecret: 's' } },
    health: { status: 'PROGRESSING', checkedAt: null, credentialKeyId: 'k', checks: [] },
  };

  const read = async (namesKey: boolean, type: string): Promise<string[]> => {
    const emulator = await startEmulator({ seed: { truu: { directories: [{ ...seed, type }] } } });
    try {
      await emulator.behaviour({ truu: { namesKey } });
      const { clientId, clientSecret } = emulator.world.state.truu.oauthClients[0] ?? {};
      const form = { grant_type: 'client_credentials', client_id: clientId ?? '', client_secret: clientSecret ?? '' };
      const login = await emulator.fetch(`${emulator.urls.truu}/oauth2/token`, {
        method: 'POST',
        body: new URLSearchParams(form),
      });
      const { access_token: token } = (await login.json()) as { access_token: string };
      const headers = { authorization: `Bearer ${token}` };
      const response = await emulator.fetch(`${emulator.urls.truu}/api/v1/directories/d1`, { headers });
      expect(response.status).toBe(200);
      return takeViolations();
    } finally {
      await emulator.stop();
    }
  };

  test('an answer that breaks the contract is a violation', async () => {
    expect(await read(true, 'OKTA')).toEqual([expect.stringContaining('GET /api/v1/directories/d1, 200: /type')]);
  });

  test('namesKey: false allows a missing key id, and no other violation', async () => {
    expect(await read(false, 'ENTRA_ID')).toEqual([]);
    expect(await read(false, 'OKTA')).toEqual([expect.stringContaining('/type')]);
  });
});
