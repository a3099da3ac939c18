import { clientIdOf, identities } from '../../emulator/default-seed.ts';
import type { RunningWorld } from '../../emulator/client/world.ts';
import type { State } from '../../emulator/state.ts';
import { runAction, type ActionResult } from '../../testing/run-action.ts';
import { specText, type SpecEdit } from '../../testing/spec-text.ts';
import { stateOf } from '../world-now.ts';
import { asked } from './person.ts';

/** Modes that serve people. */
export type ConsoleMode = 'plan' | 'drift' | 'apply';

/** The spec, where a new secret is asked for 60 days before the old one ends. */
export const consoleSpec = (...edits: SpecEdit): string =>
  specText([['health', 'timeout'], 'PT8S'], [['entra', 'secret', 'renewBefore'], undefined], ...edits);

const clientOf = (mode: ConsoleMode): string => clientIdOf(mode === 'apply' ? identities.deployer : identities.reader);

/** The inputs of a run that asks `octocat`. */
export const consoleInputs = (
  mode: ConsoleMode,
  more: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> => ({
  ...{ 'truu-url': '', 'truu-token-url': '', 'truu-client-id': '', 'truu-client-secret': '' },
  ...{ 'truu-connection': 'console', assignees: asked },
  ...more,
  'client-id': clientOf(mode),
});

/** Runs a mode to its end in the world as it is. */
export const consoleRun = (
  world: RunningWorld,
  mode: ConsoleMode,
  {
    spec = consoleSpec(),
    inputs = {},
  }: { readonly spec?: string; readonly inputs?: Readonly<Record<string, string>> } = {},
): Promise<ActionResult> =>
  runAction({
    env: world.ready.env,
    with: { ...consoleInputs(mode, inputs), mode, 'client-id': clientOf(mode) },
    spec,
  });

/** The same, and the state that it leaves. Throws where the run ends otherwise than it should. */
export const stateAfter = async (world: RunningWorld, mode: ConsoleMode, ends: readonly string[]): Promise<State> => {
  const { outputs, stdout, stderr } = await consoleRun(world, mode);
  const failure = outputs['failure-code'] ?? 'none';
  if (!ends.includes(failure)) throw new Error(`A ${mode} ended with "${failure}":\n${stdout}${stderr}`);
  return stateOf(world);
};
