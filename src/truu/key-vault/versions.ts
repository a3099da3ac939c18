import { z } from 'zod';
import { isGuid } from '../../support/guid.ts';
import { collectPages, type ListPage } from '../../support/pages.ts';
import type { RecordedSecret } from '../hand-off.ts';
import { codesOf, isOk, noAnswer, unexpectedAnswer, vaultError, type VaultAttempt } from './answer.ts';
import { apiVersion, type VaultAnswer, type VaultClient } from './transport.ts';

/** Seconds since 1970. */
const time = z.number().int();
/** A version as the vault shows it; the answer of a PUT has the value besides, which is not read. */
const versionSchema = z.object({
  id: z.string(),
  attributes: z.object({ enabled: z.boolean(), created: time, exp: time.optional() }),
  tags: z.record(z.string(), z.string()).optional(),
});
const pageSchema = z.object({ value: z.array(versionSchema), nextLink: z.string().nullish() });

/** A URL of a secret, or of one of its versions. */
export const secretUrl = ({ url }: VaultClient, ...path: readonly string[]): string =>
  `${url}/secrets/${path.join('/')}?api-version=${apiVersion}`;

/** What this action delivered in a secret, of any registration: versions with its tags. Throws HANDOFF_VAULT_UNREADABLE. */
export const listVersions = async (client: VaultClient, secret: string): Promise<readonly RecordedSecret[]> => {
  const attempt: VaultAttempt = {
    ...{ vault: new URL(client.url).host, operation: `list the versions of the secret ${secret}` },
    ...{ action: 'readMetadata', code: 'HANDOFF_VAULT_UNREADABLE' },
  };
  const readPage = async (at: string): Promise<ListPage<RecordedSecret>> => {
    const answer = await client.send({ method: 'GET', url: at, repeat: 'safe' }).catch((thrown: unknown) => {
      throw noAnswer(thrown, attempt);
    });
    // Key Vault says that there is no secret of this name: nothing was delivered yet.
    if (answer.status === 404 && codesOf(answer).includes('SecretNotFound')) return { entries: [], next: null };
    if (!isOk(answer)) throw vaultError(answer, attempt);
    const page = pageSchema.safeParse(answer.body);
    const next = page.data?.nextLink || null;
    // A token goes to no other host than the vault's.
    const isOfVault = next === null || (URL.canParse(next) && new URL(next).origin === new URL(client.url).origin);
    if (!page.success || !isOfVault) throw unexpectedAnswer(answer, attempt);
    return { entries: page.data.value.flatMap((one) => recordedOf(one) ?? []), next };
  };
  const first = `${secretUrl(client, secret, 'versions')}&maxresults=25`;
  return collectPages(first, readPage, () => unexpectedAnswer({ status: 200 } as VaultAnswer, attempt));
};

/** The version of an answer to a PUT; null when it does not say which one it made. */
export const versionOf = ({ body }: VaultAnswer): RecordedSecret | null => {
  const version = versionSchema.safeParse(body);
  return version.success ? recordedOf(version.data) : null;
};

/** A version with the tags of this action; null: somebody else made it. */
const recordedOf = ({ id, attributes, tags = {} }: z.infer<typeof versionSchema>): RecordedSecret | null => {
  const { keyId = '', appId = '' } = tags;
  const version = /\/([0-9a-f]{32})$/i.exec(id)?.[1];
  if (version === undefined || !isGuid(keyId) || !isGuid(appId)) return null;
  const { created, exp, enabled } = attributes;
  return {
    keyId,
    appId,
    version,
    at: toRfc3339(created),
    expiresOn: exp === undefined ? null : toRfc3339(exp),
    enabled,
  };
};

const toRfc3339 = (seconds: number): string => new Date(seconds * 1000).toISOString();
