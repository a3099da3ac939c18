import { test } from '@jest/globals';
import { fileEmulator } from '../support/file-emulator.ts';
import { expectTranscript, transcripts } from './github-transcript.ts';

const emulator = fileEmulator();
const sha = (digit: string): string => digit.repeat(40);
const pull = (number: number, digit: string, more: object = {}) => ({
  ...{ number, title: `Change ${number}`, user: 'hubot', base: { sha: sha('0'), ref: 'main' } },
  ...{ head: { sha: sha(digit), ref: `topic-${number}`, repo: 'contoso/identity' }, ...more },
});
const fork = (ref: string, repo: string | null) => pull(3, '4', { head: { sha: sha('4'), ref, repo } });
const all = {
  commits: [sha('e'), sha('d')],
  pulls: [
    pull(1, '1', { merged: true, merge_commit_sha: sha('a') }),
    // A rebase: two commits, put onto the base branch as two others.
    pull(2, '2', { merged: true, merge_commit_sha: sha('c'), commits: [sha('3'), sha('b')] }),
    fork('main', 'mona/identity'),
    pull(4, '5', { state: 'closed' }),
    // Opened from the branch of the first before its merge; a test merge is not a merge.
    pull(5, '6', { commits: [sha('1')], merge_commit_sha: sha('d') }),
    // Based on the merge commit of the first.
    pull(6, '7', { commits: [sha('a')] }),
  ],
};
const seeds: Readonly<Record<string, object>> = {
  all,
  fork: { pulls: [fork('elsewhere', 'mona/identity')] },
  deleted: { pulls: [fork('a', null)] },
};

test.each([
  ['a merge or squash commit: the pull request that it merged, not a later one that contains it', sha('a'), [1]],
  ['the last commit of a rebase', sha('c'), [2]],
  ['an earlier commit of a rebase', sha('b'), [2]],
  ['a commit that was rebased', sha('3'), [2]],
  ['a merged head that an open pull request contains too', sha('1'), [1, 5]],
  ['a head in a fork', sha('4'), [3]],
  ['a head that was closed without a merge', sha('5'), []],
  ['a test merge', sha('d'), []],
  ['a commit without pull requests', sha('e'), []],
  ['a branch', 'topic-5', [5]],
  ['the branch of the run, not the same name in a fork', 'main', []],
])('the pull requests of %s', async (_name, ref, numbers) => {
  await expectTranscript(emulator, all, `GET /commits/${ref}/pulls => 200 number: ${JSON.stringify(numbers)}`);
});

test.each(
  transcripts(`
# a list has merged_at, but not merged | all
GET /commits/${sha('a')}/pulls => 200 [{ number: 1, state: closed, merged_at: ~., head: { sha: "${sha('1')}", repo: { full_name: contoso/identity } } }]
GET /commits/${sha('a')}/pulls => 200 [{ merged: !absent }]
# the pull requests of an unknown commit are refused | all
GET /commits/${sha('f')}/pulls => 422 message: No commit found for SHA: ${sha('f')}
# the pull requests of a branch that only a fork has are refused | fork
GET /commits/elsewhere/pulls => 422
# a pull request has its merge and its repository | all
GET /pulls/1 => 200 { number: 1, merged: true, state: closed, merge_commit_sha: ${sha('a')}, user: { login: hubot }, base: { ref: main, repo: { full_name: contoso/identity } } }
GET /pulls/3 => 200 { merged: false, state: open, merged_at: null, head: { label: "mona:main", repo: { full_name: mona/identity, fork: true } } }
GET /pulls/9 => 404
# a pull request from a deleted fork has no repository | deleted
GET /pulls/3 => 200 { head: { sha: "${sha('4')}", repo: null, user: null } }
`),
)('%s', async (_name, seed, ...lines) => {
  await expectTranscript(emulator, seeds[seed], ...lines);
});
