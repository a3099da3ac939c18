import { describe, expect, test } from '@jest/globals';
import { taggedName } from '../../../../src/catalog/secret-tag.ts';
import type { TruuQuery } from '../../../../src/truu/connection.ts';
import { classifySecrets } from '../../../../src/truu/console/secret-roles.ts';
import { settle } from '../../../../src/truu/console/settle.ts';
import type { SecretPlace } from '../../../../src/truu/hand-off.ts';
import type { TruuState } from '../../../../src/truu/model.ts';
import { days, fields, handOff, now } from '../../../support/hand-off-samples.ts';

const consumer = 'github:1';
const tag = { consumer, nonce: '0123abcd', appId: fields.clientId, startsOn: days(-3), expiresOn: days(300) };
const secret = { keyId: 'a', displayName: taggedName('TruU', tag), startsOn: days(-3), expiresOn: days(300) };
const query: TruuQuery = {
  ...{ tenantId: fields.tenantId, configurationName: fields.configurationName, settings: fields, previousName: null },
  ...{ managesPrimaryUserIdentifier: true, primaryUserIdentifier: 'mail', cluster: 'cloud', lifetime: 'P12M' },
  adoptSecrets: new Set(),
};

/** What a secret with a valid tag of ours is, of which no record tells. */
const roleIn = (place: SecretPlace): string | undefined => {
  const read: TruuState = {
    ...{ directories: [], heldKeyIds: [], primaryUserIdentifier: null, cluster: null, now },
    handOff: handOff({ keys: [], held: null, confirmed: null, place }),
  };
  const registration = { appId: fields.clientId, secrets: [secret], use: null, now };
  const { handOff: settled } = settle(read, query, registration, {
    ...{ assignees: ['octocat'], evidence: 'none', place, consumer },
  });
  const known = { ...secret, lastUsedOn: null, addedByAnother: false, adopted: false, compromised: false };
  const { roleOf } = classifySecrets([known], {
    ...{ appId: fields.clientId, consumer, heldKeyIds: [], useFailed: false, reportOf: null, directory: null },
    ...{ overlap: 'P3D', entraNow: now, truuNow: now, ownRotation: null, handOff: settled },
  });
  return roleOf.get('a');
};

describe('a secret with our tag that no record names', () => {
  test('is kept as one that a run may have created where runs create secrets', () => {
    expect(roleIn({ kind: 'key-vault', vault: 'kv-truu.vault.azure.net', secret: 'truu' })).toBe('unrecorded');
  });

  test("is nobody's where no run creates one: everyone can make the tag", () => {
    expect(roleIn({ kind: 'portal' })).toBe('foreign');
  });
});
