import type { World } from '../world.ts';
import { nodeId, numberFor, shownApp, slugOf, appId } from './actors.ts';
import { type Answer, type Call, checkFields, type Kind, stamp } from './call.ts';
import { takeOutput } from './check-output.ts';
import { commitOf } from './commits.ts';
import { GithubRefusal, invalidRequest, notFound } from './errors.ts';
import { pageOf } from './paging.ts';
import type { CheckRun } from './records.ts';
import { addressesOf, nextId } from './repository.ts';
import type { CheckBody } from './wire.ts';

const conclusions = ['action_required', 'cancelled', 'failure', 'neutral', 'success', 'skipped', 'timed_out'];
const statuses = ['queued', 'in_progress', 'completed'];
const kinds: Readonly<Record<string, Kind>> = {
  ...{ name: 'string', head_sha: 'string', details_url: 'string', external_id: 'string' },
  ...{ started_at: 'string', completed_at: 'string', conclusion: conclusions, actions: 'list' },
};
const noOutput = { title: null, summary: null, text: null, annotations_count: 0 };

// GitHub does not see pushes to a fork, so pull requests from forks are left out.
const pullsOf = (world: World, { head_sha: sha }: CheckRun) => {
  const { api } = addressesOf(world);
  const { repository, repositoryId, pulls } = world.state.github;
  const repo = { id: Number(repositoryId), url: api, name: repository.split('/')[1] ?? '' };
  return pulls
    .filter(({ state, head }) => state === 'open' && head.sha === sha && head.repo === repository)
    .map(({ number, head, base }) => ({
      id: numberFor(`pull ${number}`),
      number,
      url: `${api}/pulls/${number}`,
      head: { ref: head.ref, sha: head.sha, repo },
      base: { ref: base.ref, sha: base.sha, repo },
    }));
};

/** GitHub's "check run". */
export const shownCheck = (world: World, run: CheckRun): CheckBody => {
  const { api, html } = addressesOf(world);
  const { app, output, ...rest } = run;
  const url = `${api}/check-runs/${run.id}`;
  const page = `${html}/runs/${run.id}`;
  return {
    ...rest,
    node_id: nodeId('CheckRun', run.id),
    url,
    html_url: page,
    details_url: run.details_url ?? page,
    output: { ...output, annotations_url: `${url}/annotations` },
    check_suite: { id: numberFor(`suite ${app} ${run.head_sha}`) },
    app: shownApp(world.urls.github, app),
    pull_requests: pullsOf(world, run),
  };
};

const appOf = ({ token }: Call): string => {
  const slug = slugOf(token.actor);
  if (slug === null) throw new GithubRefusal(403, 'You must authenticate via a GitHub App.');
  return slug;
};

/** The status that a body sets: a conclusion completes the run, and completing it requires a conclusion. */
const progressOf = ({ world, body }: Call, before: CheckRun): Partial<CheckRun> => {
  const { status, conclusion, started_at = before.started_at, completed_at } = body as Partial<CheckRun>;
  if (conclusion === undefined) {
    if (completed_at !== undefined || (status === 'completed' && before.conclusion === null))
      throw invalidRequest('No subschema in "anyOf" matched.');
    const open = status !== undefined && status !== 'completed';
    return { status: status ?? before.status, started_at, ...(open ? { conclusion: null, completed_at: null } : {}) };
  }
  return { status: 'completed', conclusion, started_at, completed_at: completed_at ?? stamp(world) };
};

const textsOf = ({ body }: Call): Partial<CheckRun> => {
  const given = ['name', 'details_url', 'external_id'].filter((name) => body[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, body[name]]));
};

/** POST /repos/{owner}/{repo}/check-runs */
export const createCheck = (call: Call): Answer => {
  const { world, body } = call;
  const app = appOf(call);
  checkFields(body, { ...kinds, status: statuses }, ['name', 'head_sha']);
  const { checkRuns } = world.state.github;
  const fresh: CheckRun = {
    ...{ id: 0, name: '', head_sha: commitOf(world, String(body['head_sha'])), app, status: 'queued' },
    ...{ conclusion: null, external_id: '', details_url: null, started_at: stamp(world), completed_at: null },
    output: takeOutput(body['output'], noOutput, ['title', 'summary']),
  };
  const run = { ...fresh, ...textsOf(call), ...progressOf(call, fresh), id: nextId(world, 'check run', checkRuns) };
  checkRuns.push(run);
  world.touch();
  const shown = shownCheck(world, run);
  return { status: 201, body: shown, headers: { location: shown.url } };
};

const findCheck = ({ world, param }: Call): CheckRun => {
  const found = world.state.github.checkRuns.find(({ id }) => String(id) === param('id'));
  if (!found) throw notFound();
  return found;
};

/** GET /repos/{owner}/{repo}/check-runs/{check_run_id} */
export const getCheck = (call: Call): Answer => ({ status: 200, body: shownCheck(call.world, findCheck(call)) });

/** PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}: only by the app that created it. */
export const updateCheck = (call: Call): Answer => {
  const { world, body } = call;
  const app = appOf(call);
  const run = findCheck(call);
  if (run.app !== app) {
    const rule = 'check run can only be modified by the GitHub App that created it';
    throw new GithubRefusal(403, `Invalid app_id \`${appId(app)}\` - ${rule}.`);
  }
  checkFields(body, { ...kinds, status: [...statuses, 'waiting', 'requested', 'pending'] }, []);
  const output = takeOutput(body['output'], run.output, ['summary']);
  Object.assign(run, textsOf(call), progressOf(call, run), { output });
  world.touch();
  return { status: 200, body: shownCheck(world, run) };
};

const whenDone = (run: CheckRun): number => Date.parse(run.completed_at ?? run.started_at ?? '') || 0;

/** The most recent run of each name of each app. */
const latestOf = (runs: readonly CheckRun[]): CheckRun[] => {
  const latest = new Map<string, CheckRun>();
  for (const run of runs.toSorted((a, b) => whenDone(a) - whenDone(b) || a.id - b.id))
    latest.set(JSON.stringify([run.app, run.name]), run);
  return [...latest.values()];
};

/** GET /repos/{owner}/{repo}/commits/{ref}/check-runs */
export const listChecks = (call: Call): Answer => {
  const { world } = call;
  const { searchParams: query } = call.url;
  const sha = commitOf(world, call.param('ref'));
  const matchesQuery = (name: string, value: unknown): boolean => [null, String(value)].includes(query.get(name));
  const found = world.state.github.checkRuns.filter(
    (run) =>
      run.head_sha === sha &&
      matchesQuery('check_name', run.name) &&
      matchesQuery('status', run.status) &&
      matchesQuery('app_id', appId(run.app)),
  );
  const rows = (query.get('filter') === 'all' ? [...found] : latestOf(found)).sort((a, b) => b.id - a.id);
  const page = pageOf(call, rows);
  const runs = page.rows.map((run) => shownCheck(world, run));
  return { status: 200, body: { total_count: rows.length, check_runs: runs }, headers: page.headers };
};
