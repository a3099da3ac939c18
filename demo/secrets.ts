import type { RunningWorld } from '../emulator/client/world.ts';
import { administratorOf, managed } from '../testing/manual-changes.ts';

/** The client secrets that Entra has of the registration, as the portal lists them. */
export interface SecretList {
  readonly all: number;
  /** How many of them have ended. */
  readonly ended: number;
  readonly lines: readonly string[];
}

/** Reads the list from Entra. No login is tried: Entra's report would show it as a use. */
export const listSecrets = async (world: RunningWorld): Promise<SecretList> => {
  const { application, secrets, directory } = await managed(administratorOf(world));
  const { now } = (await world.control('GET', '/clock')) as { now: string };
  const inTruu = secrets.find(({ value }) => value === directory?.credential?.clientSecret)?.keyId;
  const rows = application.passwordCredentials.map(({ keyId, endDateTime }) => ({
    keyId,
    endsOn: (endDateTime ?? '').slice(0, 10),
    ended: Date.parse(endDateTime ?? '') <= Date.parse(now),
  }));
  return {
    all: secrets.length,
    ended: rows.filter(({ ended }) => ended).length,
    lines: rows.map(({ keyId, endsOn, ended }) => {
      const end = `${ended ? 'ended on' : 'until'} ${endsOn}`;
      return `Secret ID ${keyId}, ${end}${keyId === inTruu ? ', in TruU' : ''}`;
    }),
  };
};
