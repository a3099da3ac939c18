import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fingerprintIn, readRecord, recordId, recordName, recordText } from '../../../src/report/check/record.ts';
import { changeOf } from '../../../src/plan/changes.ts';
import { reviewedChanges } from '../../../src/plan/review.ts';
import type { Change } from '../../../src/plan/types.ts';
import { hostileText } from '../../support/arbitraries.ts';
import { harmIn, treeOf } from './markdown-tree.ts';

const changeWith = (text: string, long = false): Change =>
  changeOf({
    target: { kind: 'cluster', name: text },
    act: 'update',
    title: 'Connect the cluster',
    fields: [{ path: 'directoryId', before: text, after: long ? 'x'.repeat(70_000) : null }],
    range: null,
  });

const trustInputs = { rotate: '', 'known-owners': 'a b' };

describe('the record of a plan', () => {
  test('gives back what it was given, and is code and nothing else, whatever the names are', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const changes = [changeWith(text)];
        const kept = recordText({ changes, trustInputs });
        expect(readRecord(kept)).toEqual({ trustInputs, changes: reviewedChanges({ changes }) });
        expect(treeOf(kept).map(({ type }) => type)).toEqual(['root', 'paragraph', 'text', 'code']);
        expect(kept).toMatch(/^[\x20-\x7e\n]*$/);
        expect(harmIn(recordName(text))).toEqual([]);
      }),
    );
  });

  test('leaves out what is due only by time', () => {
    expect(
      readRecord(recordText({ trustInputs, changes: [{ ...changeWith('a'), dueByTime: true }] }))?.changes,
    ).toEqual([]);
  });

  test('of a plan that is too long keeps nothing, and says so', () => {
    const text = recordText({ trustInputs, changes: [changeWith('a', true)] });
    expect(text).toBe('The plan was too long to record as data.');
    expect(readRecord(text)).toBeNull();
  });

  test.each(['', '{}', 'The plan as data, which apply compares with its own plan:\n\n```json\n[{"address":1}]\n```\n'])(
    'is none in %j',
    (text) => {
      expect(readRecord(text)).toBeNull();
    },
  );

  test('belongs to one spec by its id', () => {
    const id = recordId('a.yml', 'f'.repeat(64));
    expect(fingerprintIn(id, './a.yml')).toBe('f'.repeat(64));
    expect(fingerprintIn(id, 'b.yml')).toBeNull();
    expect(fingerprintIn(`${id}0`, 'a.yml')).toBeNull();
  });
});
