import { describe, expect, test } from '@jest/globals';
import type { Change } from '../../../src/plan/types.ts';
import { renderLog } from '../../../src/report/log/log.ts';
import { toJson } from '../../../src/report/json/json.ts';
import { outputsOf } from '../../../src/report/json/outputs.ts';
import type { Report } from '../../../src/report/report.ts';
import { renderSummary } from '../../../src/report/summary/summary.ts';
import { verdict } from '../../../src/report/parts/verdict.ts';
import { health, nothing, servicePrincipal } from '../../support/plan-samples.ts';
import { planOf, principalWith } from '../../support/worlds.ts';
import { diagnostic, failure, reportWith } from './report-samples.ts';

const fromNothing = planOf(nothing);
const isOrdinary = ({ danger }: Change): boolean => danger === 'ordinary';
const extra = { id: 'x', roleId: 'dbb9058a-0e50-45d7-ae91-66909b5d4664' };
const kept = planOf(principalWith({ assignments: [...servicePrincipal().assignments, extra] }));
const logText = (report: Report): string =>
  renderLog(report)
    .flatMap(({ title, lines }) => [title, ...lines])
    .join('\n');

describe('the verdict', () => {
  test.each<[string, Partial<Report>, string]>([
    ['a valid spec', { mode: 'check' }, 'good Spec is valid. No API calls were made.'],
    ['nothing to change', {}, 'good No changes.'],
    [
      'a plan',
      { result: 'changes', plan: fromNothing },
      `careful Plan: ${fromNothing.changes.length} changes, 8 privilege changes, 1 change affects other TruU directories.`,
    ],
    [
      'a plan without danger',
      { result: 'changes', plan: { ...fromNothing, changes: fromNothing.changes.filter(isOrdinary) } },
      'attention Plan: 4 changes.',
    ],
    [
      'nothing to change while TruU is not Healthy',
      { health: 'not-healthy' },
      'good No changes, but TruU does not report Healthy.',
    ],
    ['power that is kept', { plan: kept }, 'good No changes, 1 not applied.'],
    ['no drift', { mode: 'drift' }, 'good No drift: Entra and TruU match the spec, and TruU reports Healthy.'],
    ['nothing due', { mode: 'renew', health: 'not-asked' }, 'good Nothing is due for renewal.'],
    ['a retirement', { mode: 'renew', result: 'renewed', health: 'unknown' }, 'good The previous secret was retired.'],
    [
      'an apply',
      { mode: 'apply', result: 'applied', plan: kept },
      'good Applied 0 changes, 1 not applied. No changes are left, and TruU reports Healthy.',
    ],
    ['one problem', { red: true, diagnostics: [diagnostic(1)] }, 'bad The spec has 1 problem. No API calls were made.'],
  ])('of %s is one sentence', (_what, more, expected) => {
    const { tone, message } = verdict(reportWith(more));
    expect(`${tone} ${message}`).toBe(expected);
  });

  test.each<[string, Partial<Report>]>([
    ['a failure', { mode: 'apply', result: 'failed', failures: [failure('ENTRA_FORBIDDEN')] }],
    ['a refusal', { mode: 'apply', result: 'refused', failures: [failure('PLAN_CEILING')] }],
    ['a cancellation', { mode: 'apply', result: 'cancelled', failures: [failure('APPLY_CANCELLED')] }],
    ['drift', { mode: 'drift', result: 'drift', failures: [failure('PLAN_DRIFT')] }],
    ['a failure before the inputs were read', { mode: null, result: 'failed', failures: [failure('INPUT_UNKNOWN')] }],
  ])('of %s is bad', (_what, more) => {
    expect(verdict(reportWith({ red: true, ...more })).tone).toBe('bad');
  });
});

