import { listOf, mappingOf, parseWorkflow, type Mapping } from './workflow-yaml.ts';

/** The script of examples/workflows/plan.yml, but for its list of files: the only one that such a job may run. */
const comparison = [
  'changed=false',
  'for file in FILES; do',
  'here="$(git rev-parse --verify --quiet "HEAD:$file")" || here=none',
  'there="$(gh api --method GET "repos/$GITHUB_REPOSITORY/contents/$file" \\',
  '--raw-field ref="${TARGET#refs/heads/}" --jq .sha 2> /dev/null)" || there=none',
  '[ "$here" = "$there" ] || changed=true',
  'done',
  'echo "changed=$changed" >> "$GITHUB_OUTPUT"',
].join('\n');

/** Keys of a job and of a step that run nothing of their own. Others, also those that GitHub adds later, are objected to. */
const jobKeys = [
  ...['name', 'if', 'needs', 'permissions', 'environment', 'concurrency', 'outputs', 'env'],
  ...['runs-on', 'strategy', 'timeout-minutes', 'continue-on-error', 'steps'],
];
const stepKeys = ['name', 'id', 'if', 'uses', 'with', 'env', 'timeout-minutes', 'continue-on-error'];
/** Inputs of actions/checkout that bring nothing but the commit of the run. */
const checkoutInputs = [
  ...['persist-credentials', 'fetch-depth', 'fetch-tags', 'filter', 'show-progress', 'clean'],
  ...['sparse-checkout', 'sparse-checkout-cone-mode'],
];
/** Variables that a self-hosted runner needs. Others, such as NODE_OPTIONS, can make the action run another file. */
const environmentNames = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY', 'NODE_USE_ENV_PROXY', 'NODE_EXTRA_CA_CERTS'];

/**
 * What the jobs of a workflow that may ask for an identity token run beside a checkout and this action, each as one line of
 * foreign text. Any step of such a job can ask for a token with any audience (pypi/warehouse#10645, 2022), so a step that
 * runs something of the pull request could sign a plan that nobody saw. Jobs without "id-token: write" may run anything.
 * `ownAction` is owner and name of the running action, null where the runner does not tell: then one name beside the
 * checkout is taken for it. Pure.
 */
export const objectionsToPlanWorkflow = (text: string, ownAction: string | null): readonly string[] => {
  const workflow = parseWorkflow(text);
  const jobs = mappingOf(workflow?.['jobs']);
  if (workflow === null || jobs === null) return ['The file is not a workflow that can be read.'];
  const signing = Object.entries(jobs).flatMap(([name, value]) => {
    const job = mappingOf(value);
    if (job === null) return [];
    return mayAskForTokens('permissions' in job ? job['permissions'] : workflow['permissions']) ? [{ name, job }] : [];
  });
  if (signing.length === 0) return [];
  const events = ['pull_request_target', 'workflow_run'].filter((event) => eventsOf(workflow['on']).includes(event));
  const own = (ownAction ?? firstActionIn(signing.map(({ job }) => job)))?.toLowerCase() ?? null;
  return [
    ...events.map((event) => `workflow: runs on ${event}`),
    ...environmentObjections(workflow['env']).map((objection) => `workflow: ${objection}`),
    ...signing.flatMap(({ name, job }) => jobObjections(job, own).map((objection) => `job ${name}: ${objection}`)),
  ];
};

const eventsOf = (on: unknown): readonly unknown[] => {
  if (Array.isArray(on)) return on;
  return typeof on === 'string' ? [on] : Object.keys(mappingOf(on) ?? {});
};

/** Without any `permissions` a job has no identity token (GitHub docs, OpenID Connect, read 2026-11). */
const mayAskForTokens = (permissions: unknown): boolean => {
  const named = mappingOf(permissions);
  if (named === null) return permissions === 'write-all';
  const level = named['id-token'];
  return level !== undefined && level !== 'none' && level !== 'read';
};

interface Used {
  /** Owner and name, and a path where the action lies below one; null where it is not of that form. */
  readonly name: string | null;
  readonly pinned: boolean;
}

const usesOf = ({ uses }: Mapping): string => (typeof uses === 'string' ? uses : 'nothing');

const usedBy = (step: Mapping): Used => {
  const [, name = null, ref = ''] = /^([\w.-]+\/[\w./-]+)@(\S+)$/.exec(usesOf(step)) ?? [];
  return { name: name?.toLowerCase() ?? null, pinned: /^[0-9a-f]{40}$/i.test(ref) };
};

const checkout = 'actions/checkout';

const firstActionIn = (jobs: readonly Mapping[]): string | null =>
  jobs
    .flatMap((job) => listOf(job['steps']))
    .map((step) => usedBy(mappingOf(step) ?? {}).name)
    .find((name) => name !== null && name !== checkout) ?? null;

const jobObjections = (job: Mapping, own: string | null): readonly string[] => [
  ...unknownKeys(job, jobKeys),
  ...environmentObjections(job['env']),
  ...listOf(job['steps']).flatMap((value, index) => {
    const step = mappingOf(value) ?? {};
    return stepObjections(step, own).map((objection) => `step ${index + 1}: ${objection}`);
  }),
];

/** The comparison, in the runner's own shell and with nothing but its two variables. */
const isComparison = (step: Mapping): boolean => {
  const { run, env } = step;
  if (typeof run !== 'string' || unknownKeys(step, ['name', 'id', 'if', 'env', 'run']).length > 0) return false;
  const variables = Object.keys(mappingOf(env) ?? {});
  const lines = run
    .split('\n')
    .map((line) => line.trim().replace(/^for file in [\w./ -]+; do$/, 'for file in FILES; do'));
  return (
    lines.filter((line) => line !== '').join('\n') === comparison &&
    variables.every((name) => name === 'GH_TOKEN' || name === 'TARGET')
  );
};

const stepObjections = (step: Mapping, own: string | null): readonly string[] => {
  if (isComparison(step)) return [];
  const { name, pinned } = usedBy(step);
  const uses = usesOf(step);
  const strange = name !== checkout && (own === null || name !== own);
  return [
    ...unknownKeys(step, stepKeys),
    ...environmentObjections(step['env']),
    ...(strange ? [`uses ${uses}`] : pinned ? [] : [`uses ${uses}, which is not a full commit SHA`]),
    ...(name === checkout ? checkoutObjections(mappingOf(step['with']) ?? {}) : []),
  ];
};

const checkoutObjections = (given: Mapping): readonly string[] => [
  ...(given['persist-credentials'] === false ? [] : ['has no "persist-credentials: false"']),
  ...unknownKeys(given, checkoutInputs),
];

const environmentObjections = (env: unknown): readonly string[] => {
  if (env === undefined || env === null) return [];
  const named = mappingOf(env);
  if (named === null) return ['has an "env" that cannot be read'];
  return Object.keys(named)
    .filter((name) => !environmentNames.includes(name.toUpperCase()))
    .map((name) => `sets the variable ${name}`);
};

const unknownKeys = (mapping: Mapping, known: readonly string[]): readonly string[] =>
  Object.keys(mapping)
    .filter((key) => !known.includes(key))
    .map((key) => `has "${key}"`);
