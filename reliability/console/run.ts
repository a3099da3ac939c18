import { clientIdOf, identities } from '../../emulator/default-seed.ts';
import type { RunningWorld } from '../../emulator/client/world.ts';
import { runAction, type ActionResult } from '../../testing/run-action.ts';
import { specText, type SpecEdit } from '../../testing/spec-text.ts';
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
