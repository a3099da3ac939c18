import type { ApplicationKey, EntraState } from '../entra/model.ts';
import type { DirectoryState, TruuState } from '../truu/model.ts';

/**
 * Whether both readings may be of one moment: Entra shows what TruU names in this tenant. When it does not, something is
 * gone, or Entra was read before another run's writes and TruU after them, or a replica of Graph lags. Pure.
 */
export const isConsistent = (entra: EntraState, truu: TruuState, key: ApplicationKey): boolean =>
  truu.directories.filter((one) => one.tenantId === entra.tenant).every((one) => isShown(one, entra, key));

const isShown = (
  { clientId, credential }: DirectoryState,
  { application }: EntraState,
  key: ApplicationKey,
): boolean => {
  if (clientId === null) return true;
  // A registration with our unique name that is not there yet may be any that TruU names.
  if (application === null) return 'appId' in key && key.appId !== clientId;
  if (application.appId !== clientId || credential.secretKeyId === null) return true;
  return application.secrets.some(({ keyId }) => keyId === credential.secretKeyId);
};
