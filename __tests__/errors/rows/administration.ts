import { roleIdOf } from '../../support/emulator-registration.ts';
import type { Scenario } from '../../support/scenario.ts';

/** The value that stands beside a name in the log of a run. */
const shown = (stdout: string, name: string): string =>
  new RegExp(`^ *${name}: (.+)$`, 'm').exec(stdout)?.[1] ?? `no ${name}`;

/** An administrator sends the request beside "Graph" in a report, to the letter but for `ID`, which stands for an id. */
export const sendShown = async ({ graph }: Scenario, stdout: string, id = ''): Promise<void> => {
  const [, method = '', url = '', body = ''] = /^(\S+) (\S+) (.+)$/.exec(shown(stdout, 'Graph')) ?? [];
  const path = new URL(url.replace(/\/ID$/, `/${id}`)).pathname.replace('/v1.0', '');
  await graph(method, path, JSON.parse(body) as Record<string, unknown>);
};

/** An administrator grants application permissions of Microsoft Graph to the app of a client id, with consent. */
export const grantTo = async (
  { emulator, graph }: Scenario,
  clientId: string,
  ...names: readonly string[]
): Promise<void> => {
  const { entra } = await emulator.state();
  const principal = entra.servicePrincipals.find(({ appId }) => appId === clientId);
  const resourceId = entra.appRoleAssignments[0]?.resourceId;
  for (const name of names) {
    const body = { principalId: principal?.id, resourceId, appRoleId: roleIdOf(name) };
    await graph('POST', `/servicePrincipals/${principal?.id}/appRoleAssignments`, body);
  }
};
