import { expect, test } from '@jest/globals';
import { isViewer, type Author, type Viewer } from '../../../src/github/port.ts';

test.each<[string, Author, Viewer, boolean]>([
  ['the account', { login: 'bot', id: 1 }, { login: 'bot', id: 1 }, true],
  ['the account under a new name', { login: 'renamed', id: 1 }, { login: 'bot', id: 1 }, true],
  ['another account that took its name', { login: 'bot', id: 2 }, { login: 'bot', id: 1 }, false],
  ['the account by its name when it has no number', { login: 'bot', id: 1 }, { login: 'bot', id: null }, true],
  ['another account when it has no number', { login: 'other', id: 1 }, { login: 'bot', id: null }, false],
  ['a deleted account', null, { login: 'bot', id: null }, false],
])('what was written by %s is ours only when the account is the same', (_who, author, viewer, ours) => {
  expect(isViewer(author, viewer)).toBe(ours);
});
