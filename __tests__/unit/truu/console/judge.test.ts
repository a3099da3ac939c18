import { describe, expect, test } from '@jest/globals';
import type { JudgeContext } from '../../../../src/truu/judgement.ts';
import { isSettledNow, judge } from '../../../../src/truu/console/judge.ts';
import type { HandOffState } from '../../../../src/truu/hand-off.ts';
import { context, days, fields, handOff, issue, key, now, receipt } from '../../../support/hand-off-samples.ts';

const ending = (inDays: number) => [key('a', { expiresOn: days(inDays) })];
/** A new key, confirmed some days ago and never seen in use, beside the old one. */
const unseen = (confirmedDaysAgo: number, older = {}) => ({
  keys: [
    key('b', { startsOn: days(-confirmedDaysAgo), confirmedAt: days(-confirmedDaysAgo), usedOn: null }),
    key('a', { expiresOn: days(40), usedOn: days(-confirmedDaysAgo), ...older }),
  ],
  confirmed: receipt('b', days(-confirmedDaysAgo)),
  current: issue(2),
});
const adopted = { keys: [key('a', { adopted: true, confirmedAt: null, confirmedBy: null })], confirmed: null };
const asksKey = { asksKey: true };
const asksFields = { asksFields: true };
const changed = { wanted: { ...fields, domain: 'fabrikam.com' } };
const lenient = { strict: false };

type Case = readonly [
  situation: string,
  state: Partial<HandOffState>,
  context: Partial<JudgeContext>,
  says: { readonly red?: string; readonly warns?: string; readonly health: string; readonly by?: string },
];

/** Each row of the table of colours, for runs that are red on drift and for apply. */
const cases: readonly Case[] = [
  [
    'nothing was ever confirmed',
    { keys: [], held: null, confirmed: null },
    asksKey,
    { red: 'HANDOFF_WAITING', health: 'not-asked' },
  ],
  ['all is as it should be', {}, {}, { health: 'healthy', by: 'entra+person' }],
  [
    'a key is asked for, 31 days before the end',
    { keys: ending(31) },
    asksKey,
    { warns: 'HANDOFF_WAITING', health: 'healthy', by: 'entra+person' },
  ],
  [
    'a key is asked for, 29 days before the end',
    { keys: ending(29) },
    asksKey,
    { red: 'HANDOFF_OVERDUE', health: 'healthy', by: 'entra+person' },
  ],
  ['the secret has ended', { keys: ending(-1) }, asksKey, { red: 'HANDOFF_OVERDUE', health: 'not-healthy' }],
  [
    'confirmed six days ago and not in use',
    unseen(6),
    {},
    { warns: 'HANDOFF_REPORT_PENDING', health: 'healthy', by: 'entra+person' },
  ],
  [
    'confirmed seven days ago and not in use',
    unseen(7),
    {},
    { red: 'HANDOFF_UNSEEN', health: 'healthy', by: 'entra+person' },
  ],
  [
    'the older key was used since',
    unseen(3, { usedOn: days(-1) }),
    {},
    { red: 'HANDOFF_UNSEEN', health: 'healthy', by: 'entra+person' },
  ],
  [
    'settled, with an older key',
    { keys: [key('b', { startsOn: days(-9) }), key('a')] },
    {},
    { health: 'healthy', by: 'entra+person' },
  ],
  [
    'without evidence, with an older key',
    { keys: [key('b', { startsOn: days(-9) }), key('a')], evidence: 'not-declared' },
    {},
    { warns: 'HANDOFF_UNPROVEN', health: 'healthy', by: 'person' },
  ],
  ['without evidence, with one key', { evidence: 'not-declared' }, {}, { health: 'healthy', by: 'person' }],
  ['fields changed, in drift', changed, asksFields, { red: 'HANDOFF_WAITING', health: 'unknown' }],
  ['fields changed, in apply', changed, { ...asksFields, ...lenient }, { warns: 'HANDOFF_WAITING', health: 'unknown' }],
  ['adopted and in use', adopted, asksFields, { warns: 'HANDOFF_WAITING', health: 'healthy', by: 'entra' }],
  [
    'adopted, and the report is silent',
    { ...adopted, evidence: 'silent' },
    asksFields,
    { red: 'HANDOFF_WAITING', warns: 'HANDOFF_EVIDENCE_SILENT', health: 'unknown' },
  ],
  [
    'adopted, without evidence, in apply',
    { ...adopted, evidence: 'not-declared' },
    { ...asksFields, ...lenient },
    { warns: 'HANDOFF_WAITING', health: 'unknown' },
  ],
  [
    'adopted and last used 29 days ago',
    { ...adopted, keys: [{ ...key('a'), adopted: true, confirmedAt: null, usedOn: days(-29) }] },
    asksFields,
    { warns: 'HANDOFF_UNSEEN HANDOFF_WAITING', health: 'unknown' },
  ],
  [
    'the report is silent on an old connection',
    { evidence: 'silent' },
    {},
    { warns: 'HANDOFF_EVIDENCE_SILENT', health: 'healthy', by: 'person' },
  ],
  [
    'the report is silent right after the word',
    { evidence: 'silent', keys: [key('a', { confirmedAt: days(-1), usedOn: null })] },
    {},
    { warns: 'HANDOFF_REPORT_PENDING', health: 'healthy', by: 'person' },
  ],
  [
    'evidence cannot be read',
    { evidence: 'unreadable' },
    {},
    { red: 'HANDOFF_EVIDENCE_UNREADABLE', health: 'unknown' },
  ],
  [
    'a comment holds a secret',
    {
      answers: [
        { issue: 2, commentId: 1, login: 'octocat', kind: 'leaked', answered: false, deleted: true, ofMember: true },
      ],
    },
    {},
    { red: 'HANDOFF_LEAKED', health: 'healthy', by: 'entra+person' },
  ],
  [
    'a leaked secret still works',
    {},
    { ...asksKey, compromised: 'a' },
    { red: 'HANDOFF_WAITING', warns: 'HANDOFF_WAITING', health: 'healthy', by: 'entra+person' },
  ],
  // Its last use is of before it was deleted: it says nothing of now.
  [
    'Entra shows the key no more',
    { keys: [key('a', { expiresOn: null, startsOn: null })] },
    asksKey,
    { red: 'HANDOFF_OVERDUE', health: 'unknown' },
  ],
  [
    'Entra shows the used key no more, and the next one is confirmed and not in use',
    unseen(3, { expiresOn: null, startsOn: null }),
    {},
    { warns: 'HANDOFF_REPORT_PENDING', health: 'unknown' },
  ],
  [
    'without evidence, Entra shows the key no more',
    { keys: [key('a', { expiresOn: null, startsOn: null })], evidence: 'not-declared' },
    asksKey,
    { red: 'HANDOFF_OVERDUE', health: 'unknown' },
  ],
  [
    'the input rotate names a secret that nobody was given',
    {},
    { compromised: 'b' },
    { red: 'HANDOFF_WAITING', health: 'healthy', by: 'entra+person' },
  ],
  [
    'the key was not used for 29 days',
    { keys: [key('a', { usedOn: days(-29) })] },
    {},
    { warns: 'HANDOFF_UNSEEN', health: 'unknown' },
  ],
  [
    'a stranger posts what looks like a secret',
    {
      answers: [
        { issue: 2, commentId: 1, login: 'mona', kind: 'leaked', answered: false, deleted: true, ofMember: false },
      ],
    },
    {},
    { health: 'healthy', by: 'entra+person' },
  ],
];

