import { createApplication, createServicePrincipal, updateApplication } from '../entra/write/application.ts';
import { grant, revoke } from '../entra/write/grants.ts';
import { removePassword } from '../entra/write/secret.ts';
import type { StepKind, StepOf } from '../plan/types.ts';
import { putPrimaryUserIdentifier } from '../truu/api/write/attributes.ts';
import { ActionError } from '../support/errors.ts';
import { putDirectoryConnection } from '../truu/api/write/cluster.ts';
import { patchDirectory, type DirectoryVersion } from '../truu/api/write/directory.ts';
import { rotateSecret } from './rotation/rotate.ts';
import { resolve, type Ledger, type ApplyContext } from './context.ts';
import { deleteUnheldSecrets } from './rotation/create-secret.ts';

/** Carries out a step and says what was done. Throws ActionError with what remains. */
type StepHandler<K extends StepKind> = (step: StepOf<K>, ledger: Ledger, context: ApplyContext) => Promise<string>;

/** Marks that something in Entra may have changed, also when the request then fails. */
const writingEntra = (ledger: Ledger): void => {
  ledger.wrote = ledger.wroteEntra = true;
};

const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;

/** The table from step to deed: one entry per kind. */
export const stepHandlers: { readonly [K in StepKind]: StepHandler<K> } = {
  'create-application': async (step, ledger, context) => {
    writingEntra(ledger);
    const { id, appId } = await createApplication(context.entra, step);
    ledger.ids.set(step.id, { applicationId: id, appId });
    ledger.fresh.add(id).add(appId);
    return `created the app registration ${appId}`;
  },
  'update-application': async (step, ledger, context) => {
    writingEntra(ledger);
    await updateApplication(context.entra, step);
    return 'changed the app registration';
  },
  'create-service-principal': async (step, ledger, context) => {
    writingEntra(ledger);
    const appId = resolve(ledger, step.appId);
    const { id } = await createServicePrincipal(context.entra, appId, ledger.fresh.has(appId));
    ledger.ids.set(step.id, { servicePrincipalId: id });
    ledger.fresh.add(id);
    return `created the service principal ${id}`;
  },
  grant: async (step, ledger, context) => {
    writingEntra(ledger);
    const principalId = resolve(ledger, step.principalId);
    const { resourceId, roles, delegated } = step;
    const ids = { appId: resolve(ledger, step.appId), principalId, resourceId };
    await grant(context.entra, { ...ids, roles, delegated, fresh: ledger.fresh.has(principalId) });
    return `granted ${counted(step.changes.length, 'permission')}`;
  },
  revoke: async (step, ledger, context) => {
    writingEntra(ledger);
    await revoke(context.entra, step);
    return `took ${counted(step.changes.length, 'permission')} away`;
  },
  'set-secret': rotateSecret,
  'delete-unheld-secrets': async (step, ledger, context) => {
    writingEntra(ledger);
    const directory = 'step' in step.directory ? handedOverTo(ledger) : step.directory;
    ledger.etags.set(directory.id, await deleteUnheldSecrets(context, step.applicationId, step.keyIds, directory));
    return `removed ${counted(step.keyIds.length, 'secret')} that TruU does not hold`;
  },
  'update-directory': async (step, ledger, context) => {
    ledger.wrote = true;
    const etag = ledger.etags.get(step.directoryId) ?? step.etag;
    ledger.etags.set(step.directoryId, await patchDirectory(context.truu, { id: step.directoryId, etag }, step.patch));
    return 'changed the TruU directory';
  },
  'set-primary-user-identifier': async (step, ledger, context) => {
    ledger.wrote = true;
    await putPrimaryUserIdentifier(context.truu, step.value, step.etag);
    return 'set the primary user identifier';
  },
  'connect-cluster': async (step, ledger, context) => {
    ledger.wrote = true;
    await putDirectoryConnection(context.truu, step.clusterId, resolve(ledger, step.directoryId), step.etag);
    return 'connected the cluster to the directory';
  },
  'retire-secrets': async (step, ledger, context) => {
    writingEntra(ledger);
    const { applicationId } = step;
    for (const keyId of step.keyIds) await removePassword(context.entra, { applicationId, keyId, fresh: false });
    return `retired ${step.keyIds.join(', ')}`;
  },
};

/** The directory that this run created, at the version in which it took the secret. */
const handedOverTo = ({ newSecret, etags }: Ledger): DirectoryVersion & { readonly heldKeyId: string } => {
  const etag = etags.get(newSecret?.directoryId ?? '');
  if (newSecret === null || etag === undefined) throw new ActionError('INTERNAL', 'There is no directory to fence.');
  return { id: newSecret.directoryId, etag, heldKeyId: newSecret.keyId };
};
