import { addDuration } from '../../emulator/duration.ts';
import { type Caller, graphAs, logIn, type Reply, truuAs, truuToken } from './emulator-clients.ts';
import { guidePermissions, createSecret, register, type Registration } from './emulator-registration.ts';
import type { TestEmulator } from './emulator.ts';

/** TruU's word on a directory. */
export interface Health {
  status: string;
  checkedAt: string | null;
  credentialKeyId?: string | null;
  checks: { name: string; status: string; code: string | null; message: string }[];
}

/** The error body of TruU's contract. */
export interface TruuErrorBody {
  status: number;
  error: string;
  message: string;
  requestId: string;
}

/** A new directory as a client sends it. */
export const newDirectory = (change: Record<string, unknown> = {}): Record<string, unknown> => ({
  type: 'ENTRA_ID',
  configurationName: 'US-Denver-Production',
  domain: 'contoso.com',
  allUsersShareUpnSuffix: true,
  autoRemoveDevices: true,
  credential: newCredential(),
  ...change,
});

/** A credential as a client hands it over. */
export const newCredential = (change: Record<string, unknown> = {}): Record<string, unknown> => ({
  tenantId: '3f6e2a52-7d1c-4b6e-9a0e-5f0c6f1b2a11',
  clientId: '0c8f7e11-5a55-4b7c-9d0f-2f1f5a2b9d01',
  clientSecret: 'a-secret-of-these-tests',
  secretKeyId: '7d5e0f6a-94f3-4f83-8a0e-6f2b2f4bb0c2',
  expiresAt: '2027-11-23T10:00:00.000Z',
  ...change,
});

/** TruU's API as its client. */
export const truuClient = async (emulator: TestEmulator): Promise<Caller> =>
  truuAs(emulator, (await truuToken(emulator)).body.access_token);

/** Creates a directory; its id and ETag come back. */
export const createDirectory = async <T = { id: string }>(
  truu: Caller,
  change: Record<string, unknown> = {},
  key = 'first',
): Promise<Reply<T> & { etag: string }> => {
  const answer = await truu<T>('POST', '/directories', newDirectory(change), { 'idempotency-key': key });
  return { ...answer, etag: answer.headers.get('etag') ?? '' };
};

/** Everything joined by hand: a registration with the guide's permissions and a directory that holds its secret. */
export interface Joined {
  admin: Caller;
  truu: Caller;
  registration: Registration;
  keyId: string;
  clientSecret: string;
  directory: string;
  etag: string;
}

/** Joins an emulated Entra and TruU by their real routes, with a secret of one year. TruU measures without delay. */
export const join = async (emulator: TestEmulator): Promise<Joined> => {
  await emulator.behaviour({ truu: { healthDelayMs: 0 } });
  const admin = graphAs(emulator, await logIn(emulator, 'admin'));
  const truu = await truuClient(emulator);
  const registration = await register(admin, {}, guidePermissions);
  const end = addDuration(await emulator.clock.now(), 'P12M');
  const { keyId, secretText, endDateTime } = await createSecret(admin, registration, {
    endDateTime: end.toISOString(),
  });
  const credential = newCredential({
    clientId: registration.appId,
    clientSecret: secretText,
    secretKeyId: keyId,
    expiresAt: endDateTime,
  });
  const { body, etag } = await createDirectory(truu, { credential }, keyId);
  return { admin, truu, registration, keyId, clientSecret: secretText, directory: `/directories/${body.id}`, etag };
};

/** Reads the health of a directory. */
export const readHealth = async (truu: Caller, directory: string): Promise<Health> =>
  (await truu<Health>('GET', `${directory}/health`)).body;

/** Asks for the health until it is as wanted; the test's own time limit ends a wait in vain. */
export const waitForHealth = async (
  truu: Caller,
  directory: string,
  wanted: (health: Health) => boolean,
): Promise<Health> => {
  for (;;) {
    const health = await readHealth(truu, directory);
    if (wanted(health)) return health;
  }
};

/** A measurement that began after another. */
export const after =
  (earlier: string | null) =>
  ({ checkedAt }: Health): boolean =>
    checkedAt !== null && checkedAt > (earlier ?? '');
