import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readRecord, recordId, recordName, recordText } from '../../../src/report/check/record.ts';
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

const signed = { token: 'a.b.c', plans: [['a.yml', 'f'.repeat(64)]] } as const;
const trustInputs = { rotate: '', 'known-owners': 'a b' };

describe('the record of a plan', () => {
  test('gives back what it was given, and is code and nothing else, whatever the names are', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const changes = [changeWith(text)];
        const signed = { token: 'a.b.c', plans: [[text, 'f'.repeat(64)]] } as const;
        const kept = recordText({ changes, trustInputs }, signed);
        expect(readRecord(kept)).toEqual({ ...signed, trustInputs, changes: reviewedChanges({ changes }) });
        expect(treeOf(kept).map(({ type }) => type)).toEqual(['root', 'paragraph', 'text', 'code']);
        expect(kept).toMatch(/^[\x20-\x7e\n]*$/);
        expect(harmIn(recordName(text))).toEqual([]);
      }),
    );
  });

  test('leaves out what is due only by time', () => {
    const text = recordText({ trustInputs, changes: [{ ...changeWith('a'), dueByTime: true }] }, signed);
    expect(readRecord(text)).toMatchObject({ changes: [] });
  });

  test('of a plan that is too long keeps what is signed', () => {
    const text = recordText({ trustInputs, changes: [changeWith('a', true)] }, signed);
    expect(readRecord(text)).toEqual({ ...signed, trustInputs, changes: null });
  });

  test('without a token is none', () => {
    expect(readRecord(recordText({ trustInputs, changes: [] }, null))).toBeNull();
  });

  test.each(['', '{}', 'The plan as data, which apply compares with its own plan:\n\n```json\n[{"address":1}]\n```\n'])(
    'is none in %j',
    (text) => {
      expect(readRecord(text)).toBeNull();
    },
  );

  test('names the fingerprint for other programs', () => {
    expect(recordId('a.yml', 'f'.repeat(64))).toBe(recordId('./a.yml', 'f'.repeat(64)));
    expect(recordId('a.yml', 'f'.repeat(64))).toContain('f'.repeat(64));
  });
});
