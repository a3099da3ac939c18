import type { World } from '../world.ts';
import { allow, refused } from './access.ts';
import { assignable, mayTriage } from './assignees.ts';
import { type Answer, type Call, checkFields, type Kind, stamp, textOf } from './call.ts';
import { GithubRefusal, validationFailed } from './errors.ts';
import { takeLabels } from './labels.ts';
import type { Issue, Pull } from './records.ts';
import { findThread, isPull, nextNumber } from './repository.ts';
import { shownIssue } from './threads.ts';

const maxTitleLength = 256;
const maxBodyLength = 65_536;

/** Throws 410 or 403 when issues are disabled. Pull requests are not affected. */
export const checkHasIssues = ({ world, token }: Call): void => {
  const { hasIssues, issuesRefusal } = world.state.github;
  if (hasIssues) return;
  throw issuesRefusal === 403 ? refused(token) : new GithubRefusal(410, 'Issues are disabled for this repo');
};

const tooLong = (field: string, maxLength: number): GithubRefusal => {
  const message = `${field} is too long (maximum is ${maxLength} characters)`;
  return validationFailed({ resource: 'Issue', code: 'custom', field, message });
};

const checkTexts = (title: unknown, body: unknown): void => {
  if (title !== undefined && textOf(title).trim() === '')
    throw validationFailed({ resource: 'Issue', code: 'missing_field', field: 'title' });
  if ([...textOf(title)].length > maxTitleLength) throw tooLong('title', maxTitleLength);
  if ([...textOf(body)].length > maxBodyLength) throw tooLong('body', maxBodyLength);
};

/** POST /repos/{owner}/{repo}/issues */
export const createIssue = (call: Call): Answer => {
  const { world, token, body } = call;
  checkHasIssues(call);
  checkFields(body, { title: 'title', body: 'string or null', labels: 'list', assignees: 'list' }, ['title']);
  checkTexts(body['title'], body['body']);
  const isTriage = mayTriage(call);
  const labels = isTriage ? takeLabels(world, body['labels'] ?? []) : [];
  const assignees = isTriage ? assignable(world, (body['assignees'] ?? []) as unknown[], null) : [];
  const now = stamp(world);
  const issue: Issue = {
    number: nextNumber(world),
    title: textOf(body['title']),
    body: (body['body'] ?? null) as string | null,
    ...{ state: 'open', state_reason: null, labels, assignees, locked: false, user: token.actor },
    ...{ deleted: false, transferred_to: null },
    ...{ created_at: now, updated_at: now, closed_at: null },
  };
  world.state.github.issues.push(issue);
  world.touch();
  const shown = shownIssue(world, issue);
  return { status: 201, body: shown, headers: { location: shown.url } };
};

/** GET /repos/{owner}/{repo}/issues/{issue_number} */
export const getIssue = (call: Call): Answer => {
  const thread = findThread(call.world, call.param('number'));
  if (!isPull(thread)) checkHasIssues(call);
  return { status: 200, body: shownIssue(call.world, thread) };
};

const updateKinds: Readonly<Record<string, Kind>> = {
  title: 'title',
  body: 'string or null',
  state: ['open', 'closed'],
  labels: 'list',
  assignees: 'list',
};
const reasons = ['completed', 'not_planned', 'duplicate', 'reopened'];

const checkState = (thread: Issue | Pull, state: unknown): void => {
  if (!isPull(thread) || !thread.merged || state !== 'open') return;
  const message = 'state cannot be changed. The pull request was merged.';
  throw validationFailed({ resource: 'PullRequest', code: 'custom', field: 'state', message });
};

const changeState = (thread: Issue | Pull, { state, state_reason: reason }: Call['body'], now: string): void => {
  if (state === undefined || state === thread.state) return;
  thread.state = state as Issue['state'];
  thread.closed_at = state === 'closed' ? now : null;
  if (isPull(thread)) return;
  const otherwise = state === 'closed' ? 'completed' : 'reopened';
  thread.state_reason = (reason ?? otherwise) as Issue['state_reason'];
};

const takeTriage = (world: World, thread: Issue | Pull, { labels, assignees }: Call['body']): void => {
  if (labels !== undefined) thread.labels = takeLabels(world, labels);
  if (assignees !== undefined) thread.assignees = assignable(world, assignees as unknown[], thread);
};

/** PATCH /repos/{owner}/{repo}/issues/{issue_number} */
export const updateIssue = (call: Call): Answer => {
  const { world, token, body } = call;
  const thread = findThread(world, call.param('number'));
  if (!isPull(thread)) {
    allow(token, [['issues', 'write']]);
    checkHasIssues(call);
  }
  checkFields(body, updateKinds, []);
  if (body['state_reason'] !== null) checkFields(body, { state_reason: reasons }, []);
  checkTexts(body['title'] ?? undefined, body['body']);
  checkState(thread, body['state']);
  const now = stamp(world);
  if (mayTriage(call)) takeTriage(world, thread, body);
  changeState(thread, body, now);
  if (body['title'] !== undefined && body['title'] !== null) thread.title = textOf(body['title']);
  if (body['body'] !== undefined) thread.body = body['body'] as string | null;
  thread.updated_at = now;
  world.touch();
  return { status: 200, body: shownIssue(world, thread) };
};
