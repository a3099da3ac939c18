import {
  addOwner,
  createApplication,
  createServicePrincipal,
  lockOfAll,
  nameApplication,
  updateApplication,
} from '../entra/write/application.ts';
import { grant, revoke } from '../entra/write/grants.ts';
import { removePassword } from '../entra/write/secret.ts';
import type { StepKind, StepOf } from '../plan/types.ts';
import { ActionError } from '../support/errors.ts';
import type { TruuStep } from '../truu/connection.ts';
import type { DirectoryVersion } from '../truu/model.ts';
import { claimApplication, claimServicePrincipal, confirmAccess } from './look-again.ts';
import { resolve, type ApplyContext, type Ledger } from './context.ts';
import { deleteUnheldSecrets } from './rotation/orphans.ts';
import { rotateSecret } from './rotation/rotate.ts';

/** Carries out a step and says what was done. Throws ActionError with what remains. */
type StepHandler<K extends StepKind> = (step: StepOf<K>, ledger: Ledger, context: ApplyContext) => Promise<string>;

/** Marks that something in Entra may have changed, also when the request then fails. */
const writingEntra = (ledger: Ledger): void => {
  ledger.wrote = ledger.wroteEntra = true;
};

const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;

/** TruU's side carries its own steps out. */
const truuStep = (step: TruuStep, ledger: Ledger, context: ApplyContext): Promise<string> => {
  ledger.wrote = true;
  const appId = ledger.ids.get('create-application')?.appId ?? null;
  return context.truu.runStep(step, { directoryId: ledger.newSecret?.directoryId ?? null, appId });
};

/** How each kind of step is carried out. */
export const stepHandlers: { readonly [K in StepKind]: StepHandler<K> } = {
  'create-application': async (step, ledger, context) => {
    writingEntra(ledger);
    const created = await createApplication(context.entra, step);
    const { id, appId } = created === 'taken' ? await claimApplication(context, step.uniqueName) : created;
    ledger.ids.set(step.id, { applicationId: id, appId });
    return created === 'taken'
      ? `found the app registration ${appId}, which an identity of the workflow had created`
      : `created the app registration ${appId}`;
  },
  'update-application': async (step, ledger, context) => {
    writingEntra(ledger);
    await updateApplication(context.entra, step);
    return 'updated the app registration';
  },
  'create-service-principal': async (step, ledger, context) => {
    writingEntra(ledger);
    const appId = resolve(ledger, step.appId);
    const { ownerIds } = step;
    const created = await createServicePrincipal(context.entra, { appId, ownerIds });
    const { id } = created === 'taken' ? await claimServicePrincipal(context, appId) : created;
    ledger.ids.set(step.id, { servicePrincipalId: id });
    return created === 'taken' ? `found the service principal ${id}` : `created the service principal ${id}`;
  },
  'add-owners': async (step, ledger, context) => {
    writingEntra(ledger);
    const { applicationId, servicePrincipalId } = step;
    for (const { id, application, servicePrincipal } of step.owners) {
      if (application) await addOwner(context.entra, { collection: 'applications', id: applicationId }, id);
      if (servicePrincipal && servicePrincipalId !== null)
        await addOwner(context.entra, { collection: 'servicePrincipals', id: servicePrincipalId }, id);
    }
    return `added ${counted(step.owners.length, 'owner')}`;
  },
  'name-application': async (step, ledger, context) => {
    writingEntra(ledger);
    return (await nameApplication(context.entra, step))
      ? 'set the unique name'
      : 'another object has the unique name, so the registration is left without one';
  },
  'lock-service-principal': async ({ applicationId }, ledger, context) => {
    writingEntra(ledger);
    const patch = { servicePrincipalLockConfiguration: lockOfAll };
    await updateApplication(context.entra, { applicationId, patch });
    return 'locked the credentials of the service principal';
  },
  grant: async (step, ledger, context) => {
    writingEntra(ledger);
    const principalId = resolve(ledger, step.principalId);
    const { resourceId, roles, delegated } = step;
    const ids = { appId: resolve(ledger, step.appId), principalId, resourceId };
    await confirmAccess(context, ids.appId);
    await grant(context.entra, { ...ids, roles, delegated });
    return `granted ${counted(step.changes.length, 'permission')}`;
  },
  revoke: async (step, ledger, context) => {
    writingEntra(ledger);
    await revoke(context.entra, step);
    return `revoked ${counted(step.changes.length, 'permission')}`;
  },
  'set-secret': rotateSecret,
  'delete-unheld-secrets': async (step, ledger, context) => {
    writingEntra(ledger);
    const directory = step.directory ?? ownDirectory(ledger);
    await deleteUnheldSecrets(context, step.applicationId, step.keyIds, directory);
    return `deleted ${counted(step.keyIds.length, 'client secret')} that TruU does not hold`;
  },
  'update-directory': truuStep,
  'set-primary-user-identifier': truuStep,
  'connect-cluster': truuStep,
  'hand-off': truuStep,
  'retire-secrets': async (step, ledger, context) => {
    writingEntra(ledger);
    const { applicationId } = step;
    for (const keyId of step.keyIds) await removePassword(context.entra, { applicationId, keyId });
    return `retired ${step.keyIds.join(', ')}`;
  },
};

/** The directory in which this run set a secret, and that secret. Throws INTERNAL. */
const ownDirectory = ({ newSecret }: Ledger): DirectoryVersion => {
  if (newSecret === null) throw new ActionError('INTERNAL', 'There is no directory to fence.');
  return { id: newSecret.directoryId, version: null, heldKeyId: newSecret.keyId };
};
