import { commandRefusals } from '../../catalog/command-refusals.ts';
import { ActionError } from '../../support/errors.ts';
import type { Answer, HandOffState } from '../hand-off.ts';

/** What makes a run red of what people said: a secret in a comment, and a confirmation of the run that does not count. Pure. */
export const failuresOfAnswers = (state: HandOffState): readonly ActionError[] => [
  ...leaks(state),
  ...typedRefusal(state),
];

const answersOf = ({ answers, given }: HandOffState): readonly Answer[] => [...answers, ...given];

const leaks = (state: HandOffState): readonly ActionError[] => {
  // A stranger can write anything that looks like a secret, and may not turn the runs of others red by it.
  const found = answersOf(state).flatMap((answer) => (answer.kind === 'leaked' && answer.ofMember ? [answer] : []));
  const numbers = new Set(found.map(({ issue }) => issue));
  const urls = state.record.issues.filter(({ number }) => numbers.has(number)).map(({ url }) => url);
  const isGone = found.every(({ deleted }) => deleted === true);
  return found.length === 0 ? [] : [leakedOn(urls, isGone)];
};

/** A comment on these issues held a client secret. */
export const leakedOn = (urls: readonly string[], isDeleted: boolean): ActionError => {
  const message = isDeleted
    ? 'A comment on the hand-off issue held a client secret, and was deleted.'
    : 'A comment on the hand-off issue holds a client secret, and is not deleted: delete it by hand.';
  return new ActionError('HANDOFF_LEAKED', message, { evidence: urls.map((value) => ({ name: 'Issue', value })) });
};

const typedRefusal = (state: HandOffState): readonly ActionError[] => {
  const { record, wanted } = state;
  const { typed, issues } = record;
  if (typed === null) return [];
  const isAsked = issues.some(({ request }) => request.fields.clientId === wanted?.clientId);
  const refused = answersOf(state).flatMap((answer) =>
    answer.kind === 'refused' && answer.commentId === typed.id ? [answer.reason] : [],
  );
  const [reason] = isAsked ? refused : ['over' as const];
  if (reason === undefined) return [];
  return [new ActionError('HANDOFF_CONFIRM_REFUSED', `Not recorded: ${commandRefusals[reason]}`)];
};
