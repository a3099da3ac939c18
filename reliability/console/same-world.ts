import type { State } from '../../emulator/state.ts';
import { formWith } from '../same-world.ts';
import { readableText } from './record.ts';

/** As for the other side, with what stands on GitHub and what TruU's console was given. */
export const consoleFormOf = (state: State): string => {
  const { issues, comments } = state.github;
  const written = JSON.stringify({
    issues: issues.map(({ body, ...one }) => ({ ...one, body: readableText(body ?? '') })),
    comments: comments.map(({ body, ...one }) => ({ ...one, body: readableText(body) })),
    console: state.truu.console,
  });
  return formWith(state, written);
};
