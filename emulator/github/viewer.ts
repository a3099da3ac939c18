import { isApp, refused } from './access.ts';
import type { Answer, Call } from './call.ts';
import { shownAccount } from './people.ts';

/** GET /user: only for a person. An installed app is not a user, and its token is refused. */
export const getUser = ({ world, token }: Call): Answer => {
  if (isApp(token)) throw refused(token);
  return { status: 200, body: shownAccount(world, token.actor) };
};
