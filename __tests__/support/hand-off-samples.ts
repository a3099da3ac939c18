import type { JudgeContext } from '../../src/truu/judgement.ts';
import type { ConsoleFields, ConsoleKey, HandOffIssue, HandOffState, Receipt } from '../../src/truu/hand-off.ts';

/** The moment of the samples. */
export const now = new Date('2026-11-25T10:00:00.000Z');

/** So many days before the moment of the samples, or after it; RFC 3339. */
export const days = (number: number): string => new Date(now.getTime() + number * 86_400_000).toISOString();

/** What a person typed. */
export const fields: ConsoleFields = {
  configurationName: 'US-Denver-Production',
  domain: 'contoso.com',
  allUsersShareUpnSuffix: true,
  autoRemoveDevices: true,
  tenantId: '3f6e2a52-7d1c-4b6e-9a0e-5f0c6f1b2a11',
  clientId: '11111111-1111-4111-8111-111111111111',
  primaryUserIdentifier: 'mail',
  cluster: 'cloud',
};

/** A person's word for a key and the fields. */
export const receipt = (keyId: string | null, at: string, more: Partial<Receipt> = {}): Receipt => ({
  ...{ keyId, fields, place: { kind: 'portal' }, by: 'octocat', at },
  ...more,
});

/** A key that was confirmed 100 days ago, was used yesterday and lasts for 200 more days. */
export const key = (keyId: string, more: Partial<ConsoleKey> = {}): ConsoleKey => ({
  keyId,
  startsOn: days(-100),
  expiresOn: days(200),
  ...{ hint: null, recordedAt: null, version: null },
  confirmedAt: days(-100),
  confirmedBy: 'octocat',
  usedOn: days(-1),
  adopted: false,
  ...more,
});

/** An open hand-off. */
export const issue = (number: number, more: Partial<HandOffIssue> = {}): HandOffIssue => ({
  number,
  url: `https://github.com/contoso/identity/issues/${number}`,
  open: true,
  createdAt: days(-1),
  body: '',
  request: { asksKey: true, keyId: null, fields },
  asked: [{ login: 'octocat', id: 1 }],
  settled: false,
  comments: [],
  ...more,
});

/** A connection that stands: one key, confirmed and in use, and nothing asked. */
export const handOff = (more: Partial<HandOffState> = {}): HandOffState => {
  const keys = more.keys ?? [key('a')];
  return {
    record: { now: now.toISOString(), recorded: [], issues: [], ofOtherAccounts: [], typed: null, isPublic: false },
    place: { kind: 'portal' },
    receipts: [],
    unrecorded: [],
    wanted: fields,
    confirmed: receipt('a', days(-100)),
    keys,
    held: keys.find(({ usedOn }) => usedOn !== null) ?? keys[0] ?? null,
    current: null,
    again: false,
    evidence: 'readable',
    reportOf: days(-1),
    unread: null,
    answers: [],
    given: [],
    ...more,
  };
};

/** A scheduled run that asks nothing. */
export const context = (more: Partial<JudgeContext> = {}): JudgeContext => ({
  asksKey: false,
  asksFields: false,
  strict: true,
  renewBefore: 'P60D',
  compromised: null,
  now,
  ...more,
});
