import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { readInputs } from '../../src/action/inputs.ts';
import { run } from '../../src/run/pipeline.ts';
import type { Host } from '../../src/run/request.ts';
import { asActionError } from '../../src/support/errors.ts';
import { Secret } from '../../src/support/secret.ts';
import { specText, type Mode, type RunExtras } from './scenario.ts';

/** What a run without a login ends with: null when it is green. */
export interface OfflineEnd {
  readonly code: string | null;
  readonly fix: string | null;
}

const green: OfflineEnd = { code: null, fix: null };

const inputsOf = (env: Readonly<Record<string, string | undefined>>): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(env).flatMap(([name, value]) =>
      name.startsWith('INPUT_') && value ? [[name.slice('INPUT_'.length).toLowerCase(), value] as const] : [],
    ),
  );

const prepared = async ({ spec = specText(), prepare }: RunExtras): Promise<string> => {
  const workspace = path.join(await mkdtemp(path.join(os.tmpdir(), 'truu-offline-')), 'workspace');
  await mkdir(path.join(workspace, '.github'), { recursive: true });
  if (spec !== null) await writeFile(path.join(workspace, '.github/truu-directory.yml'), spec);
  await prepare?.(workspace);
  return workspace;
};

/**
 * Reads the inputs as a run of dist would, and checks the spec where the mode needs no login, in this process: it costs no
 * child. In other modes only the inputs are read.
 */
export const runOffline = async (
  mode: Mode,
  env: Readonly<Record<string, string>>,
  extras: RunExtras = {},
): Promise<OfflineEnd> => {
  const workspace = await prepared(extras);
  const set = Object.entries({ mode, ...extras.with }).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const inputs = inputsOf({ ...env, ...(Object.fromEntries(set) as Record<string, string>), ...extras.extra });
  const context = {
    workspace,
    actionRepository: null,
    maskSecret: (value: string) => new Secret(value),
    offline: false,
    workflow: null,
  };
  try {
    const request = readInputs((name) => inputs.get(name) ?? '', { ...context, names: [...inputs.keys()] });
    if (request.access !== null) return green;
    const host = { foreignSpec: null, cancel: new AbortController().signal } as unknown as Host;
    const { diagnostics, failures } = await run(request, host);
    const [problem] = [...failures, ...diagnostics];
    return problem === undefined ? green : problem;
  } catch (thrown) {
    return asActionError(thrown);
  } finally {
    await rm(path.dirname(workspace), { recursive: true, force: true });
  }
};
