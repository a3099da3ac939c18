import { describe, expect, test } from '@jest/globals';
import { carriesTag, judgeTag, taggedName } from '../../../src/catalog/secret-tag.ts';
import { forgedName } from '../../../testing/secret-tag.ts';

const appId = '11111111-2222-4333-8444-555555555555';
const consumer = 'https://api.truu.example/eu';
const times = { startsOn: '2026-11-24T10:00:00.000Z', expiresOn: '2027-11-24T10:00:00.000Z' };
const secret = { consumer, appId, ...times };
const name = taggedName('TruU', { ...secret, nonce: 'f0e1d2c3' });

describe('the tag of a secret', () => {
  test('is what the documents say, and judged against the times that Graph shows', () => {
    const wire = { startDateTime: '2026-11-24T10:00:00.0000000Z', endDateTime: '2027-11-24T10:00:00.0000000Z' };
    expect(name).toBe(forgedName(consumer, { appId, ...wire }));
    expect(name).toMatch(/^TruU \[truu:2:[0-9a-f]{8}:f0e1d2c3:[0-9a-f]{8}\]$/);
    const shown = { startsOn: wire.startDateTime, expiresOn: wire.endDateTime };
    expect(judgeTag(name, { consumer, appId, ...shown })).toBe('ours');
  });

  test.each([
    ['ours', name, secret],
    ['ours', name, { ...secret, expiresOn: '2027-11-24T10:00:00.999Z' }],
    ['other-consumer', name, { ...secret, consumer: 'https://api.truu.example' }],
    ['wrong', name, { ...secret, appId: appId.replace('1', '2') }],
    ['wrong', name, { ...secret, startsOn: '2026-11-24T10:00:01.000Z' }],
    ['wrong', name, { ...secret, expiresOn: '2027-11-24T10:00:01.000Z' }],
    ['wrong', name, { ...secret, startsOn: '' }],
    ['wrong', `${name} `, secret],
    ['wrong', name.replace('f0e1', 'f0e2'), secret],
    ['wrong', 'TruU [truu:0123abcd]', secret],
    ['wrong', 'by hand [truu:', secret],
    ['none', 'TruU', secret],
    ['none', null, secret],
  ] as const)('says %s of %j', (verdict, displayName, of) => {
    expect(judgeTag(displayName, of)).toBe(verdict);
    expect(carriesTag(displayName)).toBe(verdict !== 'none');
  });
});
