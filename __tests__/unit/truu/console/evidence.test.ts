import { describe, expect, test } from '@jest/globals';
import { judge } from '../../../../src/truu/console/judge.ts';
import { settle } from '../../../../src/truu/console/settle.ts';
import type { Registration } from '../../../../src/truu/connection.ts';
import type { HandOffState } from '../../../../src/truu/hand-off.ts';
import { truuQuery } from '../../../../src/truu/desired.ts';
import { ActionError } from '../../../../src/support/errors.ts';
import { completeSpec, documentOf } from '../../../support/spec-samples.ts';
import { context, handOff } from '../../../support/hand-off-samples.ts';
import { guid, held, ids, now, truu, unread, useOf } from '../../../support/plan-samples.ts';

const { spec } = documentOf(completeSpec);
const policy = { assignees: [], place: { kind: 'portal' as const }, consumer: 'github:1' };
const read = { ...truu(), handOff: handOff({ keys: [], held: null, confirmed: null, evidence: 'not-declared' }) };

/** What follows from Entra's report where `adopt-secrets` names the only secret. */
const settled = (use: Registration['use'], evidence: 'report' | 'none' = 'report') => {
  const query = truuQuery(spec, new Set([held.keyId]));
  const registration = { appId: ids.app, secrets: [held], use, now: new Date(now) };
  const state = settle(read, query, registration, { ...policy, evidence }).handOff;
  if (state === null) throw new Error('There is no hand-off.');
  return state;
};

const failureOf = (state: HandOffState) =>
  judge(state, context({ now: new Date(now) })).failures.find(({ code }) => code === 'HANDOFF_EVIDENCE_UNREADABLE');

const usedOn = '2026-11-23T21:00:00.000Z';

describe("the evidence of Entra's report", () => {
  test.each<[string, Registration['use'], object]>([
    ['a login to Graph', useOf({ [held.keyId]: usedOn }), { evidence: 'readable', reportOf: usedOn, usedOn }],
    [
      'a login to another API only',
      { ...useOf({}), reportOf: usedOn },
      { evidence: 'readable', reportOf: usedOn, usedOn: null },
    ],
    ['no login', useOf({}), { evidence: 'silent', reportOf: null, usedOn: null }],
    ['nothing, since it failed', unread('failed'), { evidence: 'unreadable', reportOf: null, usedOn: null }],
    ['nothing, since there is none', null, { evidence: 'unreadable', reportOf: null, usedOn: null }],
  ])('that shows %s', (_what, use, expected) => {
    const { evidence, reportOf, held: key } = settled(use);
    expect({ evidence, reportOf, usedOn: key?.usedOn }).toEqual(expected);
  });

  test('counts for nothing where it is not declared, also when it fails', () => {
    const states = [useOf({ [held.keyId]: usedOn }), unread('failed')].map((use) => settled(use, 'none'));
    for (const { evidence, reportOf, held: key } of states)
      expect([evidence, reportOf, key?.usedOn]).toEqual(['not-declared', null, null]);
    expect(states.map(failureOf)).toEqual([undefined, undefined]);
  });

  const said = [{ name: 'Graph says', value: '429 TooManyRequests: Later.' }];
  const error = new ActionError('ENTRA_THROTTLED', 'Graph throttled the request.', {
    evidence: said,
    requestId: 'r-1',
  });
  test.each<[string, Registration['use'], string, RegExp]>([
    ['passes', { reason: 'failed', error }, error.message, /throttling|again/i],
    ['is of its format', { reason: 'format', error }, error.message, /./],
    ['is of its rights', { reason: 'refused', error }, error.message, /Directory\.Read\.All/],
    ['is of the license', { reason: 'unlicensed', error }, 'needs an Entra ID P1 license', /"evidence" to none/],
    ['is of the cloud', null, 'This cloud has no report', /"evidence" to none/],
  ])('is red with what Entra said when it is not readable, where the reason %s', (_why, use, message, fix) => {
    const state = settled(use);
    expect(judge(state, context({ now: new Date(now) }))).toMatchObject({ health: 'unknown', healthSource: null });
    const failure = failureOf(state);
    expect(failure?.message).toContain(message);
    expect(failure?.fix).toMatch(fix);
    expect([failure?.evidence, failure?.requestId]).toEqual(use === null ? [[], null] : [said, 'r-1']);
  });

  test('knows of no other key, whatever the report shows of it', () => {
    const state = settled(useOf({ [guid('d')]: usedOn }));
    expect([state.evidence, state.keys.map(({ keyId }) => keyId)]).toEqual(['readable', [held.keyId]]);
  });
});
