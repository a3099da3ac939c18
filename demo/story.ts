import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { judge, runAction, type Act, type Stage } from './act.ts';
import { editDirectory, secretsOf, takeRoleAway, ownSecrets, workingSecrets } from './hands.ts';
import { startWorld, type RunningWorld } from '../emulator/client/world.ts';

const root = path.resolve(import.meta.dirname, '..');
/** The folder of the summaries: demo-output/, or the first argument. */
const folder = path.resolve(process.argv[2] ?? path.join(root, 'demo-output'));

/** Group.Read.All and User.Read.All as app roles of Microsoft Graph (Graph permissions reference, 2026-08). */
const groupReadAll = '5b567255-7703-4780-807c-7be8301ae99b';
const userReadAll = 'df021288-bdef-4463-88db-98f22de89214';

const say = (line: string): void => console.log(`\n-- ${line}`);

const tell = async (stage: Stage, act: Act, complaints: string[]): Promise<void> => {
  const outcome = await runAction(stage, act);
  const found = judge(act, outcome, await secretsOf(stage.world));
  for (const complaint of found) console.log(`UNEXPECTED in step ${act.number}: ${complaint}`);
  complaints.push(...found);
};

const green = (result: string, ...says: readonly string[]): Act['expect'] => ({ code: 0, result, says });
const red = (result: string, ...says: readonly string[]): Act['expect'] => ({ code: 1, result, says });

type Teller = (number: number, title: string, mode: Act['mode'], expect: Act['expect'], text?: string) => Promise<void>;

const fromNothing = async (act: Teller, spec: string): Promise<void> => {
  const rightName = 'UserAuthenticationMethod.ReadWrite.All';
  const misspelt = spec.replace(rightName, 'User.AuthenticationMethod.ReadWrite.All');
  const expected = red('failed', rightName, 'SPEC_UNKNOWN_PERMISSION');
  await act(1, "The guide's misspelt permission", 'check', expected, misspelt);
  await act(2, 'An empty tenant: the plan shows all changes', 'plan', green('changes', 'Directory.Read.All'));
  await act(3, 'Apply: from nothing to Healthy', 'apply', green('applied', 'HEALTHY'));
  await act(4, 'Plan again: no changes', 'plan', green('in-sync'));
};

const drifting = async (act: Teller, world: RunningWorld): Promise<void> => {
  say('An administrator removes a grant in Entra and edits the TruU directory manually.');
  await takeRoleAway(world, groupReadAll);
  await editDirectory(world, { domain: 'fabrikam.com' });
  await act(5, 'Drift fails and shows the differences', 'drift', red('drift', 'Group.Read.All', 'fabrikam.com'));
  await act(6, 'Apply corrects it', 'apply', green('applied', 'HEALTHY'));
};

const renewing = async (act: Teller, stage: Stage, complaints: string[]): Promise<void> => {
  const { world } = stage;
  say('Eleven months and some days later: the secret expires soon.');
  await world.control('POST', '/clock', { advance: 'P11M5D' });
  await act(7, 'Renew rotates; the previous secret stays for its overlap', 'renew', green('renewed', 'overlap'));
  // The previous secret is not tried: a use after TruU took the next one would keep it from being retired.
  await expectSecrets(stage, complaints, 2, false);
  say('One day later.');
  await world.control('POST', '/clock', { advance: 'P1DT1M' });
  await act(7.5, 'The previous secret is retired', 'renew', green('renewed'));
  await expectSecrets(stage, complaints, 1);
};

const meddling = async (act: Teller, stage: Stage, complaints: string[]): Promise<void> => {
  const { world } = stage;
  say('The next year: while TruU measures the new secret, an administrator removes a permission.');
  await world.control('POST', '/clock', { advance: 'P11M5D' });
  const hold = { service: 'truu', method: 'GET', path: '/health$', nth: 2, when: 'before', do: 'hold' };
  const { id } = (await world.control('POST', '/faults', hold)) as { id: string };
  const meddle = async (): Promise<void> => {
    await world.control('GET', `/faults/${id}?wait=fired&ms=60000`);
    await takeRoleAway(world, userReadAll);
    await world.control('POST', `/faults/${id}/release`);
  };
  const expected = red('failed', 'HEALTH_NOT_HEALTHY', 'User.Read.All');
  await Promise.all([act(8, 'Apply fails and reports why', 'apply', expected), meddle()]);
  await expectSecrets(stage, complaints, 2);
};

const story = async (stage: Stage, complaints: string[]): Promise<void> => {
  const spec = await readFile(path.join(root, 'examples/specs/complete.yml'), 'utf8');
  const act: Teller = (number, title, mode, expect, text = spec) =>
    tell(stage, { number, title, mode, spec: text, expect }, complaints);
  await fromNothing(act, spec);
  await drifting(act, stage.world);
  await renewing(act, stage, complaints);
  await meddling(act, stage, complaints);
};

const expectSecrets = async (
  { world }: Stage,
  complaints: string[],
  count: number,
  tried: boolean = true,
): Promise<void> => {
  const { working, all } = tried
    ? await workingSecrets(world)
    : { working: null, all: (await ownSecrets(world)).length };
  const accepted = working === null ? '' : `, and accepts ${working} of them`;
  say(`Entra has ${all} ${all === 1 ? 'secret' : 'secrets'} of the registration${accepted}.`);
  if (all !== count || (working ?? count) !== count)
    complaints.push(`${working ?? 'unknown'} of ${all} secrets work, not ${count} of ${count}`);
};

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
const world = await startWorld(root);
const complaints: string[] = [];
try {
  await story({ root, folder, world }, complaints);
} finally {
  await world.stop();
}
await rm(path.join(folder, '.workspace'), { recursive: true, force: true });
console.log(`\n${'='.repeat(96)}`);
console.log(
  complaints.length === 0
    ? `Every step ended as expected. The summaries are in ${path.relative(process.cwd(), folder)}/.`
    : complaints.join('\n'),
);
process.exitCode = complaints.length === 0 ? 0 : 1;
