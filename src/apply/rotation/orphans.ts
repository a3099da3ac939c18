import { isTagged, startedAfter } from '../../entra/model.ts';
import { listSecrets } from '../../entra/write/secret.ts';
import type { StepOf } from '../../plan/types.ts';
import type { ApplyContext } from '../context.ts';

/** Replicas answer in turn, each as late as it is: so many looks in a row must show nothing new. */
const unchangedReadsNeeded = 6;

/**
 * Key ids of what dead runs left, also of what Graph did not show yet when the plan was made: such secrets would pile up
 * while runs keep dying. Without a directory there is nothing to set a fence on, and the newest may be one that another run
 * hands over now: it stays.
 */
export const findOrphans = async (
  context: ApplyContext,
  applicationId: string,
  { unheldKeyIds, orphanedSince, directory }: StepOf<'set-secret'>,
): Promise<readonly string[]> => {
  const heldKeyId = 'create' in directory ? null : directory.heldKeyId;
  const startsOf = new Map<string, string>();
  for (let unchangedReads = 0; unchangedReads < unchangedReadsNeeded;) {
    const shown = (await listSecrets(context.entra, applicationId)).filter(
      (one) => isTagged(one) && one.keyId !== heldKeyId && startedAfter(one, orphanedSince),
    );
    const showsNew = shown.some(({ keyId }) => !startsOf.has(keyId) && !unheldKeyIds.includes(keyId));
    for (const { keyId, startsOn } of shown) startsOf.set(keyId, startsOn);
    unchangedReads = showsNew ? 0 : unchangedReads + 1;
  }
  const orphans = [...startsOf].toSorted(([, a], [, b]) => Date.parse(a) - Date.parse(b)).map(([keyId]) => keyId);
  return [...new Set([...unheldKeyIds, ...('create' in directory ? orphans.slice(0, -1) : orphans)])];
};
