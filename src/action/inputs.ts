import { defaultMode, logsIn, modes, offlineMode, traitsOf, type Mode } from '../catalog/modes.ts';
import type { Access, RunRequest } from '../run/request.ts';
import { nearest } from '../spec/nearest.ts';
import { ActionError } from '../support/errors.ts';
import type { MaskSecret } from '../support/secret.ts';
import { invalid, toBoolean, toDuration, toGuid, toHttpsUrl, toTimeoutMs } from './input-values.ts';
import { inputNames, type InputName, type ReadInput } from './input-names.ts';
import { inputsMissing, missingInputs } from './missing-inputs.ts';
import { readApiAccess, readConsoleAccess, toConnection } from './truu-inputs.ts';
import { readTrust } from './trust-inputs.ts';
import type { WorkflowExpressions } from './workflow-expressions.ts';

const defaultSpec = '.github/truu-directory.yml';

/** The mode and the spec path before validation, for the report of a failure. */
export const peekInputs = (read: ReadInput): { readonly mode: Mode | null; readonly specPath: string } => {
  const value = read('mode') || defaultMode;
  return { mode: modes.find((mode) => mode === value) ?? null, specPath: read('spec') || defaultSpec };
};

/** The context for reading inputs. */
export interface InputContext {
  /** All names that the runner set, to detect misspelt ones: the platform enforces neither names nor `required`. */
  readonly names: readonly string[];
  readonly workspace: string;
  /** Owner and name of the running action; null where the runner does not tell. */
  readonly actionRepository: string | null;
  readonly maskSecret: MaskSecret;
  /** Login is not possible: only the spec is checked. */
  readonly offline: boolean;
  /** The running workflow, as far as the checkout has it; only read where an input is missing. */
  readonly workflow: WorkflowExpressions | null;
}

/** The inputs as one typed value. Throws INPUT_…. */
export const readInputs = (
  read: ReadInput,
  { names, workspace, actionRepository, maskSecret, offline, workflow }: InputContext,
): RunRequest => {
  refuseUnknown(names);
  const { mode: requested, specPath } = peekInputs(read);
  if (requested === null) throw invalid('mode', `must be one of ${modes.join(', ')}`, 'Use one of these modes.');
  if (read('confirm') !== '' && !traitsOf(requested).attends) {
    const where = modes.filter((one) => traitsOf(one).attends).join(', ');
    throw invalid('confirm', `is for the modes ${where}`, 'Remove it, or use one of these modes.');
  }
  const mode = offline ? offlineMode : requested;
  const optional = <T>(name: InputName, convert: (name: string, value: string) => T): T | null =>
    read(name) === '' ? null : convert(name, read(name));
  const base = {
    specPath,
    workspace,
    actionRepository,
    ...readTrust(read),
    allowRemovals: toBoolean('allow-removals', read('allow-removals')),
    requirePullRequestPlan: toBoolean('require-pull-request-plan', read('require-pull-request-plan')),
    warnBefore: optional('warn-before', toDuration),
    expectPlan: optional('expect-plan', toFingerprint),
    requestTimeoutMs: toTimeoutMs('request-timeout', read('request-timeout') || 'PT20S'),
  };
  const missing = logsIn(mode) ? missingInputs(read) : [];
  if (missing.length > 0) throw inputsMissing(mode, missing, workflow);
  return logsIn(mode) ? { ...base, mode, access: readAccess(read, maskSecret) } : { ...base, mode, access: null };
};

const refuseUnknown = (names: readonly string[]): void => {
  const unknown = names.find((name) => !inputNames.some((known) => known === name));
  if (unknown === undefined) return;
  const near = nearest(unknown, inputNames);
  throw new ActionError('INPUT_UNKNOWN', 'The step sets an input that does not exist.', {
    evidence: [{ name: 'Input', value: unknown }, ...(near === null ? [] : [{ name: 'Nearest', value: near }])],
    ...(near === null ? {} : { fix: `Use "${near}", or remove it from the "with:" block.` }),
  });
};

const toFingerprint = (name: string, value: string): string => {
  if (/^[0-9a-f]{64}$/.test(value)) return value;
  const fix = 'Copy the output "plan-fingerprint" of the reviewed run.';
  throw invalid(name, 'must be the plan-fingerprint of an earlier run', fix);
};

const readAccess = (read: ReadInput, maskSecret: MaskSecret): Access => {
  const connection = toConnection(read('truu-connection'));
  const endpoint = (name: InputName): string | null => (read(name) === '' ? null : toHttpsUrl(name, read(name)));
  return {
    clientId: toGuid('client-id', read('client-id')),
    truu: connection === 'api' ? readApiAccess(read, maskSecret) : readConsoleAccess(read),
    authorityUrl: endpoint('entra-authority-url'),
    graphUrl: endpoint('graph-url')?.replace(/\/v1\.0$/, '') ?? null,
  };
};
