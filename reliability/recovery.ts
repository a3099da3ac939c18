import type { RunningWorld } from '../emulator/client/world.ts';
import type { State } from '../emulator/state.ts';
import { runAction, type ActionResult } from '../testing/run-action.ts';
import { gather, textsOf } from './evidence.ts';
import { astray, committedRequests, violations, type Evidence } from './invariants.ts';
import type { Situation } from './situations.ts';
import { trustViolations } from './trust.ts';
import { logOf } from './world-now.ts';

const failureOf = ({ outputs }: ActionResult): string => outputs['failure-code'] ?? '';

/**
 * I2: an undisturbed apply converges to Healthy, a plan after it wants nothing, and no secret of ours is astray. Where the
 * plan is refused, what it wants is what is refused: then that apply has written nothing. An apply that is red for a finding
 * alone has to converge all the same.
 */
export const recovery = async (
  world: RunningWorld,
  { spec, inputs, ends }: Situation,
  before: State,
): Promise<readonly string[]> => {
  const { env } = world.ready;
  const rows = (await logOf(world)).length;
  const applied = await runAction({ env, with: { mode: 'apply', ...inputs }, spec });
  // An apply that found nothing to do has planned just that in this very world.
  const idle = applied.code === 0 && applied.outputs['result'] === 'in-sync' && applied.outputs['changes'] === '0';
  const planned = idle ? applied : await runAction({ env, with: { mode: 'plan', ...inputs }, spec });
  const evidence = await gather(world, before, [...textsOf(applied), ...textsOf(planned)]);
  const failure = failureOf(applied);
  return [
    ...(ends.later.includes(failure) ? [] : [`I2: the next apply ended with ${applied.code} (${failure})`]),
    ...(planned.outputs['result'] === 'refused' && failure !== ''
      ? refused(applied, planned, { ...evidence, log: evidence.log.slice(rows) })
      : converged(applied, planned, evidence)),
    ...violations(evidence),
    ...trustViolations(evidence, inputs['application-id']),
  ];
};

const refused = (applied: ActionResult, planned: ActionResult, { log }: Evidence): readonly string[] => [
  ...(applied.outputs['result'] === 'refused' && failureOf(planned) === failureOf(applied)
    ? []
    : [`I2: the apply ended ${applied.outputs['result']}, and the plan after it is refused (${failureOf(planned)})`]),
  ...committedRequests(log).map(({ method, path }) => `I2: a refused apply wrote: ${method} ${path}`),
];

const converged = (applied: ActionResult, planned: ActionResult, evidence: Evidence): readonly string[] => [
  ...(applied.outputs['health'] === 'healthy' ? [] : [`I2: the next apply left ${applied.outputs['health']}`]),
  ...(planned.code === 0 && planned.outputs['changes'] === '0'
    ? []
    : [`I2: the plan after it wants ${planned.outputs['changes']} (${failureOf(planned)})`]),
  ...astray(evidence).map((keyId) => `I2: the secret ${keyId}, which TruU was never given, is still there`),
];
