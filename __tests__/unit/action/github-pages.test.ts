import { expect, test } from '@jest/globals';
import { createGithub } from '../../../src/action/github.ts';
import type { Http } from '../../../src/support/http.ts';
import { Secret } from '../../../src/support/secret.ts';

const apiUrl = 'https://github.example/api/v3';

/** Lists comments at a GitHub whose first page links to another; says where the token went. */
const following = async (next: string) => {
  const asked: string[] = [];
  const http: Http = async ({ url }) => {
    asked.push(url);
    const headers = asked.length === 1 ? { link: `<${next}>; rel="next"` } : {};
    const answer = { status: 200, text: '[]', attempts: 1, way: { host: 'github.example', proxy: null } };
    return { ...answer, headers: new Headers({ 'content-type': 'application/json', ...headers }) };
  };
  const github = await createGithub(new Secret('ghs'), { repository: { owner: 'o', repo: 'r' }, apiUrl }, http);
  const ended = await github.comments(1).then(
    () => 'read',
    (thrown: unknown) => (thrown as Error).name,
  );
  return { ended, hosts: asked.map((url) => new URL(url).origin) };
};

test.each([
  ['https://evil.example/api/v3/repos/o/r/issues/1/comments?page=2'],
  ['http://github.example/api/v3/repos/o/r/issues/1/comments?page=2'],
  ['https://github.example.evil.example/api/v3/repos/o/r/issues/1/comments?page=2'],
  ['https://github.example:8443/api/v3/repos/o/r/issues/1/comments?page=2'],
])('the token does not follow a page of GitHub to %s', async (next) => {
  expect(await following(next)).toEqual({ ended: 'GithubFailure', hosts: ['https://github.example'] });
});

test('a page of GitHub on the same host is followed', async () => {
  const hosts = ['https://github.example', 'https://github.example'];
  expect(await following(`${apiUrl}/repos/o/r/issues/1/comments?page=2`)).toEqual({ ended: 'read', hosts });
});
