import { rangeOf, type PlanInput } from './input.ts';
import { refusal } from './refusal.ts';
import type { SecretAssessment } from './secret/assess.ts';
import type { Refusal } from './types.ts';

/** What TruU's side refuses: a directory that is not certain, a cluster that is not there, another consumer's secret. */
export const refuseTruu = (input: PlanInput, assessment: SecretAssessment): readonly Refusal[] => [
  ...refuseDirectory(input, assessment),
  ...refuseCluster(input),
  ...refuseOtherConsumer(input, assessment),
  ...refuseRotation(input, assessment),
];

/** A new secret is due, and may not go where it would go. */
const refuseRotation = (input: PlanInput, { renewal }: SecretAssessment): readonly Refusal[] => {
  const { truu, policy } = input;
  if (renewal === null) return [];
  const range = rangeOf(input, 'entra', 'secret');
  return truu.rules
    .refuseRotation(truu.observed, policy.renewOnly)
    .map(({ code, message, fix, evidence }) => refusal(code, message, range, fix, evidence));
};

const refuseDirectory = (input: PlanInput, { match }: SecretAssessment): readonly Refusal[] => {
  if (match.kind !== 'ambiguous') return [];
  const { code, message, fix, candidates } = match;
  const range = rangeOf(input, 'truu', 'directory', 'name');
  return [refusal(code, `${message} In TruU: ${candidates.join(', ')}.`, range, fix)];
};

const refuseCluster = (input: PlanInput): readonly Refusal[] => {
  const { cluster } = input.truu.observed;
  if (cluster === null || cluster.found !== null) return [];
  const names = cluster.names.join(', ') || 'none';
  const message = `TruU has no cluster of this name. Its clusters: ${names}.`;
  return [refusal('TRUU_CLUSTER_NOT_FOUND', message, rangeOf(input, 'truu', 'cluster'))];
};

/** What another TruU holds is in no record that can be read here; one that has ended is of no use to it either. */
const refuseOtherConsumer = (input: PlanInput, { secrets }: SecretAssessment): readonly Refusal[] => {
  const { now } = input.entra.observed;
  const theirs = secrets.filter((one) => one.role === 'other-consumer' && Date.parse(one.expiresOn) > now.getTime());
  if (theirs.length === 0) return [];
  const keyIds = theirs.map(({ keyId }) => keyId).join(', ');
  const message = `This registration serves another consumer: another TruU than the input "truu-url" names. Its secrets: ${keyIds}.`;
  return [refusal('ENTRA_OTHER_CONSUMER', message, rangeOf(input, 'entra', 'application'))];
};