describe('what a run says of a console', () => {
  test.each(cases)('%s', (_situation, state, of, { red, warns, health, by = null }) => {
    const said = judge(handOff(state), context(of));
    expect({
      red: said.failures.map(({ code }) => code),
      warns: said.warnings.map(({ code }) => code),
      health: said.health,
      by: said.healthSource,
    }).toEqual({ red: red ? [red] : [], warns: warns?.split(' ') ?? [], health, by });
  });

  test('promises to delete a compromised secret only where a person was given it', () => {
    const saysOf = (compromised: string) => judge(handOff(), context({ compromised })).failures.map(String).join();
    expect(saysOf('a')).toContain('it is deleted once');
    expect(saysOf('b')).toContain('does not delete it');
  });

  test('sends nobody to an issue that is not there yet', () => {
    const fixOf = (more: Partial<HandOffState>) =>
      judge(handOff({ keys: ending(31), ...more }), context(asksKey))
        .warnings.map(({ fix }) => fix)
        .join();
    expect(fixOf({})).toContain('Follow the hand-off issue');
    expect(fixOf({ place: { kind: 'key-vault', vault: 'kv-truu.vault.azure.net', secret: 'truu' } })).toContain(
      'Run renew',
    );
  });

  test('names the day on which something stops', () => {
    const end = (state: Partial<HandOffState>, of: Partial<JudgeContext> = {}) =>
      judge(handOff(state), context(of)).actBefore;
    expect(end({})).toBeNull();
    expect(end({ keys: ending(31) }, asksKey)).toBe(days(31));
    // A word may be false: the key that was used until now is what TruU may still need.
    expect(end(unseen(6))).toBe(days(40));
    expect(end({ ...unseen(6), evidence: 'not-declared' })).toBe(days(40));
  });

  test('settles nothing that it cannot know', () => {
    const settled = (state: Partial<HandOffState>) => isSettledNow(handOff(state), now);
    const once = [key('a', { confirmedAt: days(-1), usedOn: null })];
    expect(settled({})).toBe(true);
    expect(settled(unseen(6))).toBe(false);
    expect(settled({ keys: once, evidence: 'silent' })).toBe(false);
    expect(settled({ keys: once, evidence: 'unreadable' })).toBe(false);
    expect(settled({ keys: once, evidence: 'not-declared' })).toBe(true);
    expect(settled({ confirmed: null })).toBe(false);
    expect(settled({ keys: [] })).toBe(false);
  });
});
