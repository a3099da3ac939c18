import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { clientIdOf, identities } from '../../emulator/default-seed.ts';
import { createSecret } from '../support/emulator-registration.ts';
import { managed, patchApplication } from '../../testing/manual-changes.ts';
import {
  type ConvergedScenario,
  expectGreen,
  expectNothingToDo,
  type Scenario,
  specText,
  startConverged,
} from '../support/scenario.ts';
import { expectWorldInSync } from '../support/world-in-sync.ts';

/** Hosts and audiences by Microsoft's documents (authentication-national-cloud; workload identity federation). */
const clouds = [
  {
    cloud: 'public',
    login: 'login.microsoftonline.com',
    graph: 'graph.microsoft.com',
    audience: 'api://AzureADTokenExchange',
  },
  {
    cloud: 'usgov',
    login: 'login.microsoftonline.us',
    graph: 'graph.microsoft.us',
    audience: 'api://AzureADTokenExchangeUSGov',
  },
  {
    cloud: 'usgov-dod',
    login: 'login.microsoftonline.us',
    graph: 'dod-graph.microsoft.us',
    audience: 'api://AzureADTokenExchangeUSGov',
  },
  {
    cloud: 'china',
    login: 'login.partner.microsoftonline.cn',
    graph: 'microsoftgraph.chinacloudapi.cn',
    audience: 'api://AzureADTokenExchangeChina',
  },
] as const;

describe('through a proxy and without endpoint inputs', () => {
  let scenario: ConvergedScenario;

  beforeAll(async () => {
    scenario = await startConverged({ proxy: { credentials: 'runner:pass word' } });
  });
  afterAll(() => scenario.stop());

  test.each(clouds)('$cloud is converged at its own hosts', async ({ cloud, login, graph, audience }) => {
    const { emulator } = scenario;
    await emulator.reset(scenario.converged);
    await trust(scenario, audience);
    // Something to change, a secret to make and try, and one whose last use matters: each kind of request, in one run.
    const { keyId } = await addSecret(scenario);
    await patchApplication(scenario, { displayName: 'Renamed' });
    await emulator.clock.advance('P11M5D');
    const before = (await emulator.log()).length;
    const proxied = emulator.proxy?.hosts ?? [];
    const asked = proxied.length;
    const spec = specText([['entra', 'cloud'], cloud]);
    const run = { spec, with: { 'known-credentials': keyId } };
    const { outputs, stdout } = await expectGreen(scenario, 'apply', 'applied', run);
    expect(stdout).toContain('::add-mask::pass word\n');
    expect(outputs['rotated']).toBe('true');
    await expectNothingToDo(scenario, { ...run, asReader: false });
    await expectWorldInSync(scenario);
    const hosts = proxied.slice(asked);
    const github = ['api.github.com', 'token.actions.githubusercontent.com'];
    expect([...new Set(hosts)].sort()).toEqual([...github, graph, login, 'contoso.id.truu.ai'].sort());
    // Of many requests of three runs; connections are kept, but for those that lay idle for too long: apply and plan read
    // the rights of the identity that applies beside the registration.
    expect(hosts.filter((host) => host === graph).length).toBeLessThanOrEqual(8);
    const rows = await emulator.log(before);
    const tokens = rows.filter(({ service, from }) => service === 'login' && from === 'client');
    const forms = tokens
      .map(({ body }) => body as Record<string, string>)
      .filter((form) => form['client_id'] !== emulator.admin.clientId);
    expect(new Set(forms.map(({ scope }) => scope?.split(' ')[0]))).toEqual(new Set([`https://${graph}/.default`]));
    const reports = rows.filter(({ path }) => path.startsWith('/beta/'));
    expect(reports).toHaveLength(cloud === 'public' ? 2 : 0);
    const asserted = rows.filter(({ service }) => service === 'oidc');
    expect(new Set(asserted.map(({ query }) => query['audience']))).toEqual(new Set([audience]));
  });
});

/** A second secret, so that it matters when each was last used: Graph tells that in the global cloud alone. */
const addSecret = async (scenario: Scenario): Promise<{ readonly keyId: string }> =>
  createSecret(scenario.graph, (await managed(scenario)).application);

/** The administrator lets GitHub's token of this cloud's audience log in as the deployer. */
const trust = async ({ emulator, graph }: Scenario, audience: string): Promise<void> => {
  const { entra } = await emulator.state();
  const deployer = entra.applications.find(({ appId }) => appId === clientIdOf(identities.deployer));
  const [credential] = deployer?.federatedIdentityCredentials ?? [];
  const at = `/applications/${deployer?.id}/federatedIdentityCredentials/${credential?.id}`;
  await graph('PATCH', at, { audiences: [audience] });
};
