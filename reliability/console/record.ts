import type { State } from '../../emulator/state.ts';

type Comment = State['github']['comments'][number];
type Issue = State['github']['issues'][number];

/** A hand-off issue of the action, as a reader of GitHub finds it: the judge reads the markers with its own means. */
export interface Ask {
  readonly issue: Issue;
  readonly clientId: string;
  readonly asksKey: boolean;
  readonly settled: boolean;
  /** What a person is told to type; null: the body tells nothing. */
  readonly code: string | null;
}

/** An answer of the action to a comment. */
export interface Given {
  readonly comment: Comment;
  /** Id of the comment that it answers. */
  readonly to: number;
  /** Null: it records nothing. */
  readonly receipt: { readonly keyId: string | null; readonly by: string } | null;
}

const markerOf = (name: string, text: string): Record<string, unknown> | null => {
  const [, data] = new RegExp(`^<!-- truu-hand-off-${name}:([A-Za-z0-9_-]+) -->`).exec(text) ?? [];
  if (data === undefined) return null;
  try {
    return JSON.parse(Buffer.from(data, 'base64url').toString()) as Record<string, unknown>;
  } catch {
    return null;
  }
};

const codeIn = (body: string): string | null => /\/truu done ([0-9A-HJKMNP-TV-Z]{8})/.exec(body)?.[1] ?? null;

/** The account that the action writes with. */
export const botOf = ({ github }: State): string => github.tokens[0]?.actor ?? '';

/** The hand-off issues, the oldest first. */
export const asksOf = (state: State): readonly Ask[] =>
  state.github.issues
    .filter(({ user, deleted, transferred_to }) => user === botOf(state) && !deleted && transferred_to === null)
    .toSorted((a, b) => a.number - b.number)
    .flatMap((issue) => {
      const marker = markerOf('issue', issue.body ?? '');
      if (marker === null) return [];
      const { clientId } = marker['fields'] as { clientId: string };
      const { asksKey, settled } = marker as { asksKey: boolean; settled: boolean };
      return [{ issue, clientId, asksKey, settled, code: codeIn(issue.body ?? '') }];
    });

/** What waits for a person. */
export const openAsks = (state: State): readonly Ask[] =>
  asksOf(state).filter(({ issue, settled }) => issue.state === 'open' && !settled);

/** The answers of the action that nobody edited, the oldest first. */
export const answersIn = (state: State): readonly Given[] =>
  state.github.comments
    .filter(({ user, last_edited_at }) => user === botOf(state) && last_edited_at === null)
    .flatMap((comment) => {
      const marker = markerOf('answer', comment.body);
      return marker === null ? [] : [{ comment, ...(marker as unknown as Pick<Given, 'to' | 'receipt'>) }];
    });

/** A text with what chance decides in its markers and codes made readable, for a comparison. */
export const readableText = (text: string): string =>
  text
    .replaceAll(
      /^<!-- truu-hand-off-(\w+):([A-Za-z0-9_-]+) -->/gm,
      (_, name: string, data: string) => `${name} ${Buffer.from(data, 'base64url').toString()}`,
    )
    .replaceAll(/\/truu done [0-9A-Z]{8}/g, '/truu done CODE');
