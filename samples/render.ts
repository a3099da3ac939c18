import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { renderComment, type CommentContext } from '../src/report/comment/comment.ts';
import { renderDriftIssue, type DriftContext } from '../src/report/issue/drift-issue.ts';
import { toJson } from '../src/report/json/json.ts';
import type { Report } from '../src/report/report.ts';
import { renderSummary } from '../src/report/summary/summary.ts';
import { reports } from './reports.ts';

const place = {
  repositoryUrl: 'https://github.com/contoso/identity',
  commit: '4f1d0c2b9a8e7f6d5c4b3a29180f7e6d5c4b3a29',
  runUrl: 'https://github.com/contoso/identity/actions/runs/7421903311',
} as const;
const current: CommentContext = { ...place, freshness: { kind: 'current' } };
const superseded: CommentContext = {
  ...place,
  freshness: { kind: 'superseded', by: '9e8d7c6b5a4f3e2d1c0b9a8f7e6d5c4b3a291807' },
};
const merged: CommentContext = { ...place, freshness: { kind: 'merged' } };
const scheduled: DriftContext = { ...place, now: '2026-11-24T10:00:00.000Z', before: null };

const issue = (report: Report, context: DriftContext = scheduled): string => {
  const made = renderDriftIssue(report, context);
  if (made.kind === 'leave') throw new Error('There is no issue for this report.');
  return made.kind === 'close' ? made.comment : made.body;
};

const commented = [
  'check-red',
  'plan-from-nothing',
  'plan-no-change',
  'plan-new-power',
  'plan-adoption',
  'refused-ceiling',
  'error-login',
] as const;
const drifting = [
  'drift',
  'drift-findings',
  'drift-old-secret-in-use',
  'drift-renewal-due',
  'drift-unreadable',
] as const;

/** Every surface in every state, by name. */
export const samples = (): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(Object.entries(reports).map(([name, report]) => [`summary-${name}`, renderSummary(report)])),
  ...Object.fromEntries(commented.map((name) => [`comment-${name}`, renderComment(reports[name], current)])),
  'comment-superseded': renderComment(reports['plan-new-power'], superseded),
  'comment-merged': renderComment(reports.applied, merged),
  'comment-merged-not-healthy': renderComment(reports['apply-not-healthy'], merged),
  ...Object.fromEntries(drifting.map((name) => [`issue-${name}`, issue(reports[name])])),
  'issue-closing-comment': issue(reports['in-sync']),
});

/** The files of the samples: Markdown, and a report as JSON. */
export const files = (): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(Object.entries(samples()).map(([name, markdown]) => [`${name}.md`, markdown])),
  'report-plan-new-power.json': toJson(reports['plan-new-power']),
});

/** Names of the files in a folder that are missing, stale or too many. */
export const staleIn = async (folder: string): Promise<readonly string[]> => {
  const fresh = files();
  const there = (await readdir(folder)).filter((name) => !kept.has(path.extname(name)));
  const names = [...new Set([...Object.keys(fresh), ...there])].sort();
  const checked = await Promise.all(
    names.map(async (name) => {
      const text = await readFile(path.join(folder, name), 'utf8').catch(() => null);
      return text === fresh[name] ? [] : [name];
    }),
  );
  return checked.flat();
};

/** Pictures are made by hand. */
const kept = new Set(['.png']);

/** Writes the samples, and removes those that are no more. */
export const write = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const fresh = files();
  for (const name of await readdir(folder))
    if (!kept.has(path.extname(name)) && fresh[name] === undefined) await rm(path.join(folder, name));
  for (const [name, text] of Object.entries(fresh)) await writeFile(path.join(folder, name), text);
};
