import { expect, test } from '@jest/globals';
import { formerAppIds } from '../../../src/run/former-app-ids.ts';
import type { DirectoryState } from '../../../src/truu/model.ts';
import { application, credential, directory, entra, guid, ids, now } from '../../support/plan-samples.ts';

/** Our directory, which held secrets of these registrations before. */
const after = (...clientIds: readonly (string | null)[]): DirectoryState =>
  directory({
    credential: {
      ...credential(ids.heldKey, now),
      previous: clientIds.map((clientId) => ({ secretKeyId: null, clientId, acceptedAt: now, replacedAt: now })),
    },
  });
const [one, other] = [guid('8'), guid('9')];
const elsewhere = { tenantId: guid('f') };

test.each<[string, readonly DirectoryState[], readonly string[]]>([
  ['every other registration once, sorted', [after(other, one, other, ids.app)], [one, other]],
  ['none that TruU does not name', [after(null)], []],
  ['none whose name is no id', [after("x'/owners")], []],
  ['none that a directory of this tenant uses now', [after(one), directory({ id: 'b', clientId: one })], []],
  ['one that only another tenant uses', [after(one), directory({ id: 'b', clientId: one, ...elsewhere })], [one]],
  ['none of the record of another tenant', [{ ...after(one), ...elsewhere }], []],
  ['none of the record of another registration', [{ ...after(one), clientId: other }], []],
])('what our directory used before is %s', (_what, directories, expected) => {
  expect(formerAppIds(entra(), { directories })).toEqual(expected);
});

test('nothing was used before a registration that is not there', () => {
  expect(formerAppIds(entra({ application: null }), { directories: [after(one)] })).toEqual([]);
  expect(formerAppIds(entra({ application: application() }), { directories: [after(one)] })).toEqual([one]);
});
