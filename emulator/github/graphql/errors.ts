import { isApp } from '../access.ts';
import type { GithubToken } from '../records.ts';

/** An error of one field of a query, as GraphQL answers it beside the data: its type, and GitHub's message. */
export class FieldError extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

/** The error for an object that does not exist or is not visible. */
export const notResolved = (what: string): FieldError => new FieldError('NOT_FOUND', `Could not resolve to ${what}`);

/** The error of a token without permission. */
export const forbidden = (token: GithubToken): FieldError =>
  new FieldError('FORBIDDEN', `Resource not accessible by ${isApp(token) ? 'integration' : 'personal access token'}`);
