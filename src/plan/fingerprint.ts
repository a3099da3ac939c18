import { createHash } from 'node:crypto';
import type { PlanInput } from './input.ts';
import { trustInputsOf } from './trust-inputs.ts';
import type { Change } from './types.ts';
import type { DirectoryMatch } from './which-directory.ts';

/**
 * SHA-256 over what is agreed to with a plan, hexadecimal: where it would change things (tenant, cloud, registration,
 * TruU's side, directory), by which inputs of the workflow, what policy the secret gets, and what would change. Equal for
 * equal plans however the remotes order their answers, and the identity that plans: sorted, and without times, ETags, key ids, what
 * is due only because time passed, and what the identities of a workflow do not all read (notes, refusals, use).
 */
export const fingerprintOf = (input: PlanInput, match: DirectoryMatch, changes: readonly Change[]): string => {
  const { desired, observed } = input.entra;
  const { description, lifetime, renewBefore, overlap } = desired.secret;
  const data = {
    version: 2,
    tenant: desired.tenant,
    cloud: input.document.spec.entra.cloud,
    registration: observed.application?.appId ?? 'new',
    consumer: input.truu.consumer,
    directory: match.kind === 'ours' ? match.directory.id : 'new',
    secret: { description, lifetime, renewBefore, overlap },
    // Who can read a new secret is agreed to like what it may do.
    ...(input.truu.rules.place === null ? {} : { place: input.truu.rules.place }),
    inputs: trustInputsOf(input.policy),
    changes: changes
      .filter((change) => !change.dueByTime && change.skipReason !== 'person')
      .map(canonical)
      .sort(),
  };
  return createHash('sha256').update(JSON.stringify(data)).digest('hex');
};

const canonical = ({ target, address, act, fields, skipReason }: Change): string => {
  const ofSecret = target.kind === 'secret';
  const differences = fields.map(({ path, before, after }) => [
    path,
    ofSecret ? null : before,
    ofSecret ? null : after,
  ]);
  return JSON.stringify([address, act, skipReason, differences.sort()]);
};
