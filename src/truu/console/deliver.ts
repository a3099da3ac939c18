import { ActionError } from '../../support/errors.ts';
import type { NewCredential, SetSecretOutcome, TruuWriter } from '../connection.ts';
import type { HeldSecret } from '../model.ts';
import type { ConsoleKey, HandOffState } from '../hand-off.ts';
import type { AskContext } from './ask.ts';
import { refusalMarker } from './markers.ts';
import type { SecretStore, SecretStoreWriter } from './store.ts';

/** The delivery of one new secret to the store from which a person takes it. */
export interface Delivery extends Pick<TruuWriter, 'setSecret'> {
  /** Whether the store has the secret that was sent. Throws HANDOFF_VAULT_UNREADABLE. */
  readonly readHeld: () => Promise<HeldSecret | null>;
  /** What was delivered; null: nothing. */
  readonly delivered: () => ConsoleKey | null;
}

/** Opens the delivery, by what was read when the run was planned. */
export const openDelivery = (
  context: AskContext,
  observed: HandOffState | null,
  store: SecretStore,
  writer: SecretStoreWriter,
): Delivery => {
  const known = new Set((observed?.record.recorded ?? []).map(({ version }) => version));
  let sent: NewCredential | null = null;
  let delivered: ConsoleKey | null = null;
  return {
    setSecret: async (_to, credential) => {
      await expectNothingNew(store, known, credential.clientId);
      sent = credential;
      const { clientSecret: value, secretKeyId: keyId, clientId: appId, expiresAt: expiresOn } = credential;
      const outcome = await writer.put({ value, keyId, appId, expiresOn });
      if (outcome.kind === 'stored') {
        delivered = keyOf(credential, outcome.recorded);
        return { kind: 'accepted', directoryId: appId } satisfies SetSecretOutcome;
      }
      if (outcome.kind === 'refused' && outcome.error.code === 'HANDOFF_VAULT_REFUSED')
        await noteRefusal(context, observed, appId);
      return outcome;
    },
    readHeld: async () => {
      const credential = sent;
      if (credential === null) return null;
      const found = (await store.list()).findLast(({ keyId }) => keyId === credential.secretKeyId);
      if (found !== undefined) delivered = keyOf(credential, found);
      return { directoryId: credential.clientId, keyId: found?.keyId ?? null, unchanged: false };
    },
    delivered: () => delivered,
  };
};

/** The later of two runs finds what the earlier one delivered meanwhile. Throws APPLY_OVERTAKEN. */
const expectNothingNew = async (store: SecretStore, known: ReadonlySet<string>, appId: string): Promise<void> => {
  const news = (await store.list()).filter((one) => one.appId === appId && !known.has(one.version));
  const [first] = news;
  if (first === undefined) return;
  const evidence = [{ name: 'Key ID of the other secret', value: first.keyId }];
  throw new ActionError('APPLY_OVERTAKEN', 'Another run delivered a client secret during this run.', { evidence });
};

const keyOf = (
  { secretKeyId: keyId, expiresAt: expiresOn, clientSecret }: NewCredential,
  { at, version }: { readonly at: string; readonly version: string },
): ConsoleKey => ({
  ...{ keyId, expiresOn, startsOn: at, recordedAt: at, version },
  // What Graph shows of it later (Graph docs, passwordCredential, read 2026-11).
  hint: clientSecret.reveal().slice(0, 3),
  ...{ confirmedAt: null, confirmedBy: null, usedOn: null, adopted: false },
});

/** Written down for the renewals to come, where there is a hand-off to write it to; otherwise only apply delivers. */
const noteRefusal = async (
  { desk, texts, place }: AskContext,
  observed: HandOffState | null,
  appId: string,
): Promise<void> => {
  const issue = observed?.record.issues.findLast(({ request }) => request.fields.clientId === appId);
  if (issue === undefined) return;
  const body = `${refusalMarker({ place, at: desk.now() })}\n${texts.refused(place)}`;
  // The refusal is what the run has to report; without the note a renewal tries once more.
  await desk.comment(issue.number, body).catch(() => undefined);
};
