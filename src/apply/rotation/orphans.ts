import { isTagged } from '../../entra/model.ts';
import { listSecrets, removePassword } from '../../entra/write/secret.ts';
import type { StepOf } from '../../plan/types.ts';
import { ActionError } from '../../support/errors.ts';
import { startsLater } from '../../support/instant.ts';
import type { DirectoryVersion } from '../../truu/model.ts';
import type { ApplyContext } from '../context.ts';

/** Replicas answer in turn, each as late as it is: so many reads in a row must show nothing new. */
const unchangedReadsNeeded = 6;

/**
 * Key ids of the secrets that interrupted runs left, also of those that Graph did not show yet when the plan was made: they
 * would pile up while runs keep ending early. Without a directory there is nothing to fence, and the newest may be one that
 * another run is setting in TruU now: it stays.
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
      (one) => isTagged(one) && one.keyId !== heldKeyId && startsLater(one.startsOn, orphanedSince),
    );
    const showsNew = shown.some(({ keyId }) => !startsOf.has(keyId) && !unheldKeyIds.includes(keyId));
    for (const { keyId, startsOn } of shown) startsOf.set(keyId, startsOn);
    unchangedReads = showsNew ? 0 : unchangedReads + 1;
  }
  const orphans = [...startsOf].toSorted(([, a], [, b]) => Date.parse(a) - Date.parse(b)).map(([keyId]) => keyId);
  return [...new Set([...unheldKeyIds, ...('create' in directory ? orphans.slice(0, -1) : orphans)])];
};

/** Deletes secrets that TruU does not hold, behind a fence. */
export const deleteUnheldSecrets = async (
  context: ApplyContext,
  applicationId: string,
  keyIds: readonly string[],
  directory: DirectoryVersion,
): Promise<void> => {
  await context.truu.fence(directory);
  await deleteEach(context, applicationId, keyIds);
};

/** The same while there is no directory, so that there is nothing to fence: TruU must not have got one meanwhile. */
export const deleteUnheldBeforeCreation = async (
  context: ApplyContext,
  applicationId: string,
  keyIds: readonly string[],
  destination: Extract<StepOf<'set-secret'>['directory'], { readonly create: unknown }>,
): Promise<void> => {
  if ((await context.truu.readHeld(destination)) !== null)
    throw new ActionError(
      'APPLY_OVERTAKEN',
      'The TruU directory was created by another run or person during this run.',
    );
  await deleteEach(context, applicationId, keyIds);
};

const deleteEach = async (context: ApplyContext, applicationId: string, keyIds: readonly string[]): Promise<void> => {
  for (const keyId of keyIds) {
    await removePassword(context.entra, { applicationId, keyId, fresh: false });
    context.say(`Deleted the client secret ${keyId}, which TruU does not hold.`);
  }
};
