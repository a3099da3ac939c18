import { expect, test } from '@jest/globals';
import type { RunEvent } from '../../../src/action/event.ts';
import { skippedOn } from '../../../src/action/offline.ts';
import type { Mode } from '../../../src/catalog/modes.ts';

const own = { number: 5, headSha: 'a', fork: false, dependabot: false };
const url = { ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.example' };

/** Whether a run is content with its spec. */
const skips = (mode: Mode, pull: RunEvent['pull'], env: Record<string, string>, secret: string): boolean =>
  skippedOn(mode, { pull } as RunEvent, env, () => secret) !== null;

test.each<[string, Mode, RunEvent['pull'], Record<string, string>, string, boolean]>([
  ['a fork gets no token', 'plan', { ...own, fork: true }, {}, 'value', true],
  ['a fork gets no secret', 'plan', { ...own, fork: true }, url, '', true],
  ['Dependabot gets neither', 'plan', { ...own, dependabot: true }, {}, '', true],
  ['a fork gets both', 'plan', { ...own, fork: true }, url, 'value', false],
  ['an own branch gets neither', 'plan', own, {}, '', false],
  ['there is no pull request', 'plan', null, {}, '', false],
  ['a fork gets neither', 'apply', { ...own, fork: true }, {}, '', false],
  ['a fork gets neither', 'drift', { ...own, fork: true }, {}, '', false],
])('when %s in mode %s, a green run without a login is right or not', (_when, mode, pull, env, secret, expected) => {
  expect(skips(mode, pull, env, secret)).toBe(expected);
});
