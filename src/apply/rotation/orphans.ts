import { judgeTag } from '../../catalog/secret-tag.ts';
import type { ApplicationIds } from '../../entra/write/application.ts';
import { listSecrets, removePassword } from '../../entra/write/secret.ts';
import type { StepOf } from '../../plan/types.ts';
import { startsLater } from '../../support/instant.ts';
import type { DirectoryVersion } from '../../truu/model.ts';
import type { ApplyContext } from '../context.ts';

/** Replicas answer in turn, each as late as it is: so many reads in a row must show nothing new. */
const unchangedReadsNeeded = 6;

/**
 * Key ids of the secrets to delete before a new one is created: those of the plan, and what interrupted runs created just
 * before, which Graph did not show yet when the plan was made: they would pile up while runs keep ending early.
 */
export const findOrphans = async (
  context: ApplyContext,
  { id: applicationId, appId }: ApplicationIds,
  { unheldKeyIds, keptKeyIds, orphanedSince }: StepOf<'set-secret'>,
): Promise<readonly string[]> => {
  const tagOf = { consumer: context.consumer, appId };
  const found = new Set<string>();
  for (let unchangedReads = 0; unchangedReads < unchangedReadsNeeded;) {
    const shown = (await listSecrets(context.entra, applicationId)).filter(
      (one) =>
        !keptKeyIds.includes(one.keyId) &&
        startsLater(one.startsOn, orphanedSince) &&
        judgeTag(one.displayName, { ...tagOf, startsOn: one.startsOn, expiresOn: one.expiresOn }) === 'ours',
    );
    const showsNew = shown.some(({ keyId }) => !found.has(keyId) && !unheldKeyIds.includes(keyId));
    for (const { keyId } of shown) found.add(keyId);
    unchangedReads = showsNew ? 0 : unchangedReads + 1;
  }
  return [...new Set([...unheldKeyIds, ...found])];
};

/** Deletes secrets that TruU does not hold, behind a fence. */
export const deleteUnheldSecrets = async (
  context: ApplyContext,
  applicationId: string,
  keyIds: readonly string[],
  directory: DirectoryVersion,
): Promise<void> => {
  await context.truu.fence(directory, keyIds);
  for (const keyId of keyIds) {
    await removePassword(context.entra, { applicationId, keyId });
    context.say(`Deleted the client secret ${keyId}, which TruU does not hold.`);
  }
};
