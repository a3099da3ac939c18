import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { startWorld, type RunningWorld } from '../emulator/client/world.ts';
import { administratorOf, editDirectory, managed, revoke } from '../testing/manual-changes.ts';
import { exampleSpec } from '../testing/spec-text.ts';
import { differences, runStep, type DemoContext, type Expectation, type Step } from './step.ts';

const root = path.resolve(import.meta.dirname, '..');
/** The folder of the summaries: demo-output/, or the first argument. */
const folder = path.resolve(process.argv[2] ?? path.join(root, 'demo-output'));

const show = (line: string): void => console.log(`\n-- ${line}`);

/** Every client secret of the world, and the one with which the action logs in to TruU. */
const secretsOf = async (world: RunningWorld): Promise<readonly string[]> => {
  const { entra } = await administratorOf(world).state();
  const truuSecret = world.ready.env['INPUT_TRUU-CLIENT-SECRET'] ?? '';
  return [...entra.secrets.map(({ value }) => value), truuSecret].filter(Boolean);
};

const green = (result: string, ...contains: readonly string[]): Expectation => ({ code: 0, result, contains });
const red = (result: string, ...contains: readonly string[]): Expectation => ({ code: 1, result, contains });

/** Runs one step of the demo, and keeps what is unexpected. */
type Run = (number: number, title: string, mode: Step['mode'], expect: Expectation, spec?: string) => Promise<void>;

const fromNothing = async (run: Run): Promise<void> => {
  const rightName = 'UserAuthenticationMethod.ReadWrite.All';
  const misspelt = exampleSpec.replace(rightName, 'User.AuthenticationMethod.ReadWrite.All');
  const expected = red('failed', rightName, 'SPEC_UNKNOWN_PERMISSION');
  await run(1, "The guide's misspelt permission", 'check', expected, misspelt);
  await run(2, 'An empty tenant: the plan shows all changes', 'plan', green('changes', 'Directory.Read.All'));
  await run(3, 'Apply: from nothing to Healthy', 'apply', green('applied', 'HEALTHY'));
  await run(4, 'Plan again: no changes', 'plan', green('in-sync'));
};

const drift = async (run: Run, world: RunningWorld): Promise<void> => {
  show('An administrator removes a grant in Entra and edits the TruU directory manually.');
  await revoke(administratorOf(world), 'Group.Read.All');
  await editDirectory(administratorOf(world), { domain: 'fabrikam.com' });
  await run(5, 'Drift fails and shows the differences', 'drift', red('drift', 'Group.Read.All', 'fabrikam.com'));
  await run(6, 'Apply corrects it', 'apply', green('applied', 'HEALTHY'));
};

const renewal = async (run: Run, context: DemoContext, problems: string[]): Promise<void> => {
  const { world } = context;
  show('Eleven months and some days later: the secret expires soon.');
  await world.control('POST', '/clock', { advance: 'P11M5D' });
  await run(7, 'Renew rotates; the previous secret stays for its overlap', 'renew', green('renewed', 'overlap'));
  // The previous secret is not tried: a use after TruU took the next one would keep it from being retired.
  await expectSecrets(context, problems, 2, false);
  show('Three days later.');
  await world.control('POST', '/clock', { advance: 'P3DT1M' });
  await run(7.5, 'The previous secret is retired', 'renew', green('renewed'));
  await expectSecrets(context, problems, 1);
};

const changeMeanwhile = async (run: Run, context: DemoContext, problems: string[]): Promise<void> => {
  const { world } = context;
  show('The next year: while TruU measures the new secret, an administrator removes a permission.');
  await world.control('POST', '/clock', { advance: 'P11M5D' });
  const holdFault = { service: 'truu', method: 'GET', path: '/health$', nth: 2, when: 'before', do: 'hold' };
  const { id } = (await world.control('POST', '/faults', holdFault)) as { id: string };
  const change = async (): Promise<void> => {
    await world.control('GET', `/faults/${id}?wait=fired&ms=60000`);
    await revoke(administratorOf(world), 'User.Read.All');
    await world.control('POST', `/faults/${id}/release`);
  };
  const expected = red('failed', 'HEALTH_NOT_HEALTHY', 'User.Read.All');
  await Promise.all([run(8, 'Apply fails and reports why', 'apply', expected), change()]);
  await expectSecrets(context, problems, 2);
};

const story = async (context: DemoContext, problems: string[]): Promise<void> => {
  const run: Run = async (number, title, mode, expect, spec = exampleSpec) => {
    const result = await runStep(context, { number, title, mode, spec, expect });
    const found = differences(expect, result, await secretsOf(context.world));
    for (const problem of found) console.log(`UNEXPECTED in step ${number}: ${problem}`);
    problems.push(...found);
  };
  await fromNothing(run);
  await drift(run, context.world);
  await renewal(run, context, problems);
  await changeMeanwhile(run, context, problems);
};

/** How many secrets of the managed registration Entra accepts at this moment; null when none is tried. */
const workingSecrets = async ({ world }: DemoContext, tried: boolean): Promise<number | null> => {
  if (!tried) return null;
  const { application, secrets } = await managed(administratorOf(world));
  const { tenant } = world.ready.admin;
  const answers = await Promise.all(secrets.map(({ value }) => world.logsIn(tenant, application.appId, value)));
  return answers.filter(Boolean).length;
};

const expectSecrets = async (context: DemoContext, problems: string[], count: number, tried = true): Promise<void> => {
  const working = await workingSecrets(context, tried);
  const all = (await managed(administratorOf(context.world))).secrets.length;
  const accepted = working === null ? '' : `, and accepts ${working} of them`;
  show(`Entra has ${all} ${all === 1 ? 'secret' : 'secrets'} of the registration${accepted}.`);
  if (all !== count || (working ?? count) !== count)
    problems.push(`${working ?? 'unknown'} of ${all} secrets work, not ${count} of ${count}`);
};

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
const world = await startWorld(root);
const problems: string[] = [];
try {
  await story({ root, folder, world }, problems);
} finally {
  await world.stop();
}
console.log(`\n${'='.repeat(96)}`);
console.log(
  problems.length === 0
    ? `Every step ended as expected. The summaries are in ${path.relative(process.cwd(), folder)}/.`
    : problems.join('\n'),
);
process.exitCode = problems.length === 0 ? 0 : 1;
