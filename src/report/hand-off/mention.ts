import { codeSpan } from '../../support/text.ts';

/** A login that GitHub tells of: a mention, or code where it has no form of a login. */
export const mention = (login: string): string =>
  /^[A-Za-z\d](?:[A-Za-z\d_-]{0,60})$/.test(login) ? `@${login}` : codeSpan(login, 100);
