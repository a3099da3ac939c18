import { expect, test } from '@jest/globals';
import { githubLimitMs } from '../../../src/github/rate-limit.ts';

const date = 'Wed, 25 Nov 2026 10:00:00 GMT';
const inFortySeconds = String(Date.parse(date) / 1_000 + 40);
const secondary = { message: 'You have exceeded a secondary rate limit. Please wait a few minutes.' };
const ofContent = { message: 'You have exceeded a secondary rate limit and have been temporarily blocked.' };
const old = { message: 'You have triggered an abuse detection mechanism.' };
const integration = { message: 'Resource not accessible by integration' };
const graphql = { 'x-ratelimit-resource': 'graphql' };

test.each<[string, number, Readonly<Record<string, string>>, unknown, number | null]>([
  ['a secondary limit that names a time', 403, { 'retry-after': '7' }, secondary, 7_000],
  ['the same as 429', 429, { 'retry-after': '7' }, secondary, 7_000],
  ['a secondary limit by its words alone', 403, {}, secondary, 60_000],
  ['one of content', 403, {}, ofContent, 60_000],
  ['one in the words of 2021', 403, {}, old, 60_000],
  ['a 429 that names nothing', 429, {}, {}, 60_000],
  ['a limit whose answer is a page', 429, {}, null, 60_000],
  ['an hour without requests', 403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inFortySeconds }, {}, 40_000],
  ['an hour that is over', 403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' }, {}, 0],
  ['an hour without an end', 403, { 'x-ratelimit-remaining': '0' }, {}, 60_000],
  ['a missing permission', 403, { 'x-ratelimit-remaining': '9' }, integration, null],
  ['a page of a proxy', 403, {}, null, null],
  ['an unknown repository', 404, {}, secondary, null],
  ['an answer', 200, {}, secondary, null],
  ['a limit of GraphQL', 200, graphql, { errors: [{ type: 'RATE_LIMITED', message: 'x' }] }, 60_000],
  ['a secondary one of GraphQL', 200, graphql, { errors: [secondary] }, 60_000],
  ['another error of GraphQL', 200, graphql, { errors: [{ type: 'NOT_FOUND', message: 'x' }] }, null],
  ['an answer of GraphQL', 200, graphql, { data: {} }, null],
])('%s', (_what, status, headers, body, expected) => {
  const text = body === null ? '<html>' : JSON.stringify(body);
  expect(githubLimitMs({ status, headers: new Headers({ date, ...headers }), text })).toBe(expected);
});
