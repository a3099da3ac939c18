import { expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { githubAs, repository, type GithubSeed } from '../support/emulator-github.ts';
import { fileEmulator } from '../support/file-emulator.ts';
import { expectTranscript, transcripts } from './github-transcript.ts';

const emulator = fileEmulator();
const [first, second, spare] = ['1', '2', '3'].map((digit) => digit.repeat(40));
const spec = { path: '.github/spec.yml', mode: '100644', content: 'version: 1\n' } as const;
const link = { path: 'link.yml', mode: '120000', content: '.github/spec.yml' } as const;
const queued = { event: 'merge_group', head_branch: 'gh-readonly-queue/main/pr-7-0', head_sha: second ?? '' };
const seeds: Readonly<Record<string, GithubSeed>> = {
  git: {
    branches: [{ name: 'main', sha: second ?? '' }],
    trees: [
      { commit: first ?? '', parents: [], files: [{ ...spec, content: 'version: 0\n' }] },
      {
        commit: second ?? '',
        parents: [first ?? ''],
        files: [spec, link, { ...link, path: 'out.yml', content: '../x' }],
      },
    ],
  },
  runs: {
    workflowRuns: [
      { id: 1, ...queued, created_at: '2026-01-01T00:00:00Z' },
      { id: 2, ...queued, created_at: '2026-01-03T00:00:00Z' },
      { id: 3, ...queued, event: 'push', head_branch: 'main' },
      { id: 4, ...queued, path: '.github/workflows/other.yml' },
    ],
  },
  pulls: {
    pulls: [7, 8].map((number) => ({
      ...{ number, title: 'A change', base: { sha: first ?? '', ref: 'main' } },
      head: { sha: second ?? '', ref: 'main', repo: number === 7 ? 'contoso/identity' : 'mona/identity' },
    })),
  },
};

test.each(
  transcripts(`
# a branch and a commit are read by their names, an unknown one is not | git
GET /git/ref/heads%2Fmain => 200 { ref: refs/heads/main, object: { sha: "${second}" } }
GET /git/ref/heads/topic => 404
GET /git/commits/${second} => 200 { parents: [{ sha: "${first}" }] }
GET /git/commits/${spare} => 404
GET /git/trees/${second} => 404
GET /git/blobs/${first} => 404
# the commits of a path are those that changed it | git
GET /commits?sha=main => 200 [{ sha: "${second}" }, { sha: "${first}" }]
GET /commits?sha=main&path=link.yml => 200 [{ sha: "${second}" }]
GET /commits?sha=topic => 404
# the contents of a symbolic link are those of its target, and nothing tells | git
GET /contents/link.yml?ref=main => 200 { type: file, size: 11, content: "~^dmVyc2lvbjogMQo=" }
GET /contents/out.yml?ref=main => 404
# the runs of a workflow are found by event and time | runs
GET /actions/workflows/truu-plan.yml/runs?event=merge_group => 200 { total_count: 2, workflow_runs: [{ id: 2 }, { id: 1 }] }
GET /actions/workflows/truu-plan.yml/runs?event=merge_group&created=2026-01-02T00:00:00Z..2026-01-09T00:00:00Z => 200 { total_count: 1, workflow_runs: [{ id: 2, head_branch: gh-readonly-queue/main/pr-7-0 }] }
GET /actions/workflows/truu-plan.yml/runs?branch=main => 200 { total_count: 1 }
GET /actions/workflows/none.yml/runs => 404
# the list of pull requests does not heed the head | pulls
GET /pulls?head=mona:main => 200 [{ number: 8, head: { ref: main, repo: { full_name: mona/identity } } }, { number: 7 }]
GET /pulls?state=closed => 200 []
`),
)('%s', async (_name, seed, ...lines) => {
  await expectTranscript(emulator, seeds[seed], ...lines);
});

test('trees and blobs have the ids that git gives them', async () => {
  await emulator.reset({ github: seeds['git'] });
  const get = async <T>(at: string): Promise<T> => (await githubAs(emulator)<T>('GET', `${repository}/git/${at}`)).body;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'truu-git-'));
  mkdirSync(path.join(folder, '.github'));
  writeFileSync(path.join(folder, spec.path), spec.content);
  symlinkSync(link.content, path.join(folder, link.path));
  symlinkSync('../x', path.join(folder, 'out.yml'));
  const git = (...command: string[]): string => execFileSync('git', command, { cwd: folder, encoding: 'utf8' }).trim();
  git('init', '--quiet');
  git('add', '.');
  const { tree } = await get<{ tree: { sha: string } }>(`commits/${second}`);
  expect(tree.sha).toBe(git('write-tree'));
  const root = await get<{ tree: { path: string; mode: string; sha: string }[] }>(`trees/${tree.sha}`);
  expect(root.tree.map((entry) => `${entry.mode} ${entry.path}`).sort()).toEqual([
    '040000 .github',
    '120000 link.yml',
    '120000 out.yml',
  ]);
  const blob = git('hash-object', spec.path);
  expect(await get(`blobs/${blob}`)).toMatchObject({ size: 11, encoding: 'base64' });
});
