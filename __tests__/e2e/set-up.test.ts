import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { azOf, ghOf, type Settings } from '../support/az-and-gh.ts';
import { standInFor, type StandIns } from '../support/command-stand-ins.ts';
import { expectGreen, expectNothingToDo, startScenario, type Scenario } from '../support/scenario.ts';

const root = path.resolve(import.meta.dirname, '../..');
const readme = await readFile(path.join(root, 'README.md'), 'utf8');

/** The commands of the set-up as README.md has them, with the values that a person fills in. */
const commands = (values: Readonly<Record<string, string>>): string => {
  const parts = [...readme.matchAll(/<!-- generated:set-up-[\w-]+ -->\s+```bash\n([\s\S]*?)```/g)];
  const filled = parts.map(([, part = '']) =>
    part.replaceAll(/^([A-Z_]+)=.*$/gm, (line, name: string) =>
      values[name] === undefined ? line : `${name}=${values[name]}`,
    ),
  );
  return filled.join('\n');
};

describe('the commands of README.md', () => {
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
  const run = async (): Promise<void> => {
    const { env, urls, admin } = scenario.emulator;
    const client = env['INPUT_TRUU-CLIENT-ID'] ?? '';
    const filled = { TENANT: admin.tenant, REPO: 'contoso/identity', TRUU: urls.truu };
    const script = commands({ ...filled, TRUU_READ_CLIENT: client, TRUU_WRITE_CLIENT: client });
    const child = spawn('bash', ['-eu', '-o', 'pipefail', '-c', script], {
      cwd: programs.folder,
      env: { PATH: `${programs.folder}:${process.env['PATH'] ?? ''}` },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const ended = new Promise((resolve) => child.once('close', resolve));
    const [stderr, code] = await Promise.all([text(child.stderr), ended]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  };

  test('make the identities, and change nothing when they run again', async () => {
    await run();
    const [{ entra }, before] = [await scenario.state(), structuredClone(settings)];
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
    // The inputs as the example workflows take them from the variables.
    const plan = {
      asReader: false,
      with: {
        'tenant-id': variables['ENTRA_PLAN_TENANT_ID'] ?? '',
        'client-id': variables['TRUU_READER_CLIENT_ID'] ?? '',
        'deployer-client-id': variables['TRUU_PLAN_DEPLOYER_CLIENT_ID'] ?? '',
        'renewer-client-id': variables['TRUU_PLAN_RENEWER_CLIENT_ID'] ?? '',
        'truu-url': variables['TRUU_PLAN_URL'] ?? '',
        'truu-token-url': variables['TRUU_PLAN_TOKEN_URL'] ?? '',
        'truu-client-id': variables['TRUU_READ_CLIENT_ID'] ?? '',
      },
    };
    const own = environments['truu-production']?.variables ?? {};
    const apply = {
      with: {
        'tenant-id': own['ENTRA_TENANT_ID'] ?? '',
        'client-id': own['TRUU_DEPLOYER_CLIENT_ID'] ?? '',
        'deployer-client-id': own['TRUU_DEPLOYER_CLIENT_ID'] ?? '',
        'renewer-client-id': own['TRUU_RENEWER_CLIENT_ID'] ?? '',
        'truu-url': own['TRUU_URL'] ?? '',
        'truu-token-url': own['TRUU_TOKEN_URL'] ?? '',
        'truu-client-id': own['TRUU_WRITE_CLIENT_ID'] ?? '',
      },
    };
    job('truu-plan');
    const planned = await expectGreen(scenario, 'plan', 'changes', plan);
    job('truu-production');
    const { outputs, stdout } = await expectGreen(scenario, 'apply', 'applied', apply);
    expect(stdout).not.toContain('Warning: ');
    expect(outputs['plan-fingerprint']).toBe(planned.outputs['plan-fingerprint']);
    job('truu-plan');
    await expectNothingToDo(scenario, plan);
  });
});
