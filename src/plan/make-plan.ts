import type { ApplicationState } from '../entra/model.ts';
import { compareEntra } from './compare/entra.ts';
import { compareIdentity } from './compare/identity.ts';
import { compareSecrets } from './compare/secret.ts';
import { compareTruu } from './compare/truu.ts';
import { fingerprintOf } from './fingerprint.ts';
import { grantStatesOf, type GrantState } from './grant-states.ts';
import type { PlanInput } from './input.ts';
import { withSkipReasons } from './skip.ts';
import { toSteps } from './steps/to-steps.ts';
import { notesOf, unknownAccessOf } from './notes.ts';
import { preflightNotes, refusePreflight } from './preflight.ts';
import { refuseForeign } from './refuse-access.ts';
import { refuseSpec, refuseObserved } from './refuse.ts';
import { assessSecrets, type SecretAssessment } from './secret/assess.ts';
import { trustInputsOf } from './trust-inputs.ts';
import { whoseOf, type Whose } from './whose.ts';
import { dangerRank, type Change, type Plan } from './types.ts';

/** A plan, and what was found out on the way to it: the report's inventory comes from that. */
export interface Planned {
  readonly plan: Plan;
  readonly whose: Whose;
  readonly assessment: SecretAssessment;
  readonly grants: readonly GrantState[];
}

/**
 * Compares the spec with the remotes, in six steps: 1 which directory is ours; 2 what each secret is to TruU, and whether
 * a new one is needed; 3 every difference, as changes; 4 which of them apply skips, by the policies; 5 what refuses the
 * plan as a whole; 6 the steps that carry the rest out. Pure: equal inputs give equal plans, however Graph orders its
 * answers.
 */
export const makePlan = (input: PlanInput): Planned => {
  const whose = whoseOf(input);
  const { application } = input.entra.observed;
  return whose === 'foreign' && application !== null ? planForeign(input, application) : { ...planOwn(input), whose };
};

/** Of a registration that is not the workflow's nothing is compared, changed or shown as ours. */
const planForeign = (input: PlanInput, application: ApplicationState): Planned => {
  const observed = { ...input.entra.observed, application: null, servicePrincipal: null, secretUse: null };
  const without = { ...input, entra: { ...input.entra, observed } };
  const assessment = assessSecrets(without);
  const refusals = [
    ...refuseSpec(input.document, input.policy, observed.deployer.appId),
    refuseForeign(input, application),
  ];
  return {
    plan: {
      changes: [],
      steps: [],
      notes: [],
      refusals,
      trustInputs: trustInputsOf(input.policy),
      fingerprint: fingerprintOf(input, assessment.match, []),
    },
    whose: 'foreign',
    assessment,
    grants: grantStatesOf(without),
  };
};

const planOwn = (input: PlanInput): Omit<Planned, 'whose'> => {
  const assessment = assessSecrets(input);
  const { match } = assessment;
  const grants = grantStatesOf(input);
  const found = [
    ...compareEntra(input, grants),
    ...compareIdentity(input, match),
    ...compareTruu(input, match),
    ...compareSecrets(input, assessment),
  ];
  const changes = withSkipReasons(found, input).toSorted(byDanger);
  const { deployer } = input.entra.observed;
  const unknown = unknownAccessOf(input, assessment);
  const steps = toSteps(input, assessment, changes);
  const refusals = [
    ...refuseSpec(input.document, input.policy, deployer.appId),
    ...refuseObserved(input, assessment, changes, unknown),
    ...refusePreflight(input, changes, steps),
  ];
  const plan: Plan = {
    changes,
    steps: refusals.length > 0 ? [] : steps,
    notes: [...notesOf(input, assessment, unknown), ...preflightNotes(input, { changes, steps })],
    refusals,
    fingerprint: fingerprintOf(input, match, changes),
    trustInputs: trustInputsOf(input.policy),
  };
  return { plan, assessment, grants };
};

const byDanger = (a: Change, b: Change): number =>
  dangerRank[a.danger] - dangerRank[b.danger] ||
  tierOf(a) - tierOf(b) ||
  (a.address < b.address ? -1 : a.address > b.address ? 1 : 0);

/** The permission with the widest reach comes first; one that the catalogue does not know counts as that. */
const tierOf = ({ target }: Change): number => (target.kind === 'permission' ? (target.tier ?? 0) : 3);
