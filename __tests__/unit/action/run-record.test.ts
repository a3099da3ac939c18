import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { distDigest } from '../../../src/action/dist-digest.ts';
import type { GithubContext } from '../../../src/action/publish-github.ts';
import { recordOf, type RecordParts } from '../../../src/action/run-record.ts';
import { GithubFailure } from '../../../src/github/port.ts';
import type { Report } from '../../../src/report/report.ts';
import { reportWith } from '../report/report-samples.ts';

const approvals = [{ by: 'mona', state: 'approved', environments: ['production'] }];
const github = (more: Partial<GithubContext['event']> = {}, answer: () => Promise<unknown> = async () => approvals) =>
  ({
    github: { approvals: answer },
    event: { pull: null, queuedPull: null, ...more },
    forkPull: null,
  }) as unknown as GithubContext;
const env = { GITHUB_RUN_ID: '9', GITHUB_RUN_ATTEMPT: '2', GITHUB_REF: 'refs/heads/main', GITHUB_ACTOR: 'octocat' };
const recorded = (report: Partial<Report>, parts: Partial<RecordParts> = {}) =>
  recordOf(reportWith(report), {
    ...{ env, startedAt: '2026-11-25T10:00:00.000Z', script: '/nowhere/index.js', github: github(), published: null },
    ...parts,
  });
const refused = { status: 403, githubMessage: null, requestId: null, accepts: null };

describe('who approved a run', () => {
  test.each<[string, Partial<Report>, Partial<RecordParts>, unknown]>([
    ['is read of one that writes', { mode: 'apply' }, {}, approvals],
    ['is not asked for of one that only reads', { mode: 'plan' }, {}, null],
    ['is not asked for without a token', { mode: 'apply' }, { github: null }, null],
    ['is not asked for of a cancelled one', { mode: 'apply', result: 'cancelled' }, {}, null],
    ['is not asked for without an environment', { mode: 'renew', environment: { name: null, rule: 'none' } }, {}, null],
    [
      'is unknown, and no failure, where GitHub refuses',
      { mode: 'apply' },
      { github: github({}, () => Promise.reject(new GithubFailure('read', refused))) },
      null,
    ],
  ])('%s', async (_what, report, parts, expected) => {
    expect((await recorded(report, parts)).approvals).toEqual(expected);
  });
});

describe('the pull request of a run', () => {
  const pull = { number: 5, headSha: 'c', fork: false, dependabot: false };
  const published = { done: [], warnings: [], pull: 7, links: {} } as unknown as RecordParts['published'];

  test.each<[string, Partial<RecordParts>, unknown]>([
    ['of the event', { github: github({ pull }) }, { number: 5, headCommit: 'c' }],
    ['of the ref', { env: { GITHUB_REF: 'refs/pull/6/merge' }, github: null }, { number: 6, headCommit: null }],
    ['of the queue', { github: github({ queuedPull: 8 }) }, { number: 8, headCommit: null }],
    ['on which it was shown', { published }, { number: 7, headCommit: null }],
    ['of none', {}, null],
  ])('is the one %s', async (_what, parts, expected) => {
    expect((await recorded({}, parts)).pullRequest).toEqual(expected);
  });
});

test('what no runner says is null', async () => {
  const { startedAt: _, endedAt, action, ...rest } = await recorded({ mode: 'apply' }, { env: {}, github: null });
  expect([...new Set(Object.values(rest))]).toEqual([null]);
  expect(endedAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{3}Z$/);
  expect(action).toMatchObject({ repository: null, ref: null, digest: null });
});

describe('the digest of the build', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'truu-digest-'));
    await mkdir(path.join(folder, 'sub'));
    for (const name of ['index.js', 'Z.js', 'sub/a.js']) await writeFile(path.join(folder, name), name);
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('is the one of the list of sha256sum, in the order of bytes', async () => {
    const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
    const list = ['Z.js', 'index.js', 'sub/a.js'].map((name) => `${hash(name)}  ${name}\n`).join('');
    expect(await distDigest(path.join(folder, 'index.js'))).toBe(`sha256:${hash(list)}`);
  });

  test('is unknown for another script, and for a folder that cannot be read', async () => {
    expect(await distDigest(path.join(folder, 'Z.js'))).toBeNull();
    expect(await distDigest(path.join(folder, 'gone/index.js'))).toBeNull();
  });
});
