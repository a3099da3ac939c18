import type { SecretRole } from '../catalog/secret-roles.ts';
import type { SecretState } from '../entra/model.ts';
import { parseDuration, subtractDuration } from '../support/duration.ts';
import { note } from './changes.ts';
import type { PlanInput } from './input.ts';
import type { SecretAssessment } from './secret/assess.ts';
import type { Note } from './types.ts';

/** A secret with such a role has a successor, or is about to go: that it expires is what is meant to happen. */
const succeeded: ReadonlySet<SecretRole> = new Set(['overlap', 'due', 'postponed', 'kept', 'expired', 'orphaned']);

/**
 * Which secrets and certificates of the registration and of its service principal expire within the input `warn-before`,
 * whoever made them, by Graph's clock. What has expired already is left out.
 */
export const expiryNotes = ({ entra, policy }: PlanInput, { secrets }: SecretAssessment): readonly Note[] => {
  const { warnBefore } = policy;
  if (warnBefore === null) return [];
  const { application, servicePrincipal, now } = entra.observed;
  const kinds: readonly (readonly [what: string, all: readonly SecretState[]])[] = [
    ['A client secret of the registration', secrets.filter(({ role }) => !succeeded.has(role))],
    ['A certificate of the registration', application?.certificates ?? []],
    ['A client secret of the service principal', servicePrincipal?.secrets ?? []],
    ['A certificate of the service principal', servicePrincipal?.certificates ?? []],
  ];
  return kinds.flatMap(([what, all]) =>
    all
      .filter(({ expiresOn }) => expiresWithin(new Date(expiresOn), warnBefore, now))
      .map(({ keyId, displayName, expiresOn }) =>
        note(
          { kind: 'expiry', keyId },
          `${what} expires at ${expiresOn}, which is within ${warnBefore}; what logs in with it then fails`,
          displayName ?? '',
          keyId,
        ),
      ),
  );
};

const expiresWithin = (end: Date, duration: string, now: Date): boolean =>
  end.getTime() > now.getTime() && subtractDuration(end, parseDuration(duration)).getTime() <= now.getTime();
