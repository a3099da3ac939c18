import type { TruuRules } from '../connection.ts';
import type { JudgeContext } from '../judgement.ts';
import type { TruuState } from '../model.ts';
import { ActionError } from '../../support/errors.ts';
import { askOf, isAskedFor, requestOf, type AskContext } from './ask.ts';
import { isStuck, judge } from './judge.ts';
import { waitingKeyOf } from './keys.ts';
import { knownOf } from './known.ts';
import { refuseRotation } from './refuse-rotation.ts';
import { classifySecrets } from './secret-roles.ts';
import { toSteps } from './steps.ts';

/** People are believed; TruU was not asked. */
const words: TruuRules['words'] = {
  noDirectory: 'nobody has confirmed a directory of this registration yet',
  noSecret: 'nobody has confirmed yet that TruU has a secret of this registration',
  noConnection: 'nobody has confirmed the connection yet',
  notHeld: 'nobody confirmed as the one that TruU has',
};

/** How the console connection judges secrets and carries changes out. */
export const rulesOf = (context: AskContext): TruuRules => {
  const delivers = context.place.kind !== 'portal';
  return {
    words,
    ...{ createsSecrets: delivers, setsSecrets: false, place: context.place, classifySecrets, toSteps, refuseRotation },
    isAsked: ({ handOff }, asksKey) => {
      if (handOff === null) return false;
      // A key that is due is created first, where the action delivers it; it is not while earlier ones went astray.
      if (delivers && asksKey) return isStuck(handOff);
      const request = requestOf(handOff, asksKey);
      const asksAnother = handOff.again && !delivers;
      return request !== null && !asksAnother && isAskedFor(handOff.current, request);
    },
    judge: (state, given) => {
      const { handOff } = state;
      if (handOff === null) throw new ActionError('INTERNAL', 'There is no record of hand-offs.');
      const of = withWaiting(state, given);
      const fields = handOff.wanted ?? { ...context.fields, clientId: null };
      const keyId = given.asksKey ? null : (waitingOf(state)?.keyId ?? null);
      return {
        ...judge(handOff, of),
        known: knownOf(handOff),
        ask: of.asksKey || of.asksFields ? askOf(context, { asksKey: of.asksKey, keyId, fields }, handOff) : null,
      };
    },
  };
};

const waitingOf = ({ handOff }: TruuState) =>
  handOff === null ? null : waitingKeyOf(handOff.keys, new Date(handOff.record.now));

/** What is left to do, a key that was delivered and that nobody has confirmed among it. Pure. */
export const withWaiting = (state: TruuState, still: JudgeContext): JudgeContext => ({
  ...still,
  asksKey: still.asksKey || waitingOf(state) !== null,
});
