import { clouds } from '../catalog/clouds.ts';
import type { EntraSession } from '../entra/login/session.ts';
import { handOffTexts } from '../report/hand-off/texts.ts';
import type { Spec } from '../spec/schema.ts';
import { ActionError } from '../support/errors.ts';
import type { Http } from '../support/http.ts';
import { createConsoleConnection, type ConsoleOptions } from '../truu/console/connection.ts';
import type { TruuConnection } from '../truu/connection.ts';
import { desiredTruu } from '../truu/desired.ts';
import type { SecretPlace } from '../truu/hand-off.ts';
import { portalLink } from '../truu/key-vault/link.ts';
import { createVaultStore } from '../truu/key-vault/store.ts';
import { createVaultClient } from '../truu/key-vault/transport.ts';
import { createVaultWriter } from '../truu/key-vault/write/writer.ts';
import type { ConsoleAccess, Host } from './request.ts';

/** With what the console connection is opened. */
export interface ConsoleEnds {
  readonly http: Http;
  readonly session: EntraSession;
  readonly handOffs: Host['handOffs'];
  readonly writes: boolean;
  /** Path of the spec, for the people who look at a version in the vault. */
  readonly specPath: string;
}

/** TruU's side where a person serves its Admin Console. Throws INPUT_MISSING without access to GitHub's API. */
export const connectConsole = (
  { assignees, evidence, place }: ConsoleAccess,
  spec: Spec,
  ends: ConsoleEnds,
): TruuConnection => {
  const { handOffs, writes } = ends;
  if (handOffs === null)
    throw new ActionError('INPUT_MISSING', 'The console connection needs "github-token", and a repository on GitHub.');
  const { desk, consumer, typed, run } = handOffs;
  const { settings, primaryUserIdentifier, cluster } = desiredTruu(spec);
  const { reportsSecretUse, adminCenter } = clouds[spec.entra.cloud];
  const asking = {
    adminCenter,
    ...{ desk, assignees, texts: handOffTexts, secret: spec.entra.secret, place, linkTo: linkOf(place, spec) },
    fields: { ...settings, tenantId: spec.entra.tenant, primaryUserIdentifier, cluster },
  };
  const declared = evidence ?? (reportsSecretUse ? 'report' : 'none');
  const policy = { assignees: assignees.map((login) => login.toLowerCase()), evidence: declared, place };
  return createConsoleConnection(asking, policy, { consumer, writes, typed, ...storeOf(place, spec, ends, run) });
};

/** Where secrets are delivered. The tokens are of the same login as those of Graph, and of the vault's own scope. */
const storeOf = (
  place: SecretPlace,
  spec: Spec,
  { http, session, writes, specPath }: ConsoleEnds,
  run: string,
): Pick<ConsoleOptions, 'store' | 'storeWriter'> => {
  if (place.kind === 'portal') return { store: null, storeWriter: null };
  const tokens = session.forScope(clouds[spec.entra.cloud].keyVault.scope);
  const client = createVaultClient(http, tokens, `https://${place.vault}`);
  return {
    store: createVaultStore(client, place.secret),
    storeWriter: writes ? createVaultWriter(client, place.secret, { spec: specPath, run }) : null,
  };
};

const linkOf = (place: SecretPlace, { entra: { cloud, tenant } }: Spec): ((version: string) => string) | null =>
  place.kind === 'portal'
    ? null
    : (version) => portalLink(clouds[cloud].keyVault.portal, { tenant, ...place, version });
