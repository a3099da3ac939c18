/** One entry of a "Validation Failed". GitHub docs, "Troubleshooting the REST API". */
export interface ValidationError {
  resource: string;
  code: 'missing' | 'missing_field' | 'invalid' | 'already_exists' | 'unprocessable' | 'custom';
  field: string;
  message?: string;
  value?: unknown;
}

/** A refusal of GitHub; `doc` is set when its page is not the one of the route. */
export class GithubRefusal extends Error {
  readonly status: number;
  readonly errors: readonly ValidationError[] | null;
  readonly doc: string | null;

  constructor(status: number, message: string, errors: readonly ValidationError[] | null = null, doc?: string) {
    super(message);
    this.name = 'GithubRefusal';
    this.status = status;
    this.errors = errors;
    this.doc = doc ?? null;
  }
}

/** The error body of GitHub; `doc` is the route's page, below https://docs.github.com/. */
export const errorBody = (refusal: GithubRefusal, doc: string): Record<string, unknown> => ({
  message: refusal.message,
  ...(refusal.errors ? { errors: refusal.errors } : {}),
  documentation_url: `https://docs.github.com/${refusal.doc ?? doc}`,
  status: String(refusal.status),
});

/** What is not there, or not to be seen. */
export const notFound = (): GithubRefusal => new GithubRefusal(404, 'Not Found');

/** A request of the right form that cannot be carried out. */
export const validationFailed = (...errors: ValidationError[]): GithubRefusal =>
  new GithubRefusal(422, 'Validation Failed', errors);

/** A request that breaks the route's schema, in the words of GitHub's validator. */
export const invalidRequest = (sentence: string): GithubRefusal =>
  new GithubRefusal(422, `Invalid request.\n\n${sentence}`);
