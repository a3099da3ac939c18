import { describe, expect, test } from '@jest/globals';
import { codeOf } from '../../../../src/truu/console/code.ts';
import { heldKeyOf, keysOf, waitingKeyOf, type KeySources } from '../../../../src/truu/console/keys.ts';
import { versionsToSwitchOff } from '../../../../src/truu/console/switch-off.ts';
import type { RecordedSecret } from '../../../../src/truu/hand-off.ts';
import { days, fields, handOff, key, now, receipt } from '../../../support/hand-off-samples.ts';

const minutes = (number: number): string => new Date(now.getTime() + number * 60_000).toISOString();

const recorded = (keyId: string, at: string, more: Partial<RecordedSecret> = {}): RecordedSecret => ({
  ...{ keyId, appId: fields.clientId, version: `${keyId}-${at}`, at, expiresOn: days(300), enabled: true },
  ...more,
});
const shown = (keyId: string, startsOn: string) => ({
  ...{ keyId, displayName: 'TruU', startsOn, expiresOn: days(300), hint: 'abc' },
});
const keys = (of: Partial<KeySources>) =>
  keysOf({ secrets: [], recorded: [], receipts: [], adopted: new Set(), usedOn: {}, now, ...of });

describe('a key that was delivered', () => {
  const delivered = { secrets: [shown('a', days(-3))], recorded: [recorded('a', days(-3))] };

  test('is known by its record, and is not held for that', () => {
    const found = keys(delivered);
    expect(found).toMatchObject([{ keyId: 'a', recordedAt: days(-3), confirmedAt: null, usedOn: null, hint: 'abc' }]);
    expect(heldKeyOf(found, now)).toBeNull();
    expect(waitingKeyOf(found, now)?.keyId).toBe('a');
  });

  test.each([
    ['by the run that tests it', new Date(Date.parse(days(-3)) + 60_000).toISOString(), null],
    ['by somebody who took it', new Date(Date.parse(days(-3)) + 61_000).toISOString(), 'a'],
  ])('is used %s', (_who, at, held) => {
    expect(heldKeyOf(keys({ ...delivered, usedOn: { a: at } }), now)?.keyId ?? null).toBe(held);
  });

  test('waits until a person confirms it', () => {
    const found = keys({ ...delivered, receipts: [receipt('a', days(-2))] });
    expect(waitingKeyOf(found, now)).toBeNull();
    expect(heldKeyOf(found, now)?.keyId).toBe('a');
  });

  test('is linked by its newest version, and dated by its first', () => {
    const twice = [recorded('a', days(-3)), recorded('a', days(-2))];
    expect(keys({ ...delivered, recorded: twice })).toMatchObject([{ recordedAt: days(-3), version: `a-${days(-2)}` }]);
  });

  test.each([
    [-59, [{ keyId: 'b', expiresOn: days(300) }]],
    [-61, []],
  ])('and that Entra does not show %i minutes later is late, or gone', (at, expected) => {
    expect(keys({ recorded: [recorded('b', minutes(at))] })).toMatchObject(expected);
  });

  test('is the newest, though the held one is another', () => {
    const found = keys({
      secrets: [shown('a', days(-300)), shown('b', days(-3))],
      recorded: [recorded('b', days(-3)), recorded('a', days(-300))],
      receipts: [receipt('a', days(-299))],
      usedOn: { a: days(-1) },
    });
    expect(found.map(({ keyId }) => keyId)).toEqual(['b', 'a']);
    expect(heldKeyOf(found, now)?.keyId).toBe('a');
    expect(waitingKeyOf(found, now)?.keyId).toBe('b');
  });
});

test('the code is that of the key and the fields, whatever the issue; without a key it is that of the issue', () => {
  const request = { asksKey: true, keyId: 'a', fields };
  expect(codeOf(1, request)).toBe(codeOf(2, request));
  expect(codeOf(1, request)).not.toBe(codeOf(1, { ...request, keyId: 'b' }));
  expect(codeOf(1, request)).not.toBe(codeOf(1, { ...request, fields: { ...fields, domain: 'fabrikam.com' } }));
  expect(codeOf(1, { ...request, keyId: null })).not.toBe(codeOf(2, { ...request, keyId: null }));
});

describe('a version is switched off', () => {
  const [oldest, middle, newest] = [recorded('a', days(-300)), recorded('b', days(-100)), recorded('c', days(-1))];
  const of = (confirmedAt: string | null, usedOn: string | null) => {
    const record = {
      ...handOff().record,
      recorded: [oldest, middle, newest, recorded('x', days(-200), { appId: 'y' })],
    };
    const middleKey = key('b', { recordedAt: days(-100), confirmedAt, usedOn });
    const newestKey = key('c', { recordedAt: days(-1), confirmedAt: null, usedOn: null });
    const state = handOff({ record, keys: [newestKey, middleKey, key('a', { recordedAt: days(-300), usedOn: null })] });
    return versionsToSwitchOff(state).map(({ keyId }) => keyId);
  };

  test('with the one before it, once its key is confirmed and in use; never one that waits, nor another registration’s', () => {
    expect(of(days(-99), days(-98))).toEqual(['a', 'b']);
  });

  test.each([
    [null, days(-98)],
    [days(-99), null],
  ])('not while its key is confirmed on %s and used on %s', (confirmedAt, usedOn) => {
    expect(of(confirmedAt, usedOn)).toEqual([]);
  });
});
