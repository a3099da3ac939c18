import { describe, expect, test } from '@jest/globals';
import { accessAdvice } from '../../../src/github/access-advice.ts';
import { GithubFailure, IssuesOff, type GithubAnswer } from '../../../src/github/port.ts';
import { publishWarning } from '../../../src/github/publish-warning.ts';
import { tokenKindOf, type TokenKind } from '../../../src/github/token-kind.ts';
import type { GithubSurface } from '../../../src/report/surfaces.ts';

const failure = (status: number | null, more: Partial<GithubAnswer> = {}): GithubFailure =>
  new GithubFailure('write it', { status, githubMessage: null, requestId: null, accepts: null, ...more });

describe('the kind of a token', () => {
  test.each<[string, TokenKind]>([
    ['ghs_a', 'installation'],
    ['ghp_a', 'classic'],
    ['gho_a', 'classic'],
    ['0123456789abcdef0123456789abcdef01234567', 'classic'],
    ['github_pat_a', 'fine-grained'],
    ['something else', 'installation'],
  ])('%s is %s', (token, kind) => {
    expect(tokenKindOf(token)).toBe(kind);
  });
});

describe('what a warning of a surface advises', () => {
  test.each<[GithubSurface, TokenKind, GithubFailure, string]>([
    ['comment', 'installation', failure(403), 'Add "pull-requests: write" to the permissions of the job'],
    ['check', 'installation', failure(403), 'Add "checks: write"'],
    ['issue', 'installation', failure(404), 'Add "issues: write" to the permissions of the job'],
    ['comment', 'classic', failure(404), 'give the token the scope "repo"'],
    ['comment', 'classic', failure(403), 'authorize it for the organization'],
    ['comment', 'fine-grained', failure(403), 'the repository permission "Pull requests: Read and write"'],
    ['issue', 'fine-grained', failure(403), 'the repository permission "Issues: Read and write"'],
    [
      'check',
      'classic',
      failure(403),
      'which GitHub does not accept for this: set "github-token: ${{ github.token }}"',
    ],
    ['check', 'fine-grained', failure(403), 'which GitHub does not accept for this'],
    [
      'issue',
      'installation',
      failure(403, { githubMessage: 'Resource not accessible by personal access token' }),
      'the repository permission "Issues: Read and write"',
    ],
    [
      'check',
      'installation',
      failure(403, { githubMessage: 'You must authenticate via a GitHub App.' }),
      'which GitHub does not accept for this',
    ],
    ['comment', 'classic', failure(401), 'it has expired, was revoked or is incomplete'],
    ['comment', 'installation', failure(403, { limited: true }), 'A rate limit of GitHub refused it'],
    ['check', 'installation', failure(429, { limited: true }), 'A rate limit of GitHub refused it'],
    ['issue', 'installation', failure(301), 'The repository was renamed or transferred'],
    ['comment', 'installation', failure(307), 'The repository was renamed or transferred'],
    ['comment', 'installation', failure(502), 'The next run tries again.'],
    ['comment', 'installation', failure(null), 'The next run tries again.'],
  ])('%s with a token that is %s', (surface, kind, thrown, advice) => {
    const { message } = publishWarning(surface, thrown, kind);
    expect(message).toContain(advice);
    expect(message.includes('to the permissions of the job')).toBe(
      advice.startsWith('Add "') || (surface === 'check' && advice.startsWith('which')),
    );
  });

  test('names issues that are switched off, and no permission', () => {
    const { message, severity } = publishWarning('issue', new IssuesOff(), 'installation');
    expect([severity, message]).toEqual(['warning', expect.stringContaining('Issues are switched off')]);
    expect(message).toContain('"drift-issue: false"');
    expect(message).not.toMatch(/permission|tries again/);
  });

  test('a limit on the record of a plan is no matter of rights', () => {
    expect(publishWarning('check', failure(403, { limited: true }), 'installation').severity).toBe('warning');
    expect(publishWarning('check', failure(403), 'installation').severity).toBe('notice');
  });
});

test.each<[Parameters<typeof accessAdvice>[0], TokenKind, number, string]>([
  ['review', 'installation', 403, 'Add "actions: read", "checks: read"'],
  ['review', 'classic', 404, 'give the token the scope "repo"'],
  ['review', 'fine-grained', 403, 'which GitHub does not accept for this'],
  ['review', 'installation', 301, 'The repository was renamed or transferred'],
  ['fork', 'installation', 403, 'Add "contents: read" and "pull-requests: write"'],
  ['fork', 'fine-grained', 403, '"Contents: Read-only" and "Pull requests: Read and write"'],
])('the read of a %s with a token that is %s and %d', (use, kind, status, advice) => {
  expect(accessAdvice(use, failure(status), kind)).toContain(advice);
});
