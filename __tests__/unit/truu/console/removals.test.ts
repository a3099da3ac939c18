import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { makePlan } from '../../../../src/plan/make-plan.ts';
import { handOffTexts } from '../../../../src/report/hand-off/texts.ts';
import type { TruuQuery } from '../../../../src/truu/connection.ts';
import { createConsoleConnection } from '../../../../src/truu/console/connection.ts';
import { answerMarker } from '../../../../src/truu/console/markers.ts';
import type { HandOffDesk } from '../../../../src/truu/desk.ts';
import type { ConsoleFields, HandOffComment } from '../../../../src/truu/hand-off.ts';
import type { TruuState } from '../../../../src/truu/model.ts';
import { fields as typed, issue, receipt } from '../../../support/hand-off-samples.ts';
import { application, entra, guid, ids, now, planInput, useOf } from '../../../support/plan-samples.ts';

const day = (number: number): string => new Date(Date.parse(now) + number * 86_400_000).toISOString();

const fields: ConsoleFields = { ...typed, clientId: ids.app };
const place = { kind: 'portal' } as const;
const { clientId: _known, ...toType } = fields;
const secret = { description: 'TruU', lifetime: 'P12M' };
const side = createConsoleConnection(
  {
    ...{ desk: {} as HandOffDesk, texts: handOffTexts, assignees: ['octocat'], secret, place, fields: toType },
    adminCenter: 'https://entra.microsoft.com',
    linkTo: null,
  },
  { assignees: ['octocat'], evidence: 'report', place },
  { consumer: 'github:1', writes: true, typed: null, store: null, storeWriter: null },
);
const query = ({ adoptSecrets }: { readonly adoptSecrets: ReadonlySet<string> }): TruuQuery => ({
  ...{ tenantId: fields.tenantId, configurationName: fields.configurationName, settings: fields, previousName: null },
  ...{ managesPrimaryUserIdentifier: true, primaryUserIdentifier: fields.primaryUserIdentifier },
  ...{ cluster: fields.cluster, lifetime: secret.lifetime, adoptSecrets },
});

/** A secret of the registration, and what is known of it. */
interface Made {
  readonly keyId: string;
  readonly startsOn: string;
  readonly expiresOn: string;
  readonly usedOn: string | null;
  readonly confirmed: boolean;
  readonly adopted: boolean;
}

const keyIds = ['1', '2', '3', '4'].map(guid);
/** Secrets of which each began later than the one before it. */
const made: fc.Arbitrary<readonly Made[]> = fc.tuple(
  ...keyIds.map((keyId, index) =>
    fc.record({
      keyId: fc.constant(keyId),
      startsOn: fc.constant(day(index * 10 - 300)),
      expiresOn: fc.constantFrom(day(-5), day(20), day(200)),
      usedOn: fc.constantFrom(null, day(-40), day(-2), day(-1)),
      confirmed: fc.boolean(),
      adopted: fc.boolean(),
    }),
  ),
);

const receiptFor = ({ keyId, startsOn }: Made, index: number): HandOffComment => ({
  ...{ id: 100 + index, author: { login: 'actions', id: 9, bot: true }, ours: true, mayWrite: null },
  body: `${answerMarker({ to: index, receipt: receipt(keyId, startsOn, { fields }) })}\n`,
  ...{ createdAt: startsOn, edited: false, viaEmail: false },
});

/** The key ids that a plan in such a world would have removed from Entra. */
const removedIn = (secrets: readonly Made[], rotate: string | null): readonly string[] => {
  const adoptSecrets = new Set(secrets.filter(({ adopted }) => adopted).map(({ keyId }) => keyId));
  const shown = secrets.map(({ keyId, startsOn, expiresOn }) => ({ keyId, displayName: 'TruU', startsOn, expiresOn }));
  const logins = secrets.flatMap(({ keyId, usedOn }) => (usedOn === null ? [] : [[keyId, usedOn] as const]));
  const use = useOf(Object.fromEntries(logins));
  const comments = secrets.flatMap((one, index) => (one.confirmed ? [receiptFor(one, index)] : []));
  const issues = [issue(1, { request: { asksKey: true, keyId: null, fields }, settled: true, open: false, comments })];
  const read: TruuState = {
    ...{ directories: [], heldKeyIds: [], primaryUserIdentifier: null, cluster: null, now: new Date(now) },
    handOff: {
      record: { now, recorded: [], issues, ofOtherAccounts: [], typed: null, isPublic: false },
      ...{ place, receipts: [], unrecorded: [], given: [] },
      ...{ wanted: null, confirmed: null, keys: [], held: null, current: null, again: false, answers: [] },
      ...{ evidence: 'not-declared', reportOf: null, unread: null },
    },
  };
  const registration = { appId: ids.app, secrets: shown, use, now: new Date(now) };
  const observed = side.settle(read, query({ adoptSecrets }), registration);
  const input = planInput({ policy: { rotate, adoptSecrets } });
  const { plan } = makePlan({
    ...input,
    entra: { ...input.entra, observed: entra({ application: application({ secrets: shown }), secretUse: use }) },
    truu: { ...input.truu, observed, rules: side.rules },
  });
  return plan.steps.flatMap((step) => ('keyIds' in step ? step.keyIds : []));
};

/** By the text: an expired key that is known, or a leaked one after which a newer one was confirmed and used later. */
const mayGo = (secrets: readonly Made[], rotate: string | null, keyId: string): boolean => {
  const one = secrets.find((each) => each.keyId === keyId);
  if (one === undefined || !(one.confirmed || one.adopted)) return false;
  if (one.expiresOn <= now) return true;
  const after = secrets.slice(secrets.indexOf(one) + 1);
  const used = (each: Made): boolean => each.usedOn !== null && each.usedOn > (one.usedOn ?? '');
  return keyId === rotate && after.some((each) => each.confirmed && each.expiresOn > now && used(each));
};

describe('what a plan removes where a person serves TruU', () => {
  test('is what has expired, and a leaked secret whose successor is confirmed and used later', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(made, fc.constantFrom(null, ...keyIds), (secrets, rotate) => {
        const removed = removedIn(secrets, rotate);
        expect(removed.filter((keyId) => !mayGo(secrets, rotate, keyId))).toEqual([]);
        for (const keyId of removed) seen.add(keyId === rotate ? 'leaked' : 'expired');
      }),
      { numRuns: 150 },
    );
    // A property about nothing proves nothing.
    expect([...seen].toSorted()).toEqual(['expired', 'leaked']);
  });

  test('is removed from three places of the source and no other', () => {
    const src = path.resolve(import.meta.dirname, '../../../../src');
    const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const calls = files.filter((file) => /\bremovePassword\(/.test(readFileSync(path.join(src, file), 'utf8')));
    expect(calls.map((file) => file.split(path.sep).join('/')).toSorted()).toEqual([
      'apply/rotation/create-secret.ts',
      'apply/rotation/orphans.ts',
      'apply/step-handlers.ts',
    ]);
  });
});
