import { traitsOf } from '../catalog/modes.ts';
import { rotationOf, wantedOf } from '../plan/changes.ts';
import type { EntraState } from '../entra/model.ts';
import type { Planned } from '../plan/make-plan.ts';
import { isSetWithSecret } from '../plan/steps/secret.ts';
import { sideOf } from '../plan/target.ts';
import type { Change } from '../plan/types.ts';
import { defaultRenewBefore, defaults } from '../spec/defaults.ts';
import type { TruuConnection } from '../truu/connection.ts';
import type { JudgeContext, SideJudgement } from '../truu/judgement.ts';
import type { Readable } from './observe.ts';
import type { StageResults } from './outcome/stage-results.ts';

/** What TruU's side says of the world as it was planned; null where TruU itself is the judge. Pure. */
export const judgeOf = (
  results: Pick<StageResults, 'mode' | 'spec' | 'policy'>,
  planned: Planned,
  { truu, entra }: Readable,
  { rules }: TruuConnection,
): SideJudgement | null => {
  if (rules.judge === null) return null;
  const judgement = rules.judge(truu, contextOf(results, planned, entra));
  // A plan says what would be asked; that it is not done yet is nothing to be told of.
  return traitsOf(results.mode).attends ? judgement : { ...judgement, failures: [], warnings: [], waiting: false };
};

/**
 * Asks and answers the people who serve TruU's side, by the world as the run leaves it, and judges it once more with what
 * was asked. Nothing is done where TruU is asked itself. Throws HANDOFF_….
 */
export const attendPeople = async (
  results: StageResults,
  side: TruuConnection,
  plan: (seen: Readable) => Planned,
): Promise<void> => {
  const { mode, verified, observation: first, planned: before } = results;
  const observation = verified?.readable ? verified.observation : first;
  const planned = verified?.readable ? verified.planned : before;
  if (side.attend === null || !traitsOf(mode).attends || planned === null || observation?.readable !== true) return;
  const context = contextOf(results, planned, observation.entra);
  const truu = await side.attend(observation.truu, mayAsk(results, planned) ? context : { ...context, ...nothing });
  const seen: Readable = { ...observation, truu };
  const again = plan(seen);
  if (verified?.readable) results.verified = { ...verified, observation: seen, planned: again };
  else {
    results.observation = seen;
    results.planned = again;
  }
  results.side = judgeOf(results, again, seen, side);
};

const nothing = { asksKey: false, asksFields: false } as const;

/** Nobody is asked for a first secret before Entra stands, nor after something failed. */
const mayAsk = ({ applied, observation }: StageResults, { plan }: Planned): boolean => {
  if ((applied?.failures ?? []).length > 0) return false;
  const isFirst = observation?.readable === true && observation.truu.directories.length === 0;
  return !isFirst || wantedOf(plan.changes).every(isOfPerson);
};

const isOfPerson = ({ target }: Change): boolean => sideOf(target) === 'truu' || isSetWithSecret(target);

const contextOf = (
  { mode, spec, policy }: Pick<StageResults, 'mode' | 'spec' | 'policy'>,
  { plan }: Planned,
  { application, now }: EntraState,
): JudgeContext => {
  const rotate = policy?.rotate ?? null;
  const { lifetime, renewBefore } = spec?.entra.secret ?? { ...defaults.entra.secret, renewBefore: undefined };
  return {
    asksKey: rotationOf(plan.changes) !== null,
    asksFields: plan.changes.some(({ target }) => sideOf(target) === 'truu'),
    strict: traitsOf(mode).redOnDrift === 'drift',
    renewBefore: renewBefore ?? defaultRenewBefore(lifetime, 'person'),
    compromised: application?.secrets.some(({ keyId }) => keyId === rotate) === true ? rotate : null,
    now,
  };
};