describe('the summary', () => {
  const summary = renderSummary(reportWith({ result: 'changes', plan: fromNothing }));

  test('shows new power before everything else that changes', () => {
    const titles = [...summary.matchAll(/^### (.*)$/gm)].map(([, title]) => title);
    expect(titles).toEqual([
      'Privileges',
      'Secret',
      'TruU',
      'Other changes in Entra',
      'Required to apply',
      'Plan fingerprint',
    ]);
  });

  test('shows the most powerful permission first, and what it lets its holder do', () => {
    const [first] = summary.split('\n').filter((line) => line.includes('UserAuthenticationMethod.ReadWrite.All'));
    expect(first).toContain('and so sign in as any of them');
    const names = [...summary.matchAll(/^- `\+` `([^`]+)` \((?:application|delegated)/gm)].map(([, name]) => name);
    expect([names[0], names.length]).toEqual(['UserAuthenticationMethod.ReadWrite.All', 8]);
  });

  test('says of what is kept back how to let it go', () => {
    const text = renderSummary(reportWith({ plan: kept }));
    expect(text).toContain('### Not applied');
    expect(text).toContain('not applied: report only: entra.permissions.unlisted');
  });

  test('says of a failure what to do, whose it is, and what was left behind', () => {
    const text = renderSummary(
      reportWith({
        red: true,
        failures: [
          failure('TRUU_UNAVAILABLE', {
            requestId: 'req-1',
            leftBehind: ['A secret.'],
            evidence: [{ name: 'Status', value: '503' }],
          }),
        ],
      }),
    );
    for (const part of ['`TRUU_UNAVAILABLE`', '**Fix:**', 'Category: service', '`req-1`', '- A secret.', '`503`'])
      expect(text).toContain(part);
  });

  test('shows what is still wanted when a run is red after its writes', () => {
    const text = renderSummary(reportWith({ mode: 'apply', red: true, plan: kept, remaining: fromNothing }));
    expect(text).toContain('### Privileges, still to apply');
  });
});

describe('a failed check of TruU', () => {
  const check = { name: 'login', status: 'FAILED', code: 'AADSTS7000222', message: 'The keys are expired.' };
  const passed = { name: 'permissions', status: 'PASSED', code: null, message: 'All is granted.' };
  const report = reportWith({ healthTimeline: [health({ status: 'UNHEALTHY', checks: [check, passed] })] });

  test('is explained in the summary beside its number, and a passed one is not shown', () => {
    const summary = renderSummary(report);
    expect(summary).toContain(
      '`login` `AADSTS7000222` The client secret that TruU sends has expired. TruU says: The keys are expired.',
    );
    expect(summary).not.toContain('All is granted');
  });

  test('is shown as it is where its number is unknown', () => {
    const unknown = { ...check, code: 'AADSTS123456789' };
    const sample = health({ status: 'UNHEALTHY', checks: [unknown] });
    expect(renderSummary(reportWith({ healthTimeline: [sample] }))).toContain(
      '`login` `AADSTS123456789` The keys are expired.',
    );
  });

  test('stands in report.json as TruU sent it', () => {
    expect(JSON.parse(toJson(report))).toMatchObject({ healthTimeline: [{ checks: [check, passed] }] });
  });
});

describe('the log', () => {
  test('ends with the verdict and the two axes', () => {
    const lines = logText(reportWith()).split('\n');
    expect(lines.slice(-2)).toEqual(['No changes.', 'sync in-sync, health healthy']);
  });

  test('names the place of each problem of the spec', () => {
    expect(logText(reportWith({ red: true, diagnostics: [diagnostic(7)] }))).toContain(
      'spec.yml:7:3  SPEC_UNKNOWN_KEY',
    );
  });

  test('says which secrets there are by key id', () => {
    const row = {
      keyId: 'key-1',
      displayName: 'A',
      startsOn: '2026',
      expiresOn: '2027',
      role: 'held' as const,
      use: 'reported' as const,
      lastUsedOn: '2026-11-24T09:00:00.000Z',
      ours: true,
      reason: '',
    };
    expect(logText(reportWith({ secrets: [row] }))).toContain(
      'key-1  held      2027  last used 2026-11-24T09:00:00.000Z  A',
    );
  });
});

describe('the outputs', () => {
  test('are empty where nothing is known', () => {
    expect(outputsOf(reportWith())).toMatchObject({
      changes: '',
      'plan-fingerprint': '',
      'client-id': '',
      'secret-expires-on': '',
      'failure-code': '',
      rotated: 'false',
    });
  });

  test('count only what will be carried out', () => {
    expect(outputsOf(reportWith({ plan: kept })).changes).toBe('0');
    expect(outputsOf(reportWith({ plan: fromNothing })).changes).toBe(String(fromNothing.changes.length));
  });

  test('give the first code of a failure, or else of the spec', () => {
    const diagnostics = [diagnostic(1)];
    expect(outputsOf(reportWith({ diagnostics }))['failure-code']).toBe('SPEC_UNKNOWN_KEY');
    const failures = [failure('PLAN_CEILING'), failure('PLAN_TIER_ZERO')];
    expect(outputsOf(reportWith({ diagnostics, failures }))['failure-code']).toBe('PLAN_CEILING');
  });
});
