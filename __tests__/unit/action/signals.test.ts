import { expect, test } from '@jest/globals';
import { EventEmitter } from 'node:events';
import { hearSignals, type Ending } from '../../../src/action/signals.ts';
import { handClock, type HandClock } from '../support/hand-clock.ts';

const graceMs = 6_000;

const listening = (): { readonly ending: Ending; readonly send: (name: string) => void; readonly clock: HandClock } => {
  const emitter = new EventEmitter();
  const clock = handClock(graceMs);
  const ending = hearSignals({ on: (signal, heard) => emitter.on(signal, heard) }, clock);
  return { ending, send: (name) => void emitter.emit(name), clock };
};

const stateOf = ({ cancel, forceCancel }: Ending): readonly boolean[] => [cancel.aborted, forceCancel.aborted];

test.each(['SIGINT', 'SIGTERM', 'SIGBREAK'])('the first signal cancels, and leaves some time (%s)', async (name) => {
  const { ending, send, clock } = listening();
  expect(stateOf(ending)).toEqual([false, false]);
  send(name);
  expect(stateOf(ending)).toEqual([true, false]);
  expect(clock.sleeping()).toEqual([graceMs]);
});

test('that time ends before a runner would send its second signal', async () => {
  const { ending, send, clock } = listening();
  send('SIGINT');
  clock.wake(graceMs);
  await new Promise((resolve) => setImmediate(resolve));
  expect(stateOf(ending)).toEqual([true, true]);
});

test('the second signal ends that time at once, whichever it is, and a third one changes nothing', () => {
  const { ending, send, clock } = listening();
  send('SIGINT');
  send('SIGTERM');
  expect(stateOf(ending)).toEqual([true, true]);
  expect(clock.sleeping()).toEqual([]);
  send('SIGINT');
  expect(stateOf(ending)).toEqual([true, true]);
});
