import { isTagged, startedAfter } from '../../entra/model.ts';
import { listSecrets } from '../../entra/write/secret.ts';
import type { StepOf } from '../../plan/types.ts';
import type { Means } from '../context.ts';

/** Replicas answer in turn, each as late as it is: so many looks in a row must show nothing new. */
const looks = 6;

/**
 * Key ids of what dead runs left, also of what Graph did not show yet when the plan was made: such secrets would pile up
 * while runs keep dying. Without a directory there is nothing to set a fence on, and the newest may be one that another run
 * hands over now: it stays.
 */
export const findUnsent = async (
  means: Means,
  applicationId: string,
  { sweep, unsentSince, directory }: StepOf<'hand-over-secret'>,
): Promise<readonly string[]> => {
  const heldKeyId = 'create' in directory ? null : directory.heldKeyId;
  const startsOf = new Map<string, string>();
  for (let quiet = 0; quiet < looks;) {
    const shown = (await listSecrets(means.entra, applicationId)).filter(
      (one) => isTagged(one) && one.keyId !== heldKeyId && startedAfter(one, unsentSince),
    );
    const isNews = shown.some(({ keyId }) => !startsOf.has(keyId) && !sweep.includes(keyId));
    for (const { keyId, startsOn } of shown) startsOf.set(keyId, startsOn);
    quiet = isNews ? 0 : quiet + 1;
  }
  const unsent = [...startsOf].toSorted(([, a], [, b]) => Date.parse(a) - Date.parse(b)).map(([keyId]) => keyId);
  return [...new Set([...sweep, ...('create' in directory ? unsent.slice(0, -1) : unsent)])];
};
