import type { GithubState } from '../emulator/state.ts';
import { wrapped } from './wrap.ts';

/** What of the hand-off issues was shown already. */
export interface ShownIssues {
  /** Heading and text by number. */
  readonly texts: Map<number, string>;
  /** Every line that was shown, without its number in a list. */
  readonly lines: Set<string>;
  readonly comments: Set<number>;
}

/** Nothing is shown yet. */
export const nothingShown = (): ShownIssues => ({ texts: new Map(), lines: new Set(), comments: new Set() });

/** The label of hand-off issues. */
const label = 'truu-hand-off';

/**
 * What is new in the hand-off issues, as GitHub shows it: the first text whole, later its first line and what is new, and the
 * comments of the action. Remembers it in `shown`.
 */
export const newInIssues = (
  { issues, comments }: Pick<GithubState, 'issues' | 'comments'>,
  shown: ShownIssues,
): readonly string[] =>
  issues
    .filter(({ labels }) => labels.includes(label))
    .toSorted((a, b) => a.number - b.number)
    .flatMap(({ number, title, body, state, assignees }) => {
      const asked = assignees.length === 0 ? '' : `, assigned to ${assignees.join(', ')}`;
      const heading = `Issue #${number} (${state}${asked}): ${title}`;
      const text = newText(heading, visible(body ?? ''), number, shown);
      const said = newComments(comments, number, shown);
      if (text.length + said.length === 0) return [];
      return ['', ...(text.length === 0 ? [heading] : text), ...said];
    });

const newText = (heading: string, body: string, number: number, shown: ShownIssues): readonly string[] => {
  if (shown.texts.get(number) === heading + body) return [];
  const isFirst = shown.texts.size === 0;
  shown.texts.set(number, heading + body);
  const lines = body.split('\n');
  const isNew = (line: string, index: number): boolean =>
    isFirst || index === 0 || (line !== '' && !shown.lines.has(withoutNumber(line)));
  const fresh = lines.filter(isNew);
  for (const line of lines) shown.lines.add(withoutNumber(line));
  return [isFirst ? heading : `${heading}\nIts first line, and what is new:`, ...fresh.flatMap(quoted)];
};

const newComments = (all: GithubState['comments'], number: number, shown: ShownIssues): readonly string[] => {
  const fresh = all
    .filter(({ id, user, issue_number: of }) => of === number && user.endsWith('[bot]') && !shown.comments.has(id))
    .toSorted((a, b) => a.id - b.id);
  for (const { id } of fresh) shown.comments.add(id);
  return fresh.flatMap(({ user, body }) => [`${user} comments:`, ...visible(body).split('\n').flatMap(quoted)]);
};

const withoutNumber = (line: string): string => line.replace(/^\d+\. /, '');

/** GitHub shows no HTML comments. */
const visible = (markdown: string): string => markdown.replaceAll(/<!--[\s\S]*?-->/g, '').trim();

const quoted = (line: string): readonly string[] => wrapped(line, 100).map((part) => `  | ${part}`.trimEnd());
