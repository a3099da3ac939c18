import { describe, expect, test } from '@jest/globals';
import { changeItem, plainLine } from '../../../src/report/parts/change-list.ts';
import { changeOf } from '../../../src/plan/changes.ts';
import { hiddenDifference } from '../../../src/support/hidden-difference.ts';
import { logText } from '../../../src/support/text.ts';

describe('a difference that cannot be seen', () => {
  test.each([
    ['TruU\u00A0', 'TruU', 'character 5: U+00A0 → none'],
    ['TruU ', 'TruU', 'character 5: U+0020 → none'],
    ['US\u00A0Denver', 'US Denver', 'character 3: U+00A0 → U+0020'],
    ['Tru\u200BU', 'TruU', 'character 4: U+200B → U+0055'],
    ['Zu\u0308rich', 'Z\u00FCrich', 'character 2: U+0075 → U+00FC'],
    ['D\u0435nver', 'Denver', 'character 2: U+0435 → U+0065'],
    ['US\u2011Denver', 'US-Denver', 'character 3: U+2011 → U+002D'],
  ])('is told of %j and %j', (before, after, expected) => expect(hiddenDifference(before, after)).toBe(expected));

  test.each([
    ['TruU', 'TruU'],
    ['TruU', 'truu'],
    ['Denver', 'Zürich'],
    ['', 'TruU'],
  ])('is none of %j and %j', (before, after) => expect(hiddenDifference(before, after)).toBeNull());

  test('is shown by a plan, and the character itself on every surface', () => {
    const change = changeOf({
      target: { kind: 'application-property', property: 'displayName' },
      act: 'update',
      title: 'Update the registration',
      fields: [{ path: 'displayName', before: 'TruU\u00A0', after: 'TruU' }],
      range: null,
    });
    expect(changeItem(change, plainLine)).toContain('`TruU\\u{a0}` → `TruU` (character 5: U+00A0 → none)');
    expect(logText('TruU\u00A0\u2800\u3164|')).toBe('TruU\\u{a0}\\u{2800}\\u{3164}|');
    expect(logText('\u2764\uFE0F')).toBe('\u2764\uFE0F');
  });
});
