import { parse } from 'yaml';

/** The script of examples/workflows/plan.yml, but for its list of files: the only one that the plan job needs. */
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

type Mapping = Readonly<Record<string, unknown>>;

/**
 * Why a plan workflow can be made to record a plan that nobody made: each problem ends the sentence "The plan workflow …".
 * Whatever runs in a job with `id-token: write` can ask GitHub for a token with any audience, so such a job may run only
 * actions that are pinned to a commit, and nothing of the checkout. Other jobs are not looked at.
 */
export const planWorkflowProblems = (text: string): readonly string[] => {
  const workflow = mappingOf(parsed(text));
  if (workflow === null) return ['is not a YAML mapping'];
  const triggers = ['pull_request_target', 'workflow_run'].filter((event) => eventsOf(workflow['on']).includes(event));
  const jobs = Object.entries(mappingOf(workflow['jobs']) ?? {}).flatMap(([name, value]) => {
    const job = mappingOf(value) ?? {};
    if (!getsTokens(job['permissions'] ?? workflow['permissions'])) return [];
    return problemsOf(job).map((problem) => `${problem} in the job ${name}`);
  });
  return [...triggers.map((event) => `runs on ${event}`), ...jobs];
};

const parsed = (text: string): unknown => {
  try {
    return parse(text);
  } catch {
    return null;
  }
};

const mappingOf = (value: unknown): Mapping | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Mapping) : null;

const eventsOf = (on: unknown): readonly unknown[] => {
  if (Array.isArray(on)) return on;
  return typeof on === 'string' ? [on] : Object.keys(mappingOf(on) ?? {});
};

const getsTokens = (permissions: unknown): boolean =>
  permissions === 'write-all' || mappingOf(permissions)?.['id-token'] === 'write';

const problemsOf = ({ uses, steps, container }: Mapping): readonly string[] => [
  ...(typeof uses === 'string' && !uses.startsWith('./.github/workflows/') ? unpinned(uses) : []),
  ...(container === undefined ? [] : ['runs in a container']),
  ...(Array.isArray(steps) ? steps : []).flatMap((step, index) => stepProblems(mappingOf(step) ?? {}, index + 1)),
];

const stepProblems = ({ uses, run, shell }: Mapping, number: number): readonly string[] => [
  ...(typeof uses === 'string' ? unpinned(uses) : []),
  ...(typeof run === 'string' && (!isComparison(run) || shell !== undefined)
    ? [`runs a script in step ${number}`]
    : []),
];

const unpinned = (uses: string): readonly string[] => {
  if (uses.startsWith('.')) return [`uses ${uses} of the checkout`];
  return /^[\w.-]+(\/[\w.-]+)+@[0-9a-f]{40}$/.test(uses) ? [] : [`uses ${uses}, which is not pinned to a commit,`];
};

const isComparison = (run: string): boolean =>
  run
    .split('\n')
    .map((line) => line.trim().replace(/^for file in [\w./ -]+; do$/, 'for file in FILES; do'))
    .filter((line) => line !== '')
    .join('\n') === comparison;
