import type { World } from '../../world.ts';
import type { Comment } from '../records.ts';
import { FieldError } from './errors.ts';

/** A page of the comments of an issue. */
export interface CommentPage {
  readonly totalCount: number;
  readonly nodes: readonly Comment[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const maxFirst = 100;

/** The comments of an issue, the oldest first. */
export const commentsOf = ({ state }: World, number: number): Comment[] =>
  state.github.comments.filter((one) => one.issue_number === number).sort((a, b) => a.id - b.id);

const cursorOf = ({ id }: Comment): string => Buffer.from(`cursor:${id}`).toString('base64');

/** The page `first` after the cursor `after`; the limits and messages are UNVERIFIED. */
export const pageOf = (comments: readonly Comment[], args: Readonly<Record<string, unknown>>): CommentPage => {
  const { first, after } = args;
  if (typeof first !== 'number')
    throw new FieldError(
      'MISSING_PAGINATION_BOUNDARIES',
      'You must provide a `first` or `last` value to properly paginate the `comments` connection.',
    );
  if (first < 1 || first > maxFirst)
    throw new FieldError(
      'EXCESSIVE_PAGINATION',
      `Requesting ${first} records on the \`comments\` connection exceeds the \`first\` limit of ${maxFirst} records.`,
    );
  const from = typeof after === 'string' ? comments.findIndex((one) => cursorOf(one) === after) + 1 : 0;
  const nodes = comments.slice(from, from + first);
  const last = nodes.at(-1);
  const pageInfo = { hasNextPage: from + first < comments.length, endCursor: last ? cursorOf(last) : null };
  return { totalCount: comments.length, nodes, pageInfo };
};
