import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunningWorld } from '../emulator/client/world.ts';
import type { State } from '../emulator/state.ts';
import { runAction } from './action.ts';
import { stateOf, type Situation } from './situations.ts';

const example = await readFile(path.resolve(import.meta.dirname, '../examples/specs/complete.yml'), 'utf8');
const spec = example.replace('timeout: PT5M', 'timeout: PT8S');

const applied = async (world: RunningWorld): Promise<State> => {
  const { code, stdout } = await runAction({ env: world.ready.env, mode: 'apply', spec });
  if (code !== 0) throw new Error(`The situation could not be made:\n${stdout}`);
  return stateOf(world);
};

/** As a run that died between its mint and its hand-over leaves it. */
const withUnsent = async (world: RunningWorld, { entra }: State): Promise<State> => {
  await world.control('POST', '/clock', { advance: 'PT10M' });
  const id = entra.applications.find(({ uniqueName }) => uniqueName === 'truu-directory')?.id ?? '';
  const passwordCredential = { displayName: 'TruU [truu:0badcafe]' };
  await world.graph('POST', `/applications/${id}/addPassword`, { passwordCredential });
  return stateOf(world);
};

/** The worlds in which two runs meet: whether the registration, the directory and the held secret are there or due. */
export const raceSituations = async (world: RunningWorld): Promise<readonly Situation[]> => {
  await world.control('POST', '/reset', {});
  const converged = await applied(world);
  const unsent = await withUnsent(world, converged);
  await world.control('POST', '/reset', { seed: converged });
  await world.control('POST', '/clock', { advance: 'P11M5D' });
  const renewed = await applied(world);
  const changed = structuredClone(converged);
  for (const one of changed.truu.directories) one.domain = 'fabrikam.com';
  changed.truu.primaryUserIdentifier = 'userPrincipalName';
  changed.entra.appRoleAssignments.pop();
  const situation = (name: string, seed: unknown, advance: string | null): Situation => ({ name, seed, advance, spec });
  return [
    situation('from nothing', undefined, null),
    situation('renewal due', converged, 'P11M5D'),
    situation('settings changed', changed, null),
    situation('settings changed and renewal due', changed, 'P11M5D'),
    situation('a secret left unsent', unsent, 'PT15M'),
    situation('a secret left unsent and renewal due', unsent, 'P11M5D'),
    situation('retirement due', renewed, 'P11M7D'),
  ];
};
