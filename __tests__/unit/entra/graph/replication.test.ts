import { describe, expect, test } from '@jest/globals';
import type { GraphAnswer } from '../../../../src/entra/graph/answer.ts';
import {
  isAlreadyThere,
  isConcurrencyViolation,
  isLag,
  isUniqueNameTaken,
} from '../../../../src/entra/graph/replication.ts';

const answer = (
  status: number,
  code: string,
  message = '',
  details: readonly { code: string }[] = [],
): GraphAnswer => ({
  status,
  body: { error: { code, message, details } },
  requestId: null,
  attempts: 1,
  retryAfterMs: 0,
});

const bad = (...text: readonly [message: string, details?: readonly { code: string }[]]): GraphAnswer =>
  answer(400, 'Request_BadRequest', ...text);

const entry = 'Permission entry already exists.';
const inUse = 'The service principal name x is already in use.';
const local =
  'When using this permission, the backing application of the service principal being created must in the local tenant';
const appId = "The appId 'x' of the service principal does not reference a valid application object.";

/** A conflicting key is that of whatever was to be created: a name that is taken, or an object that is there. */
type Meaning = 'lag' | 'there' | 'taken' | 'conflicting' | 'concurrent' | 'truth';
type Row = readonly [what: string, answer: GraphAnswer, means: Meaning];

/** The spellings of Graph (Microsoft's pages and public reports, read 2026-11). */
const rows: readonly Row[] = [
  ['an unknown resource', answer(404, 'Request_ResourceNotFound'), 'lag'],
  ['an unknown object', answer(404, 'Directory_ObjectNotFound'), 'lag'],
  ['no backing application, by its code (H23)', bad('', [{ code: 'NoBackingApplicationObject' }]), 'lag'],
  ['no backing application, by its words (H23)', bad(appId), 'lag'],
  ['no backing application, as a refusal (H23)', answer(403, 'Authorization_RequestDenied', local), 'lag'],
  [
    'a plain refusal (H23)',
    answer(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'),
    'truth',
  ],
  ['a reference that is not valid yet (H25)', bad('Not a valid reference update.'), 'lag'],
  ['a role that was granted (H26)', bad('Permission being assigned already exists on the object'), 'there'],
  ['a role that was granted, in other words (H26)', bad('EntitlementGrant entry already exists.'), 'there'],
  ['a grant that was made, with 400 (H26)', bad(entry), 'there'],
  [
    'a grant that was made, with 409 (H26)',
    answer(409, 'Request_MultipleObjectsWithSameKeyValue', entry),
    'conflicting',
  ],
  [
    'a service principal that is there (H23, H26)',
    answer(409, 'Request_MultipleObjectsWithSameKeyValue', inUse),
    'conflicting',
  ],
  [
    'a unique name that is taken',
    bad('Another object with the same value for property uniqueName already exists.'),
    'taken',
  ],
  ['a name that is taken, by its code', answer(400, 'ObjectConflict', 'A conflicting object exists.'), 'conflicting'],
  ['the same with 409', answer(409, 'ObjectConflict', 'A conflicting object exists.'), 'conflicting'],
  ['the same by its detail', bad('A conflicting object exists.', [{ code: 'ObjectConflict' }]), 'conflicting'],
  ['another writer (H22)', answer(409, 'Directory_ConcurrencyViolation', 'Unable to save changes.'), 'concurrent'],
  ['a value that is wrong', bad('Invalid value specified for property displayName.'), 'truth'],
  ['a failure of its own', answer(503, 'Request_ResourceNotFound', entry), 'truth'],
];

describe('what Graph answers', () => {
  test.each(rows)('is told by code or words: %s', (_case, answer, meaning) => {
    expect({
      lag: isLag(answer),
      there: isAlreadyThere(answer),
      taken: isUniqueNameTaken(answer),
      concurrent: isConcurrencyViolation(answer),
    }).toEqual({
      lag: meaning === 'lag',
      there: ['there', 'taken', 'conflicting'].includes(meaning),
      taken: ['taken', 'conflicting'].includes(meaning),
      concurrent: meaning === 'concurrent',
    });
  });
});
