import { findPermission } from '../catalog/permissions.ts';
import { permissionAt } from './address.ts';
import { compareEntra } from './compare/entra.ts';
import { compareSecrets, type SecretAssessment } from './compare/secret.ts';
import { compareTruu } from './compare/truu.ts';
import { fingerprintOf } from './fingerprint.ts';
import { holdForMode } from './changes.ts';
import type { PlanInput } from './input.ts';
import { toSteps } from './steps/to-steps.ts';
import { notesOf } from './notes.ts';
import { refuseSpec, refuseWorld } from './refuse.ts';
import { renewalOf } from './secret/renewal.ts';
import { classifySecrets } from './secret/classify.ts';
import { dangerRank, type Change, type Plan } from './types.ts';
import { whichDirectory } from './which-directory.ts';

/** What was found out about secrets on the way to the plan; the report's inventory is made of it. */
export interface Planned {
  readonly plan: Plan;
  readonly assessment: SecretAssessment;
}

/** Compares the spec with the world. Pure: equal inputs give equal plans, in an order that does not depend on Graph. */
export const makePlan = (input: PlanInput): Planned => {
  const match = whichDirectory(input);
  const secrets = classifySecrets(input, match.kind === 'ours' ? match.directory : null);
  const assessment: SecretAssessment = { match, renewal: renewalOf(input, match), secrets };
  const found = [...compareEntra(input), ...compareTruu(input, match), ...compareSecrets(input, assessment)];
  const changes = holdForMode(found, input.policy).toSorted(byDanger);
  const { deployer } = input.entra.observed;
  const refusals = [
    ...refuseSpec(input.document, input.policy, deployer.appId),
    ...refuseWorld(input, match, assessment.renewal, changes),
  ];
  const plan: Plan = {
    changes,
    steps: refusals.length > 0 ? [] : toSteps(input, assessment, changes),
    notes: notesOf(input, assessment),
    refusals,
    fingerprint: fingerprintOf(changes, refusals),
  };
  return { plan, assessment };
};

const byDanger = (a: Change, b: Change): number =>
  dangerRank[a.danger] - dangerRank[b.danger] ||
  tierOf(a) - tierOf(b) ||
  (a.address < b.address ? -1 : a.address > b.address ? 1 : 0);

/** Of permissions the most powerful comes first; a permission nobody knows counts as that. */
const tierOf = ({ address }: Change): number => {
  const named = permissionAt(address);
  return named === null ? 3 : (findPermission(named.type, named.name)?.tier ?? 0);
};
