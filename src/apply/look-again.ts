import { permissionById } from '../catalog/permissions.ts';
import { judgeTag } from '../catalog/secret-tag.ts';
import type {
  ApplicationKey,
  ApplicationState,
  EntraState,
  SecretState,
  ServicePrincipalState,
} from '../entra/model.ts';
import { addBirths } from '../entra/age.ts';
import { readEntra } from '../entra/read/entra.ts';
import { settled } from '../entra/read/settled.ts';
import type { ApplicationIds } from '../entra/write/application.ts';
import { unknownAccess, unknownSecret, type UnknownAccess } from '../plan/access.ts';
import { accessUnknown, originEvidence } from '../plan/refuse-access.ts';
import { creatorsOf, isCreatedByUs } from '../plan/whose.ts';
import { ActionError } from '../support/errors.ts';
import { pollUntil } from '../support/poll.ts';
import type { ApplyContext } from './context.ts';

/**
 * Looks once more at who can get in, right before a registration gets its first permissions or TruU its first secret of
 * it: access that is new since the plan stops it. Throws ENTRA_ACCESS_UNKNOWN.
 */
export const confirmAccess = async (context: ApplyContext, appId: string): Promise<void> => {
  const { births, graph } = context.entra;
  const isNew = (): boolean => births.hasYoung(graph.now(), appId);
  const state = await lookUntil(context, { appId }, { isComplete: hasPrincipal, waits: isNew }, principalNotShown());
  const unknown = [
    ...state.application.secrets.filter((one) => isNewcomer(context, appId, one)).map(secretOfOthers),
    ...unknownAccess(state, context.trust),
  ];
  if (unknown.length > 0) throw stopped('The registration has an unknown way in that the plan did not see.', unknown);
};

/** A secret that the plan did not see, and that no run of this action made: those that runs left behind are deleted. */
const isNewcomer = (
  { trust: { judgedSecrets, knownCredentials }, consumer }: ApplyContext,
  appId: string,
  { keyId, displayName, startsOn, expiresOn }: SecretState,
): boolean =>
  !judgedSecrets.has(keyId) &&
  !knownCredentials.has(keyId) &&
  judgeTag(displayName, { consumer, appId, startsOn, expiresOn }) !== 'ours';

const secretOfOthers = (secret: SecretState): UnknownAccess =>
  unknownSecret(secret, 'A secret that this action did not create can log in as the registration');

/**
 * The registration that holds the unique name, when its creation found it taken: an earlier try of this run may have made
 * it, and so may anybody. Throws ENTRA_APPLICATION_FOREIGN unless an identity of the workflow created it, and
 * ENTRA_ACCESS_UNKNOWN when there is more at it than this plan would make.
 */
export const claimApplication = async (context: ApplyContext, uniqueName: string): Promise<ApplicationIds> => {
  const taken = new ActionError(
    'ENTRA_UNIQUE_NAME_TAKEN',
    'The unique name is taken, but no readable registration has it.',
  );
  const state = await lookUntil(context, { uniqueName }, { isComplete: () => true, waits: always }, taken);
  const { application } = state;
  if (!isCreatedByUs(application, creatorsOf(context.trust, context.entra.deployer))) throw foreign(application);
  const beyond = [
    ...application.secrets.map(secretOfOthers),
    ...unknownAccess(state, context.trust),
    ...grantsBeyond(context, state),
  ];
  if (beyond.length > 0)
    throw stopped('The registration was created meanwhile, and it has more than this plan would make.', beyond);
  return { id: application.id, appId: application.appId };
};

/** The service principal that exists when its creation found one. Throws ENTRA_ACCESS_UNKNOWN as for the registration. */
export const claimServicePrincipal = async (context: ApplyContext, appId: string): Promise<{ readonly id: string }> => {
  const state = await lookUntil(context, { appId }, { isComplete: hasPrincipal, waits: always }, principalNotShown());
  const beyond = [...unknownAccess(state, context.trust), ...grantsBeyond(context, state)];
  if (beyond.length > 0)
    throw stopped('The service principal was created meanwhile, and it has more than this plan would make.', beyond);
  return { id: (state.servicePrincipal as ServicePrincipalState).id };
};

type Shown = EntraState & { readonly application: ApplicationState };

const hasPrincipal = ({ servicePrincipal }: EntraState): boolean => servicePrincipal !== null;

const principalNotShown = (): ActionError =>
  new ActionError('ENTRA_NOT_SETTLED', 'Entra did not show the service principal in time.');

/** What to look for, and whether it may be too new to be shown. */
interface Sought {
  readonly isComplete: (state: EntraState) => boolean;
  readonly waits: () => boolean;
}

/** Graph has just refused to create the object because it is there: that it is not shown is lag, whatever its age. */
const always = (): boolean => true;

/** Reads until the registration is shown, with what else is needed; its parts can lag behind it. */
const lookUntil = (
  { entra: { graph, deployer, retryWindow, births }, tenant, trust }: ApplyContext,
  key: ApplicationKey,
  { isComplete, waits }: Sought,
  otherwise: ActionError,
): Promise<Shown> =>
  pollUntil<Shown>(retryWindow, async () => {
    const workflow = { deployer: trust.deployerClientId, renewer: trust.renewerClientId };
    const seen = await settled(readEntra(graph, key, { tenant, deployer, workflow, secretUse: null }));
    if ('retry' in seen) return seen;
    const state = seen.done;
    addBirths(births, state);
    const { application } = state;
    if (application !== null && isComplete(state)) return { done: { ...state, application } };
    if (waits()) return { retry: otherwise };
    throw otherwise;
  });

const grantsBeyond = ({ trust }: ApplyContext, { servicePrincipal }: EntraState): readonly UnknownAccess[] => {
  if (servicePrincipal === null) return [];
  const roles = servicePrincipal.assignments.map(({ roleId }) => roleId).filter((id) => !trust.listedRoles.has(id));
  const scopes = (servicePrincipal.delegatedGrant?.scopes ?? []).filter((name) => !trust.listedScopes.has(name));
  return [
    ...roles.map((id) => unlisted('application', permissionById('application', id)?.name ?? id)),
    ...scopes.map((name) => unlisted('delegated', name)),
  ];
};

const unlisted = (type: 'application' | 'delegated', name: string): UnknownAccess => ({
  target: { kind: 'permission', type, name, tier: null, description: null },
  message: 'A permission is granted that the spec does not list',
  names: [name],
  acceptedBy: null,
});

const stopped = (message: string, unknown: readonly UnknownAccess[]): ActionError => {
  const { fix, evidence } = accessUnknown(unknown);
  return new ActionError('ENTRA_ACCESS_UNKNOWN', message, { fix, evidence });
};

const foreign = (application: ApplicationState): ActionError =>
  new ActionError(
    'ENTRA_APPLICATION_FOREIGN',
    'An identity outside this workflow took the unique name, so this run did not create its registration.',
    { evidence: originEvidence(application) },
  );
