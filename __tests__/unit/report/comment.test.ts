import { describe, expect, test } from '@jest/globals';
import { reports } from '../../../samples/reports.ts';
import { findPermission, summaryOf } from '../../../src/catalog/permissions.ts';
import { changeOf, note } from '../../../src/plan/changes.ts';
import type { Change } from '../../../src/plan/types.ts';
import {
  commentMarker,
  commitIn,
  isWorthAComment,
  renderComment,
  type CommentContext,
} from '../../../src/report/comment/comment.ts';
import type { Report, ReportedPlan } from '../../../src/report/report.ts';
import { harmIn } from './markdown-tree.ts';
import { diagnostic, failure, reportWith } from './report-samples.ts';

const context: CommentContext = {
  repositoryUrl: 'https://github.com/contoso/identity',
  commit: 'a'.repeat(40),
  runUrl: 'https://github.com/contoso/identity/actions/runs/1',
  freshness: { kind: 'current' },
};
const comment = (report: Report, more: Partial<CommentContext> = {}): string =>
  renderComment(report, { ...context, ...more });
const bytes = (text: string): number => Buffer.byteLength(text, 'utf8');
const titles = (text: string): readonly string[] =>
  [...text.matchAll(/^(?:#### (.*)|<summary>(.*)<\/summary>)$/gm)].map(([, open, folded]) => open ?? `[${folded}]`);

const privilege = (name: string): Change =>
  changeOf({
    target: { kind: 'permission', ...summaryOf('application', name, findPermission('application', name)) },
    act: 'grant',
    title: 'Grant a permission',
    fields: [{ path: 'granted', before: false, after: true }],
    range: { file: 'spec.yml', line: 7, column: 1, endLine: 7, endColumn: 9 },
    danger: 'privilege',
    reason: 'requested, not granted',
  });
const planOf = (changes: readonly Change[], notes: ReportedPlan['notes'] = []): ReportedPlan => ({
  changes,
  steps: [],
  notes,
  refusals: [],
  fingerprint: 'f'.repeat(64),
  trustInputs: {},
});
const many = (length: number): readonly number[] => Array.from({ length }, (_, index) => index);

describe('the marker', () => {
  test('is the same for each way of writing the path of one spec', () => {
    const paths = ['.github/truu.yml', './.github/truu.yml', '.github//truu.yml', '.github\\truu.yml'];
    expect(new Set(paths.map(commentMarker)).size).toBe(1);
  });

  test('differs for another spec', () => {
    expect(commentMarker('a.yml')).not.toBe(commentMarker('b.yml'));
  });
});

describe('the commit of a comment', () => {
  test('is read back from it, in one line or whole', () => {
    for (const name of ['plan-no-change', 'plan-new-privilege'] as const)
      expect(commitIn(comment(reports[name]))).toBe('a'.repeat(40));
  });

  test.each([
    ['a comment that names none', comment(reports['plan-new-privilege'], { commit: null })],
    ['a commit that is none', comment(reports['plan-new-privilege'], { commit: '--> <b>' })],
    ['no comment of ours', `hello\n\n<!-- commit:${'a'.repeat(40)} -->`],
  ])('is not read from %s', (_what, text) => {
    expect(commitIn(text)).toBeNull();
    expect(text).not.toContain('<b>');
  });
});

describe('the plan comment', () => {
  test('tells of no change in one line', () => {
    expect(comment(reports['plan-no-change']).trim().split('\n')).toEqual([
      commentMarker('.github/truu-directory.yml'),
      `<!-- commit:${'a'.repeat(40)} -->`,
      expect.stringMatching(/^\*\*TruU Entra directory:\*\* No changes\. /),
    ]);
  });

  test('shows new power first, folds the rest, and ends with what it takes and the fingerprint', () => {
    const text = comment(reports['plan-from-nothing']);
    expect(titles(text)).toEqual([
      'Privileges (8)',
      'Secret (1)',
      'TruU (3)',
      '[Other changes in Entra (2)]',
      'Required to apply',
    ]);
    expect(text).toContain(`Fingerprint \`${reports['plan-from-nothing'].plan?.fingerprint ?? 'none'}\``);
  });

  test('says of each new power what it allows, and links the line of the spec that asks for it', () => {
    const [line] = comment(reports['plan-new-privilege'])
      .split('\n')
      .filter((one) => one.includes('UserAuthenticationMethod.ReadWrite.All'));
    expect(line).toContain('and so sign in as any of them');
    expect(line).toContain(
      `[line 16](https://github.com/contoso/identity/blob/${'a'.repeat(40)}/.github/truu-directory.yml#L16)`,
    );
  });

  test('shows each field before and after', () => {
    expect(comment(reports['plan-new-privilege'])).toContain('configurationName: `US-Denver-Production` → `US-Denver`');
  });

  test('names the rights that apply needs, that this login lacks them, and who can grant them', () => {
    const text = comment(reports['plan-from-nothing']);
    expect(text).toContain('`AppRoleAssignment.ReadWrite.All`');
    expect(text).toContain('has none of these');
    expect(text).toContain('a Privileged Role Administrator or a Global Administrator');
  });

  test('says so when the login of the run has the rights that apply needs', () => {
    const roles = [
      'Application.ReadWrite.OwnedBy',
      'AppRoleAssignment.ReadWrite.All',
      'DelegatedPermissionGrant.ReadWrite.All',
    ];
    const text = comment({ ...reports['plan-from-nothing'], loginRoles: roles });
    expect(text).toContain("This job's identity has them");
    expect(text).not.toContain('Who can grant them');
  });

  test('names the line that a refusal is about', () => {
    expect(comment(reports['refused-ceiling'])).toMatch(/`PLAN_CEILING`[\s\S]*\[line 14\]\(https:/);
  });

  test('of an error says what to do and shows the evidence', () => {
    const text = comment(reports['error-login']);
    for (const part of ['> [!CAUTION]', '`AUTH_SUBJECT_MISMATCH`', '**Fix:**', '`repo:contoso/identity:pull_request`'])
      expect(text).toContain(part);
  });

  test.each(['0:,', '0:0', ':', ''])('makes nothing live of the colon behind the name "%s" of evidence', (name) => {
    const odd = failure('SPEC_NOT_FOUND', { evidence: [{ name, value: '' }] });
    expect(harmIn(comment(reportWith({ red: true, failures: [odd] })))).toEqual([]);
  });

  test('of an invalid spec links each line', () => {
    expect(comment(reports['check-red']).match(/^- \[line \d+\]\(https:/gm)).toHaveLength(3);
  });

  test('says by which push it was superseded, and keeps the old plan folded and without its fingerprint', () => {
    const text = comment(reports['plan-new-privilege'], { freshness: { kind: 'superseded', by: 'b'.repeat(40) } });
    expect(text).toContain('Superseded by the newer push `bbbbbbb`');
    expect(titles(text)).toEqual(['[Plan before that push]']);
    expect(text).not.toContain('Fingerprint');
  });

  test('tells after the merge what was done and what became of it', () => {
    const text = comment(reports.applied, { freshness: { kind: 'merged' } });
    expect(titles(text)[0]).toBe('What was done');
    expect(text).toMatch(/Applied 14 changes\. No changes are left, and TruU reports Healthy/);
    expect(text).toContain("TruU's secret expires 2027-11-24 09:58:00Z");
  });

  test('tells after the merge what is still wanted', () => {
    const text = comment(reports['apply-not-healthy'], { freshness: { kind: 'merged' } });
    expect(titles(text).slice(0, 3)).toEqual([
      'TruU does not report the directory as Healthy',
      'Still to apply (1)',
      'What was done',
    ]);
  });

  test.each([
    ['no commit', { commit: null }],
    ['a commit that is none', { commit: 'main) [a](https://evil.example' }],
    ['no repository', { repositoryUrl: null }],
    ['a repository that is no web address', { repositoryUrl: 'javascript:alert(1)' }],
  ])('shows lines without links when there is %s', (_what, more) => {
    const text = comment(reports['plan-new-privilege'], more);
    expect(text).toContain('line 16<br>');
    expect(harmIn(text)).toEqual([]);
  });
});

describe('the limit of the comment', () => {
  const notes = many(500).map((n) => note({ kind: 'owner', id: String(n) }, 'A way in', '😀'.repeat(200)));

  test('gives up what is folded before anything that is open', () => {
    const text = comment(reportWith({ result: 'changes', plan: planOf([privilege('User.Read.All')], notes) }));
    expect(bytes(text)).toBeLessThanOrEqual(60_000);
    expect(text).toContain('Can read the full profile of every user.');
    expect(text).toContain('_Omitted for length: see [the full summary of the run]');
    expect(text).toContain('Fingerprint');
  });

  test('names every new power also when there is no room to explain it', () => {
    const changes = many(300).map((n) => privilege(`Power${n}.${'x'.repeat(60)}`));
    const text = comment(reportWith({ result: 'changes', plan: planOf(changes, notes) }));
    expect(bytes(text)).toBeLessThanOrEqual(60_000);
    expect(text.match(/^- `\+` `Power/gm)).toHaveLength(300);
  });

  test('counts what is missing when there is no room even for names', () => {
    const changes = many(3_000).map((n) => privilege(`Power${n}.${'x'.repeat(60)}`));
    const text = comment(reportWith({ result: 'changes', plan: planOf(changes, notes) }));
    const shown = text.match(/^- `\+` `Power/gm)?.length ?? 0;
    expect(bytes(text)).toBeLessThanOrEqual(60_000);
    expect(shown).toBeGreaterThan(300);
    expect(text).toContain(`_${3_000 - shown} more: see [the full summary of the run]`);
    expect(text).toContain('Fingerprint');
  });

  test('holds for very many problems and failures', () => {
    const diagnostics = many(1_000).map((n) => diagnostic(n + 1, { message: 'é'.repeat(300) }));
    const failures = many(80).map(() => failure('TRUU_REFUSED', { message: '😀'.repeat(500) }));
    expect(bytes(comment(reportWith({ red: true, diagnostics, failures })))).toBeLessThanOrEqual(60_000);
  });
});

describe('what is worth a comment', () => {
  test.each<[keyof typeof reports, boolean]>([
    ['plan-no-change', false],
    ['plan-from-nothing', true],
    ['refused-ceiling', true],
    ['error-login', true],
    ['check-red', true],
    ['applied', true],
  ])('of %s: %s', (name, expected) => {
    expect(isWorthAComment(reports[name])).toBe(expected);
  });
});
