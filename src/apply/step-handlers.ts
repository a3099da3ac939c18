import { createApplication, createServicePrincipal, updateApplication } from '../entra/write/application.ts';
import { grant, revoke } from '../entra/write/grants.ts';
import { removePassword } from '../entra/write/secret.ts';
import type { StepKind, StepOf } from '../plan/types.ts';
import { ActionError } from '../support/errors.ts';
import type { TruuStep } from '../truu/connection.ts';
import type { DirectoryVersion } from '../truu/model.ts';
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
  return context.truu.runStep(step, ledger.newSecret?.directoryId ?? null);
};

/** How each kind of step is carried out. */
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
    return 'updated the app registration';
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
  'retire-secrets': async (step, ledger, context) => {
    writingEntra(ledger);
    const { applicationId } = step;
    for (const keyId of step.keyIds) await removePassword(context.entra, { applicationId, keyId, fresh: false });
    return `retired ${step.keyIds.join(', ')}`;
  },
};

/** The directory in which this run set a secret, and that secret. Throws INTERNAL. */
const ownDirectory = ({ newSecret }: Ledger): DirectoryVersion => {
  if (newSecret === null) throw new ActionError('INTERNAL', 'There is no directory to fence.');
  return { id: newSecret.directoryId, version: null, heldKeyId: newSecret.keyId };
};
