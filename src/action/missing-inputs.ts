import { inputFeeds, type Feed } from '../catalog/input-feeds.ts';
import { logsIn, modes, type Mode } from '../catalog/modes.ts';
import { ActionError, type Evidence } from '../support/errors.ts';
import type { ReadInput } from './input-names.ts';
import { vaultInputs } from './place-inputs.ts';
import { apiInputs } from './truu-inputs.ts';
import type { WorkflowExpressions } from './workflow-expressions.ts';

/** The inputs that every mode with a login needs, and those that a connection to TruU needs besides. */
const ofEntra = ['tenant-id', 'client-id', 'deployer-client-id'] as const;
const ofConnection = { api: apiInputs, console: ['github-token'] } as const;

/** Which required inputs are empty. A connection that does not exist is refused where it is read. */
export const missingInputs = (read: ReadInput): readonly string[] => {
  const connection = read('truu-connection') || 'api';
  const side = connection === 'api' || connection === 'console' ? ofConnection[connection] : [];
  const store = connection === 'console' && read('delivery') === 'key-vault' ? vaultInputs : [];
  return [...ofEntra, ...side, ...store].filter((name) => read(name) === '');
};

/** The failure of empty inputs, with the variable or secret that each is fed from. Pure. */
export const inputsMissing = (
  mode: Mode,
  names: readonly string[],
  workflow: WorkflowExpressions | null,
): ActionError => {
  const offline = modes.filter((one) => !logsIn(one)).join(', ');
  const quoted = names.map((name) => `"${name}"`).join(', ');
  const fed = names.map((name) => ({ name, feed: feedOf(mode, name, workflow) }));
  const values = fed.map(({ feed }) => feed.what).join(', ');
  const job =
    workflow?.hasEnvironment === false
      ? 'This job has no "environment:", and values of an environment reach only jobs with one.'
      : 'Values of an environment reach only jobs with that "environment:".';
  const noApi = names.includes('truu-url')
    ? ' Without an API of TruU, set "truu-connection" to console: a person then serves TruU\'s Admin Console.'
    : '';
  const fix = `Add it to the "with:" block of the step. A GitHub secret that is not set, or not available to this event, is empty, and so is a variable: set ${values}. ${job}${noApi}`;
  const evidence: readonly Evidence[] = fed.map(({ name, feed }) => ({ name, value: feed.where }));
  return new ActionError('INPUT_MISSING', `Every mode except ${offline} needs ${quoted}.`, { fix, evidence });
};

/** What to set, and where an input is fed from: as the workflow of the checkout says, otherwise as the examples do. */
const feedOf = (
  mode: Mode,
  name: string,
  workflow: WorkflowExpressions | null,
): { readonly what: string; readonly where: string } => {
  const expression = workflow?.byInput.get(name);
  const example = inputFeeds[mode][name];
  if (workflow !== null && expression !== undefined) {
    const own = /^\$\{\{\s*(vars|secrets)\.([A-Za-z_]\w*)\s*\}\}$/.exec(expression);
    const what = own === null ? `what feeds "${name}"` : `the ${own[1] === 'vars' ? 'variable' : 'secret'} ${own[2]}`;
    return { what, where: `fed from ${expression} in ${workflow.file}` };
  }
  if (name === 'github-token') return { what: '"github-token: ${{ github.token }}"', where: 'empty' };
  if (example === undefined) return { what: `"${name}"`, where: 'empty' };
  return { what: `the ${labelOf(example)}`, where: `in the examples fed from the ${placeOf(example)}` };
};

const labelOf = ({ kind, name }: Feed): string => `${kind} ${name}`;
const placeOf = (feed: Feed): string =>
  `${labelOf(feed)} of ${feed.environment === null ? 'the repository' : `the environment ${feed.environment}`}`;
