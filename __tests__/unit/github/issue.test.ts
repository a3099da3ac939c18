import { describe, expect, test } from '@jest/globals';
import type { Issue } from '../../../emulator/github/records.ts';
import { reports } from '../../../samples/reports.ts';
import { publishDriftIssue, type Issued } from '../../../src/github/issue.ts';
import type { Report } from '../../../src/report/report.ts';
import { driftMarker } from '../../../src/report/issue/drift-issue.ts';
import { fileEmulator } from '../../support/file-emulator.ts';
import { githubPort } from '../../support/github-port.ts';

const context = { repositoryUrl: null, commit: null, runUrl: null, now: '2026-11-24T10:00:00.000Z' };

const emulator = fileEmulator();

const issued = async (report: Report): Promise<Issued> =>
  publishDriftIssue(await githubPort(emulator), report, context);
const publish = async (report: Report): Promise<Issued['what']> => (await issued(report)).what;
const issues = (): Issue[] => emulator.world.state.github.issues;
const comments = (): readonly string[] => emulator.world.state.github.comments.map(({ body }) => body);
const opened = async (): Promise<Issue> => {
  expect(await publish(reports.drift)).toBe('opened');
  const [issue] = issues();
  if (issue === undefined) throw new Error('No issue was opened.');
  return issue;
};

describe('the drift issue', () => {
  test.each(['drift', 'drift-findings', 'drift-renewal-due', 'drift-unreadable'] as const)(
    'is opened at %s, once, with its label, and silent when that stays',
    async (name) => {
      expect([await publish(reports[name]), await publish(reports[name])]).toEqual(['opened', 'silent']);
      expect(issues()).toHaveLength(1);
      expect(issues()[0]?.labels.length).toBeGreaterThan(1);
    },
  );

  test('is changed in place when something else drifts, and keeps the labels of others', async () => {
    const issue = await opened();
    issue.labels.push('identity-team');
    expect(await publish(reports['drift-renewal-due'])).toBe('changed');
    expect(issues()).toMatchObject([
      { labels: ['identity-team', 'truu-directory', 'truu-renewal-due'], state: 'open' },
    ]);
    expect(comments()).toEqual([]);
  });

  test('is closed with a comment when all is well, and left alone after that', async () => {
    await opened();
    expect([await publish(reports['in-sync']), await publish(reports['in-sync'])]).toEqual(['closed', 'silent']);
    expect(issues()).toMatchObject([{ state: 'closed', state_reason: 'completed' }]);
    expect(comments()).toEqual([expect.stringContaining('In sync and Healthy again')]);
  });

  test('is reopened rather than doubled', async () => {
    await opened();
    await publish(reports['in-sync']);
    expect(await publish(reports.drift)).toBe('reopened');
    expect(issues()).toMatchObject([{ state: 'open' }]);
  });

  test('that somebody closed as not planned stays closed until something else drifts', async () => {
    Object.assign(await opened(), { state: 'closed', state_reason: 'not_planned' });
    expect(await publish(reports.drift)).toBe('silent');
    expect(await publish(reports['drift-renewal-due'])).toBe('reopened');
  });

  test('says whether the run found something else than it stores, and where it is', async () => {
    const changed = async (name: keyof typeof reports) => (await issued(reports[name])).changed;
    expect(await changed('in-sync')).toBeNull();
    const first = await issued(reports.drift);
    expect(first).toMatchObject({ what: 'opened', changed: null });
    expect(first.url).toMatch(/^https:\/\/github\.com\/contoso\/identity\/issues\/\d+$/);
    expect(await issued(reports.drift)).toEqual({ what: 'silent', url: first.url, changed: false });
    expect(await changed('drift-renewal-due')).toBe(true);
    expect(await issued(reports['in-sync'])).toEqual({ what: 'closed', url: first.url, changed: true });
    expect(await issued(reports['in-sync'])).toEqual({ what: 'silent', url: null, changed: false });
    expect(await changed('drift-renewal-due')).toBe(true);
  });

  test('says nothing of a change where a person closed it or edited what it stores', async () => {
    const issue = await opened();
    issue.body = `${driftMarker('.github/truu-directory.yml')}\nedited`;
    expect((await issued(reports.drift)).changed).toBeNull();
    Object.assign(issue, { state: 'closed', state_reason: 'not_planned' });
    expect((await issued(reports.drift)).changed).toBe(false);
    expect((await issued(reports['in-sync'])).changed).toBeNull();
  });

  test('is not the one that somebody else wrote', async () => {
    const issue = await opened();
    issue.user = 'mona';
    expect(await publish(reports.drift)).toBe('opened');
    expect(issues().map(({ user }) => user)).toEqual(['mona', 'github-actions[bot]']);
  });

  test('is mended when somebody edited what it remembers', async () => {
    const issue = await opened();
    issue.body = `${driftMarker('.github/truu-directory.yml')}\nedited`;
    expect(await publish(reports.drift)).toBe('changed');
    expect(issues()[0]?.body).not.toContain('edited');
  });

  test('is not closed by a run that could not look', async () => {
    await opened();
    expect(await publish(reports['plan-no-change'])).toBe('silent');
    expect(await publish({ ...reports['in-sync'], health: 'unknown' })).toBe('silent');
    expect(issues()).toMatchObject([{ state: 'open' }]);
  });
});
