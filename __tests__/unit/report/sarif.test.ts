import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { reports } from '../../../samples/reports.ts';
import { errorCatalog } from '../../../src/catalog/errors.ts';
import type { Report } from '../../../src/report/report.ts';
import { renderSarif } from '../../../src/report/sarif/sarif.ts';
import { servicePrincipal } from '../../support/plan-samples.ts';
import { planOf, principalWith } from '../../support/worlds.ts';
import { hostileReport } from './hostile-report.ts';
import { diagnostic, failure, reportWith } from './report-samples.ts';

const one = z.number().int().min(1);
const text = z.strictObject({ text: z.string().min(1) });
const level = z.enum(['error', 'warning', 'note']);
/** What SARIF 2.1.0 and code scanning of GitHub require of the properties that are used, and no other property. */
const schema = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.tuple([
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.string().min(1),
          semanticVersion: z.string().regex(/^\d+\.\d+\.\d+/),
          informationUri: z.url(),
          rules: z.array(
            z.strictObject({
              id: z.string().min(1).max(255),
              shortDescription: text,
              help: text,
              helpUri: z.url(),
              defaultConfiguration: z.strictObject({ level }),
            }),
          ),
        }),
      }),
      automationDetails: z.strictObject({ id: z.string().regex(/^truu-entra-directory\/[0-9a-f]{16}\/\w+\/$/) }),
      columnKind: z.literal('utf16CodeUnits'),
      invocations: z.tuple([
        z.strictObject({
          executionSuccessful: z.boolean(),
          startTimeUtc: z.iso.datetime().optional(),
          endTimeUtc: z.iso.datetime().optional(),
        }),
      ]),
      results: z.array(
        z.strictObject({
          ruleId: z.string(),
          level,
          message: z.strictObject({ text: z.string().min(1).max(6_000) }),
          locations: z.tuple([
            z.strictObject({
              physicalLocation: z.strictObject({
                artifactLocation: z.strictObject({
                  uri: z.string().regex(/^[\w\-.!~*'()%/]*$/),
                  uriBaseId: z.literal('%SRCROOT%'),
                }),
                region: z.strictObject({
                  startLine: one,
                  startColumn: one.optional(),
                  endLine: one.optional(),
                  endColumn: one.optional(),
                }),
              }),
            }),
          ]),
          partialFingerprints: z.strictObject({ 'truuEntraDirectory/v1': z.string().regex(/^[0-9a-f]{32}$/) }),
        }),
      ),
    }),
  ]),
});

const runIn = (report: Report) => schema.parse(JSON.parse(renderSarif(report))).runs[0];
const toldIn = (report: Report): readonly string[] =>
  runIn(report).results.map(({ ruleId, level: how }) => `${how} ${ruleId}`);

describe('report.sarif', () => {
  test.each(Object.entries(reports))('of %s has a rule for each of its results, and no other', (_name, report) => {
    const { tool, results } = runIn(report);
    const rules = tool.driver.rules.map(({ id }) => id);
    expect(rules.toSorted()).toEqual([...new Set(results.map(({ ruleId }) => ruleId))].toSorted());
  });

  test('of a report of hostile text is of its form still, and makes no link of it', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        for (const { message } of runIn(report).results) expect(message.text).not.toMatch(/\]\(|\n/);
      }),
      { numRuns: 60 },
    );
  });

  test.each<[string, Report, readonly string[]]>([
    ['nothing, where all is well', reports['in-sync'], []],
    ['no change of a plan, which is no problem', reports['plan-from-nothing'], []],
    ['each problem of a spec', reportWith({ diagnostics: [diagnostic(7)] }), ['error SPEC_UNKNOWN_KEY']],
    ['a refusal', reports['refused-ceiling'], ['error PLAN_CEILING']],
    ['a warning of a green run', reportWith({ warnings: [failure('HANDOFF_WAITING')] }), ['warning HANDOFF_WAITING']],
    ['a renewal that is due, and not its count', reports['drift-renewal-due'], ['warning drift-renewal']],
  ])('tells of %s', (_what, report, expected) => {
    expect([...new Set(toldIn(report))]).toEqual(expected);
  });

  test('tells of drift by its reason, and of findings in every mode', () => {
    expect(toldIn(reports.drift)).toEqual(['error HEALTH_NOT_HEALTHY', 'warning drift-change', 'warning drift-change']);
    const extra = { id: 'x', roleId: 'dbb9058a-0e50-45d7-ae91-66909b5d4664' };
    const plan = planOf(principalWith({ assignments: [...servicePrincipal().assignments, extra] }));
    expect(toldIn(reportWith({ mode: 'drift', plan }))).toEqual(['error drift-privilege']);
    expect(toldIn(reportWith({ mode: 'plan', plan }))).toEqual([]);
    expect(toldIn(reports['drift-findings'])).toContain('warning finding');
    expect(toldIn({ ...reports['drift-findings'], mode: 'plan' })).toContain('warning finding');
    const expiring = planOf({ policy: { warnBefore: 'P2Y' } });
    expect(toldIn(reportWith({ plan: expiring }))).toEqual(['note expiry']);
  });

  test('puts a result on its line of the spec, and what has none on the first line', () => {
    const file = 'deploy/#1 spec.yml';
    const range = { ...diagnostic(7).range, file };
    const report = reportWith({
      specFile: file,
      diagnostics: [diagnostic(7, { range })],
      failures: [failure('ENTRA_FORBIDDEN')],
    });
    expect(runIn(report).results.map(({ locations: [{ physicalLocation }] }) => physicalLocation)).toMatchObject([
      {
        artifactLocation: { uri: 'deploy/%231%20spec.yml' },
        region: { startLine: 7, startColumn: 3, endLine: 7, endColumn: 9 },
      },
      { artifactLocation: { uri: 'deploy/%231%20spec.yml' }, region: { startLine: 1 } },
    ]);
  });

  test('says of a failure what to do, and where its page is', () => {
    const report = reportWith({
      failures: [failure('ENTRA_FORBIDDEN', { evidence: [{ name: 'Status', value: '403' }] })],
    });
    const { tool, results } = runIn(report);
    expect(results[0]?.message.text).toBe(
      `The sentence of ENTRA_FORBIDDEN. ${errorCatalog.ENTRA_FORBIDDEN.fix} · Status: 403`,
    );
    expect(tool.driver.rules[0]?.helpUri).toMatch(/\/docs\/errors\.md#entra_forbidden$/);
  });

  test('knows a result again, and tells two of one rule apart', () => {
    const marks = (report: Report) => runIn(report).results.map((each) => Object.values(each.partialFingerprints)[0]);
    const all = marks(reports.drift);
    expect(marks(reports.drift)).toEqual(all);
    expect(new Set(all).size).toBe(all.length);
  });
});
