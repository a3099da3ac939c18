import { describe, expect, test } from '@jest/globals';
import { isConsistent } from '../../../src/run/consistency.ts';
import type { ApplicationKey } from '../../../src/entra/model.ts';
import {
  application,
  credential,
  directory,
  entra,
  guid,
  held,
  ids,
  secret,
  truu,
} from '../../support/plan-samples.ts';

const byName: ApplicationKey = { uniqueName: 'truu-directory' };
const byAppId = (appId: string): ApplicationKey => ({ appId });
const named = (more: Parameters<typeof directory>[0]) => truu({ directories: [directory(more)] });
const holding = (secretKeyId: string | null) =>
  named({ credential: credential(secretKeyId, '2026-11-24T09:00:00.000Z') });
const without = entra({ application: null });

describe('a reading of Entra and one of TruU', () => {
  test.each<[string, Parameters<typeof isConsistent>]>([
    ['Entra shows the secret that TruU names', [entra(), truu(), byName]],
    ['there is no directory', [without, truu({ directories: [] }), byName]],
    [
      'Entra has more secrets',
      [
        entra({ application: application({ secrets: [held, secret(guid('b'), '2026-11-24T09:00:00.000Z')] }) }),
        truu(),
        byName,
      ],
    ],
    ['TruU cannot name its secret', [entra(), holding(null), byName]],
    ['TruU uses another registration than the one that is there', [entra(), named({ clientId: guid('8') }), byName]],
    ['TruU uses another one than the missing one that is asked for', [without, truu(), byAppId(guid('8'))]],
    ['TruU uses another tenant', [without, named({ tenantId: guid('8') }), byName]],
    ['TruU names no registration', [without, named({ clientId: null }), byName]],
  ])('may be of one moment when %s', (_when, [one, other, key]) => {
    expect(isConsistent(one, other, key)).toBe(true);
  });

  test.each<[string, Parameters<typeof isConsistent>]>([
    ['Entra does not show the secret that TruU names', [entra(), holding(guid('b')), byName]],
    ['Entra shows no registration, and TruU uses one', [without, truu(), byName]],
    ['Entra does not show the registration that is asked for and that TruU uses', [without, truu(), byAppId(ids.app)]],
    [
      'that is so of one directory among several',
      [
        entra(),
        truu({
          directories: [directory(), directory({ id: 'dir-2', credential: credential(guid('b'), null) })],
        }),
        byName,
      ],
    ],
  ])('cannot be of one moment when %s', (_when, [one, other, key]) => {
    expect(isConsistent(one, other, key)).toBe(false);
  });
});
