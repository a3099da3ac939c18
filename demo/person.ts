import type { RunningWorld } from '../emulator/client/world.ts';
import { administratorOf, managed } from '../testing/manual-changes.ts';

/** A person with access to Entra's portal, to TruU's Admin Console and to GitHub. Each deed returns what the person sees. */
export interface Person {
  /** Adds a client secret in the Entra admin center, and keeps its value and its id. */
  readonly addSecret: () => Promise<readonly string[]>;
  /** Sets the directory up in TruU's Admin Console, with the value of the newest secret. */
  readonly setUp: () => Promise<readonly string[]>;
  /** Pastes the value of the newest secret in TruU's Admin Console. */
  readonly paste: () => Promise<readonly string[]>;
  /** Confirms on the newest issue what it asks. */
  readonly confirm: () => Promise<readonly string[]>;
}

/** What TruU's guide has a person type, with the values of the complete spec (TruU docs, "Entra ID Directory", read 2026-11). */
const guide: readonly Field[] = [
  ['Configuration Name', 'configurationName', 'US-Denver-Production'],
  ['Domain name', 'domain', 'contoso.com'],
  ['All users share the same UPN suffix', 'allUsersShareUpnSuffix', true, 'Yes'],
  ['Automatically Remove Devices', 'autoRemoveDevices', true, 'True'],
  ['Primary User Identifier', 'primaryUserIdentifier', 'mail'],
  ['Identity Server cluster', 'cluster', 'cloud'],
];

/** The label in the console, the name and the value in the control API, and the value as the console shows it. */
type Field = readonly [label: string, name: string, value: string | boolean, shown?: string];

interface Noted {
  readonly keyId: string;
  readonly value: string;
}

/** A person with this login on GitHub. */
export const createPerson = (world: RunningWorld, login: string): Person => {
  const administrator = administratorOf(world);
  const notes: { secret: Noted } = { secret: { keyId: '', value: '' } };
  const addSecret: Person['addSecret'] = async () => {
    const { application } = await managed(administrator);
    const body = { appId: application.appId, displayName: 'TruU', months: 12 };
    notes.secret = (await world.control('POST', '/portal/secrets', body)) as Noted;
    return ['Value      (copied; Entra never shows it again)', `Secret ID  ${notes.secret.keyId}`];
  };
  const save = async (fields: readonly Field[]): Promise<readonly string[]> => {
    const set = Object.fromEntries(fields.map(([, name, value]) => [name, value]));
    await world.control('POST', '/console', { set, paste: notes.secret.value });
    // TruU logs in two minutes after a save (emulator/CONTROL.md).
    await world.control('POST', '/clock', { advance: 'PT3M' });
    return [
      ...fields.map(([label, , value, shown]) => `${label}: ${shown ?? value}`),
      'Application client secret: the Value, pasted',
      `Save. Three minutes later the console shows: ${await statusOf(world)}`,
    ];
  };
  const setUp: Person['setUp'] = async () => {
    const { application } = await managed(administrator);
    return save([
      ...guide,
      ['Directory (tenant) ID', 'tenantId', world.ready.admin.tenant],
      ['Application (client) ID', 'clientId', application.appId],
    ]);
  };
  const confirm: Person['confirm'] = async () => {
    const { github } = await administrator.state();
    const issue = github.issues.toSorted((a, b) => a.number - b.number).at(-1);
    const code = /\/truu done ([0-9A-Z]{8})/.exec(issue?.body ?? '')?.[1];
    const body = `/truu done ${code} ${notes.secret.keyId}`;
    await world.control('POST', '/github/comments', { issue: issue?.number, login, body });
    return [body];
  };
  return { addSecret, setUp, paste: () => save([]), confirm };
};

const statusOf = async (world: RunningWorld): Promise<string> => {
  const shown = (await world.control('GET', '/console')) as { directories: { status: string }[] };
  return shown.directories[0]?.status ?? 'no directory';
};
