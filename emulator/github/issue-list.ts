import type { Answer, Call } from './call.ts';
import { validationFailed } from './errors.ts';
import { checkHasIssues } from './issues.ts';
import { listOf } from './paging.ts';
import type { Issue, Pull } from './records.ts';
import { isGone } from './repository.ts';
import { shownIssue } from './threads.ts';

type Row = Issue | Pull;

const choice = (call: Call, name: string, choices: readonly string[]): string => {
  const value = call.url.searchParams.get(name) ?? choices[0] ?? '';
  if (!choices.includes(value)) throw validationFailed({ resource: 'Issue', code: 'invalid', field: name, value });
  return value;
};

/** The instant of the parameter `since`, or null. Throws 422. */
export const sinceOf = (call: Call, resource: string): number | null => {
  const text = call.url.searchParams.get('since');
  if (text === null) return null;
  const instant = Date.parse(text);
  if (Number.isNaN(instant)) throw validationFailed({ resource, code: 'invalid', field: 'since', value: text });
  return instant;
};

/** `assignee` is a login, `none`, or `*` for any. */
const isAssigned = ({ assignees }: Row, assignee: string | undefined): boolean => {
  if (assignee === undefined) return true;
  if (assignee === 'none' || assignee === '*') return assignees.length > 0 === (assignee === '*');
  return assignees.some((login) => login.toLowerCase() === assignee);
};

const filterOf = (call: Call): ((row: Row) => boolean) => {
  const { searchParams: query } = call.url;
  const state = choice(call, 'state', ['open', 'closed', 'all']);
  const labels = (query.get('labels') ?? '').split(',').filter((name) => name !== '');
  const creator = query.get('creator')?.toLowerCase();
  const assignee = query.get('assignee')?.toLowerCase();
  const since = sinceOf(call, 'Issue') ?? -Infinity;
  return (row) =>
    (state === 'all' || row.state === state) &&
    labels.every((name) => row.labels.some((label) => label.toLowerCase() === name.toLowerCase())) &&
    (creator === undefined || row.user.toLowerCase() === creator) &&
    isAssigned(row, assignee) &&
    Date.parse(row.updated_at) >= since;
};

const orderOf = (call: Call): ((a: Row, b: Row) => number) => {
  const sort = choice(call, 'sort', ['created', 'updated', 'comments']);
  const sign = choice(call, 'direction', ['desc', 'asc']) === 'asc' ? 1 : -1;
  const { comments } = call.world.state.github;
  const weight = (row: Row): number => {
    if (sort === 'comments') return comments.filter((comment) => comment.issue_number === row.number).length;
    return Date.parse(sort === 'updated' ? row.updated_at : row.created_at);
  };
  return (a, b) => sign * (weight(a) - weight(b) || a.number - b.number);
};

/** GET /repos/{owner}/{repo}/issues: including pull requests, as in GitHub. */
export const listIssues = (call: Call): Answer => {
  checkHasIssues(call);
  const { world } = call;
  const { issues, pulls } = world.state.github;
  const rows = [...issues, ...pulls]
    .filter((row) => !isGone(row))
    .filter(filterOf(call))
    .sort(orderOf(call));
  return listOf(call, rows, (row) => shownIssue(world, row));
};
