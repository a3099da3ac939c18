import { expect, test } from '@jest/globals';
import { ActionError } from '../../../../src/support/errors.ts';
import { Secret } from '../../../../src/support/secret.ts';
import type { AskContext } from '../../../../src/truu/console/ask.ts';
import { openDelivery } from '../../../../src/truu/console/deliver.ts';
import type { StoreOutcome } from '../../../../src/truu/console/store.ts';
import type { RecordedSecret } from '../../../../src/truu/hand-off.ts';
import { days, fields, handOff, issue } from '../../../support/hand-off-samples.ts';

const stored = (keyId: string, more: Partial<RecordedSecret> = {}): RecordedSecret => ({
  ...{ keyId, appId: fields.clientId, version: keyId, at: days(0), expiresOn: days(365), enabled: true },
  ...more,
});
const credential = {
  ...{ tenantId: fields.tenantId, clientId: fields.clientId, clientSecret: new Secret('abc8Q~value') },
  ...{ secretKeyId: 'new', expiresAt: days(365) },
};
const to = { id: fields.clientId, version: '', heldKeyId: null };

/** What a delivery comes to where the run had seen one version, and the store now lists these. */
const deliver = async (listed: readonly RecordedSecret[], outcome: StoreOutcome) => {
  const done: string[] = [];
  const desk = { now: () => days(0), comment: (number: number) => Promise.resolve(void done.push(`note ${number}`)) };
  const context = { desk, place: { kind: 'portal' }, texts: { refused: () => '' } } as unknown as AskContext;
  const observed = handOff({ record: { ...handOff().record, recorded: [stored('seen')], issues: [issue(7)] } });
  const put = (): Promise<StoreOutcome> => Promise.resolve(void done.push('put')).then(() => outcome);
  const writer = { put, switchOff: () => Promise.resolve() };
  const delivery = openDelivery(context, observed, { list: () => Promise.resolve(listed) }, writer);
  const result = await delivery.setSecret(to, credential).catch((thrown: unknown) => thrown as ActionError);
  return { result, done, held: await delivery.readHeld(), delivered: delivery.delivered() };
};
const accepted: StoreOutcome = { kind: 'stored', recorded: stored('new') };
const refusal = (code: 'HANDOFF_VAULT_REFUSED' | 'HANDOFF_VAULT_UNREADABLE'): StoreOutcome => ({
  ...{ kind: 'refused', error: new ActionError(code, 'No.') },
});

test('a key is delivered once, and is the newest from then on', async () => {
  const { result, done, delivered } = await deliver([stored('seen')], accepted);
  expect(result).toEqual({ kind: 'accepted', directoryId: fields.clientId });
  expect(done).toEqual(['put']);
  expect(delivered).toMatchObject({ keyId: 'new', version: 'new', hint: 'abc', confirmedAt: null });
});

test('what another run delivered meanwhile ends this one before it sends anything', async () => {
  const { result, done, held } = await deliver([stored('seen'), stored('other')], accepted);
  expect(result).toMatchObject({ code: 'APPLY_OVERTAKEN' });
  expect([done, held]).toEqual([[], null]);
});

test('what is delivered for another registration is no other run of this one', async () => {
  const { done } = await deliver([stored('seen'), stored('other', { appId: 'another' })], accepted);
  expect(done).toEqual(['put']);
});

test.each([
  ['HANDOFF_VAULT_REFUSED', ['put', 'note 7']],
  ['HANDOFF_VAULT_UNREADABLE', ['put']],
] as const)('a refusal by %s is written down only where a renewal is not to try again', async (code, expected) => {
  const { result, done, held, delivered } = await deliver([stored('seen')], refusal(code));
  expect(result).toMatchObject({ kind: 'refused' });
  expect(done).toEqual(expected);
  expect(held).toMatchObject({ keyId: null, unchanged: false });
  expect(delivered).toBeNull();
});

test('a key that the store shows after an unclear answer was delivered', async () => {
  const unclear: StoreOutcome = { kind: 'unknown', error: new ActionError('HANDOFF_VAULT_UNCERTAIN', 'Lost.') };
  // The list before the PUT would have ended the run: the version is one that came with it.
  const { held, delivered } = await deliver([stored('seen', { keyId: 'new' })], unclear);
  expect(held).toMatchObject({ keyId: 'new' });
  expect(delivered?.keyId).toBe('new');
});
