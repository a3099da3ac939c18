import { expect, test } from '@jest/globals';
import type { RotationContext } from '../../../../src/apply/rotation/context.ts';
import { stateHandlers } from '../../../../src/apply/rotation/state-handlers.ts';
import type {} from '../../../../src/truu/connection.ts';
import type { HeldSecret } from '../../../../src/truu/model.ts';
import { fakeContext, truuAnswering } from '../../../support/fake-context.ts';
import { handClock } from '../../support/hand-clock.ts';

const existing = { id: 'd', version: '"1"', heldKeyId: 'old' };

/** What comes of a doubt when TruU answers so to the question which secret it holds. */
const after = (state: 'read-held' | 'confirm', held: HeldSecret | null | Error, directory: object = existing) => {
  const readHeld = () => (held instanceof Error ? Promise.reject(held) : Promise.resolve(held));
  const truu = { ...truuAnswering([], []), readHeld };
  const context = fakeContext(truu, handClock(-1), () => Promise.reject(new Error('Graph is not asked here')));
  const rotation = { context, step: { directory }, secret: { keyId: 'new' }, directoryId: null, error: null };
  return stateHandlers[state](rotation as unknown as RotationContext);
};

const holding = (keyId: string, unchanged: boolean): HeldSecret => ({ directoryId: 'd', keyId, unchanged });

test.each<['read-held' | 'confirm', string, HeldSecret | null | Error, string]>([
  ['read-held', 'the new secret', holding('new', false), 'ours'],
  ['read-held', 'the old one at the version that was read', holding('old', true), 'unchanged'],
  ['read-held', 'the old one at another version', holding('old', false), 'unclear'],
  ['read-held', 'nothing that can be read', new Error('gone'), 'unclear'],
  ['confirm', 'the new secret', holding('new', false), 'ours'],
  ['confirm', 'the old one', holding('old', true), 'another'],
  ['confirm', 'no directory', null, 'another'],
  ['confirm', 'nothing that can be read', new Error('gone'), 'unclear'],
])('in %s TruU shows %s', async (state, _what, held, event) => {
  expect(await after(state, held)).toBe(event);
});

test('without a directory there is nothing to fence', async () => {
  expect(await after('read-held', holding('old', true), { create: {} })).toBe('unclear');
});
