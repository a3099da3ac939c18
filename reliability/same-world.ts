import type { State } from '../emulator/state.ts';

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const time = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g;

/**
 * A world as the next run sees it, which knows nothing else: ids and names that chance decides are numbered in the order in
 * which they stand, times by which comes first, and values of secrets are left out. Two worlds of one form heal alike.
 */
export const formOf = (state: State): string => formWith(state, '');

/** The same, with a text on what else the next run sees. */
export const formWith = ({ entra, truu }: State, more: string): string => {
  const known = JSON.stringify({
    ...entra,
    secrets: entra.secrets.map(({ value: _value, ...one }) => one),
    applications: entra.applications.map((one) => ({
      ...one,
      passwordCredentials: one.passwordCredentials.map(({ hint: _hint, ...secret }) => secret),
    })),
    ...truu,
    directories: truu.directories.map(({ health, credential, ...one }) => ({
      ...one,
      credential: credential && { ...credential, clientSecret: null },
      health: { status: health.status, codes: health.checks.map(({ code }) => code), key: health.credentialKeyId },
    })),
  });
  const text = `${known}${more}`.replaceAll(/\[truu:2:([0-9a-f]{8}):[0-9a-f]{8}:[0-9a-f]{8}\]/g, '[truu $1]');
  const times = [...new Set(text.match(time))].sort();
  const ids = [...new Set(text.match(uuid))];
  return text
    .replaceAll(time, (one) => `time ${times.indexOf(one)}`)
    .replaceAll(uuid, (one) => `id ${ids.indexOf(one)}`);
};
