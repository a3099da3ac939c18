import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { parse } from 'yaml';
import { azOf, ghOf, type Settings } from '../support/az-and-gh.ts';
import { standInFor, type StandIns } from '../support/command-stand-ins.ts';
import { blocksOf, setUpText, textOf } from '../support/pages.ts';
import { expectGreen, expectNothingToDo, startScenario, type Scenario } from '../support/scenario.ts';

/** The commands of the set-up as its pages have them, with the values that a person fills in. */
const commands = (values: Readonly<Record<string, string>>): string => {
  const parts = [...setUpText.matchAll(/<!-- generated:set-up-[\w-]+ -->\s+```bash\n([\s\S]*?)```/g)];
  const filled = parts.map(([, part = '']) =>
    part.replaceAll(/^([A-Z_]+)=.*$/gm, (line, name: string) =>
      values[name] === undefined ? line : `${name}=${values[name]}`,
    ),
  );
  return filled.join('\n');
};

/** What a step of an example gives the action from variables and constants, without the gate: there is no pull request here. */
const inputsOf = (
  file: string,
  job: string,
  values: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> => {
  const { jobs } = parse(textOf(file)) as { jobs: Record<string, { steps: { with?: Record<string, unknown> }[] }> };
  const given = Object.entries(jobs[job]?.steps.at(-1)?.with ?? {});
  const filled = given.flatMap(([name, value]) => {
    if (name === 'mode' || name === 'require-pull-request-plan') return [];
    const [, source, variable = ''] = /^\$\{\{ (\w+)\.([\w-]+) \}\}$/.exec(String(value)) ?? [];
    if (source === 'vars') return [[name, values[variable] ?? ''] as const];
    return source === undefined ? [[name, String(value)] as const] : [];
  });
  return Object.fromEntries(filled);
};

const withoutApi = { 'truu-url': '', 'truu-token-url': '', 'truu-client-id': '', 'truu-client-secret': '' };

describe('the commands of the set-up', () => {
  const settings: Settings = { variables: {}, secrets: [], environments: {} };
  let scenario: Scenario;
  let programs: StandIns;
  beforeAll(async () => {
    scenario = await startScenario();
    programs = await standInFor({ az: azOf(scenario.graph), gh: ghOf(settings) });
  });
  afterAll(async () => {
    await programs.stop();
    await scenario.stop();
  });

  /** Runs them in a bash that ends at the first one that fails. */
  const run = async (more = ''): Promise<void> => {
    const { env, urls, admin } = scenario.emulator;
    const client = env['INPUT_TRUU-CLIENT-ID'] ?? '';
    const filled = { TENANT: admin.tenant, REPO: 'contoso/identity', ASSIGNEES: 'octocat', TRUU: urls.truu };
    const script = `${commands({ ...filled, TRUU_READ_CLIENT: client, TRUU_WRITE_CLIENT: client })}\n${more}`;
    const child = spawn('bash', ['-eu', '-o', 'pipefail', '-c', script], {
      cwd: programs.folder,
      env: { PATH: `${programs.folder}:${process.env['PATH'] ?? ''}` },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const ended = new Promise((resolve) => child.once('close', resolve));
    const [stderr, code] = await Promise.all([text(child.stderr), ended]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  };

  test('make the identities, one of which owns a registration that exists, and change nothing when they run again', async () => {
    const [block = ''] = blocksOf(textOf('docs/setup.md'), 'bash').filter((one) => one.includes('owner add'));
    const { body } = await scenario.graph<{ appId: string }>('POST', '/applications', { displayName: 'By hand' });
    await scenario.graph('POST', '/servicePrincipals', { appId: body.appId });
    await run(block.replaceAll('APP_ID', body.appId));
    const [{ entra }, before] = [await scenario.state(), structuredClone(settings)];
    const idOf = (client: string | undefined) => entra.servicePrincipals.find(({ appId }) => appId === client)?.id;
    const deployer = idOf(settings.variables['TRUU_PLAN_DEPLOYER_CLIENT_ID']);
    const objects = [...entra.applications, ...entra.servicePrincipals].filter(({ appId }) => appId === body.appId);
    expect(objects.map(({ owners }) => owners.includes(deployer ?? ''))).toEqual([true, true]);
    const made = entra.applications.filter(({ displayName }) => /^TruU (deployer|renewer|reader)$/.test(displayName));
    // The seed of the emulator has a deployer and a reader of the same names: nobody's app is taken.
    expect(made.map(({ displayName }) => displayName).sort()).toEqual([
      ...['TruU deployer', 'TruU deployer', 'TruU reader', 'TruU reader', 'TruU renewer'],
    ]);
    await run();
    expect((await scenario.state()).entra).toEqual(entra);
    expect(settings).toEqual(before);
    expect(settings.secrets).toHaveLength(3);
  });

  test('make identities with which plan and apply are green', async () => {
    const { variables, environments } = settings;
    const job = (environment: string): void => {
      const { state } = scenario.emulator.world;
      state.github.environment = environment;
      state.github.oidc.subject = `repo:contoso/identity:environment:${environment}`;
      const at = '2026-11-25T09:00:00Z';
      state.github.environments = Object.entries(environments).map(([name, { policy, patterns }]) => ({
        ...{ name, wait_timer: 0, created_at: at, updated_at: at },
        deployment_branch_policy: policy as { protected_branches: boolean; custom_branch_policies: boolean } | null,
        branch_policies: patterns.map((pattern) => ({ name: pattern, type: 'branch' as const })),
      }));
    };
    const plan = { asReader: false, with: inputsOf('examples/workflows/plan.yml', 'plan', variables) };
    const own = environments['truu-production']?.variables ?? {};
    const apply = { with: inputsOf('examples/workflows/apply.yml', 'apply', own) };
    const quick = inputsOf('examples/quick-start/truu.yml', 'drift', variables);
    job('truu-plan');
    const token = scenario.emulator.world.state.github.tokens[0]?.token ?? '';
    const overConsole = { ...withoutApi, ...quick, 'github-token': token, 'drift-issue': 'false' };
    await expectGreen(scenario, 'plan', 'changes', { asReader: false, with: overConsole });
    const planned = await expectGreen(scenario, 'plan', 'changes', plan);
    job('truu-production');
    const { outputs, stdout } = await expectGreen(scenario, 'apply', 'applied', apply);
    expect(stdout).not.toContain('Warning: ');
    expect(outputs['plan-fingerprint']).toBe(planned.outputs['plan-fingerprint']);
    job('truu-plan');
    await expectNothingToDo(scenario, plan);
  });
});
