import { isTagged } from '../entra/model.ts';
import { durationMs } from '../support/duration.ts';
import { rangeOf, type PlanInput } from './input.ts';
import type { Renewal } from './renewal.ts';
import type { ClassifiedSecret } from './secrets.ts';
import type { Change } from './types.ts';
import type { DirectoryMatch } from './which-directory.ts';

/** What is known of the secrets, before it becomes changes. */
export interface SecretStanding {
  readonly match: DirectoryMatch;
  readonly renewal: Renewal | null;
  readonly secrets: readonly ClassifiedSecret[];
}

/** Key ids that this run retires once it has seen Healthy: due already, or due at once because no overlap is kept. */
export const retiring = (input: PlanInput, { match, renewal, secrets }: SecretStanding): readonly string[] => {
  const { adoptSecrets } = input.policy;
  if (renewal === null) return secrets.filter((one) => one.role === 'due').map((one) => one.keyId);
  const noOverlap = durationMs(input.entra.desired.secret.overlap) === 0;
  if (match.kind !== 'ours' || !(renewal.leaked || noOverlap)) return [];
  const leaves = (one: ClassifiedSecret): boolean =>
    one.role === 'overlap' ? noOverlap : one.role === 'held' && (isTagged(one) || adoptSecrets.has(one.keyId));
  return secrets.filter(leaves).map((one) => one.keyId);
};

/** Key ids that a dead run left, or that are past their overlap: removed, behind a fence, before a new one is made. */
export const sweeping = ({ renewal, secrets }: SecretStanding): readonly string[] =>
  secrets.filter((one) => one.role === 'unsent' || (renewal !== null && one.role === 'due')).map((one) => one.keyId);

/** The changes that concern secrets: by key id, never by value. */
export const compareSecrets = (input: PlanInput, standing: SecretStanding): readonly Change[] => {
  const { renewal } = standing;
  return [
    ...(renewal === null ? [] : [rotation(input, standing, renewal)]),
    ...sweeping(standing).map((keyId) => removal(input, keyId)),
    ...retiring(input, standing).map((keyId) => retirement(input, keyId, renewal)),
  ];
};

const titles = {
  create: 'Make the first secret and hand it to TruU',
  rotate: 'Rotate the secret',
  adopt: 'Replace the typed-in secret by one that TruU can name',
} as const;

const rotation = (input: PlanInput, { match }: SecretStanding, renewal: Renewal): Change => {
  const before = match.kind === 'ours' ? match.directory.credential.secretKeyId : null;
  return {
    address: 'entra/secret',
    act: renewal.act,
    title: titles[renewal.act],
    fields: [{ path: 'secretKeyId', before, after: 'a new key' }],
    range: rangeOf(input, 'entra', 'secret'),
    danger: 'secret',
    held: input.policy.renewOnly && !renewal.renewable ? 'mode' : null,
    reason: renewal.reason,
    timed: renewal.timed,
  };
};

const removal = (input: PlanInput, keyId: string): Change => ({
  address: `entra/secret/${keyId}`,
  act: 'remove',
  title: 'Remove a secret that TruU does not hold',
  fields: [{ path: 'secretKeyId', before: keyId, after: null }],
  range: rangeOf(input, 'entra', 'secret'),
  danger: 'secret',
  held: null,
  reason: 'an interrupted run left it, or it is past its overlap',
  timed: true,
});

const retirement = (input: PlanInput, keyId: string, renewal: Renewal | null): Change => ({
  address: `entra/secret/${keyId}`,
  act: 'retire',
  title: 'Retire the previous secret',
  fields: [{ path: 'secretKeyId', before: keyId, after: null }],
  range: rangeOf(input, 'entra', 'secret', 'overlap'),
  danger: 'secret',
  held: null,
  reason: renewal?.leaked ? 'it is to be left at once' : 'its overlap has passed',
  timed: true,
});
