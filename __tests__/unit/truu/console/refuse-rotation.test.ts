import { expect, test } from '@jest/globals';
import { refusalMarker } from '../../../../src/truu/console/markers.ts';
import { refuseRotation } from '../../../../src/truu/console/refuse-rotation.ts';
import type { ConsoleKey, HandOffComment, RecordedSecret, SecretPlace } from '../../../../src/truu/hand-off.ts';
import type { TruuState } from '../../../../src/truu/model.ts';
import { days, fields, handOff, issue, key, receipt } from '../../../support/hand-off-samples.ts';

const place: SecretPlace = { kind: 'key-vault', vault: 'kv-truu.vault.azure.net', secret: 'truu' };
const other: SecretPlace = { ...place, secret: 'another' };
const portal: SecretPlace = { kind: 'portal' };

const stored = (at: string): RecordedSecret => ({
  ...{ keyId: 'a', appId: fields.clientId, version: '1', at, expiresOn: null, enabled: true },
});
const word = (at: string, of: SecretPlace, keyId: string | null = 'a') => receipt(keyId, at, { place: of });
const refused = (at: string, more: Partial<HandOffComment> = {}, of = place): HandOffComment => ({
  ...{ id: 1, author: null, ours: true, mayWrite: null, createdAt: at, edited: false, viaEmail: false },
  body: `${refusalMarker({ place: of, at })}\nRefused.`,
  ...more,
});

interface World {
  readonly stored?: readonly string[];
  /** Of the key that was stored, which nobody has confirmed yet. */
  readonly more?: Partial<ConsoleKey>;
  readonly words?: readonly ReturnType<typeof word>[];
  readonly comments?: readonly HandOffComment[];
}

const refusals = (
  { stored: at = [], more = {}, words = [], comments = [] }: World,
  renewOnly = true,
  of: SecretPlace = place,
) => {
  const record = { ...handOff().record, recorded: at.map(stored), issues: [issue(1, { comments })] };
  const recordedAt = at[0] ?? null;
  const waiting = key('b', { recordedAt, confirmedAt: null, usedOn: null, ...more });
  const keys = recordedAt === null ? [key('a')] : [waiting, key('a')];
  const state = { handOff: handOff({ record, receipts: words, keys, place: of }) } as unknown as TruuState;
  return refuseRotation(state, renewOnly).map(({ code }) => code);
};

test.each<[string, World, readonly string[]]>([
  ['the last version is in this place', { stored: [days(-9)] }, []],
  ['a person had the last secret from this place', { words: [word(days(-9), place)] }, []],
  ['nothing tells where the last secret went', {}, ['HANDOFF_PLACE_CHANGED']],
  ['a person had it from the portal', { words: [word(days(-9), portal)] }, ['HANDOFF_PLACE_CHANGED']],
  [
    'it went elsewhere after the last version here',
    { stored: [days(-9)], words: [word(days(-8), other)] },
    ['HANDOFF_PLACE_CHANGED'],
  ],
  ['it went elsewhere before the last version here', { stored: [days(-8)], words: [word(days(-9), other)] }, []],
  [
    'a version here names the key that a person had from elsewhere',
    { stored: [days(-8)], more: { confirmedAt: days(-9) }, words: [word(days(-9), other, 'b')] },
    ['HANDOFF_PLACE_CHANGED'],
  ],
  [
    'a version here names the key that the workflow adopted',
    { stored: [days(-8)], more: { adopted: true } },
    ['HANDOFF_PLACE_CHANGED'],
  ],
  [
    'a version here names a key that Entra does not show',
    { stored: [days(-8)], more: { startsOn: null }, words: [word(days(-9), other)] },
    ['HANDOFF_PLACE_CHANGED'],
  ],
  ['only fields were confirmed elsewhere', { stored: [days(-9)], words: [word(days(-8), other, null)] }, []],
  ['the place refused the last one', { stored: [days(-9)], comments: [refused(days(-8))] }, ['HANDOFF_VAULT_REFUSED']],
  ['it took one since', { stored: [days(-7)], comments: [refused(days(-8))] }, []],
  [
    'it took one since a refusal that calls itself one of the future',
    { stored: [days(-7)], comments: [{ ...refused(days(9)), createdAt: days(-8) }] },
    [],
  ],
  ['another place refused it', { stored: [days(-9)], comments: [refused(days(-8), {}, other)] }, []],
  ['somebody wrote so', { stored: [days(-9)], comments: [refused(days(-8), { ours: false })] }, []],
  ['somebody edited it', { stored: [days(-9)], comments: [refused(days(-8), { edited: true })] }, []],
])('a renewal when %s', (_when, world, codes) => {
  expect(refusals(world)).toEqual(codes);
});

test('apply delivers where its inputs say, and nothing is delivered where a person adds the secret', () => {
  expect(refusals({}, false)).toEqual([]);
  expect(refusals({ comments: [refused(days(-8))] }, false)).toEqual([]);
  expect(refusals({}, true, portal)).toEqual([]);
});
