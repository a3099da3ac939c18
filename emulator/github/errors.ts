/** One entry of a "Validation Failed". GitHub docs, "Troubleshooting the REST API". */
export interface ValidationError {
  resource: string;
  code: 'missing' | 'missing_field' | 'invalid' | 'already_exists' | 'unprocessable' | 'custom';
  field: string;
  message?: string;
  value?: unknown;
}

/** A refusal of GitHub; `doc` is set when its page differs from the route's page. */
export class GithubRefusal extends Error {
  readonly status: number;
  readonly errors: readonly ValidationError[] | null;
  readonly doc: string | null;
  /** The address of a redirect. */
  readonly location: string | null;

  constructor(
    status: number,
    message: string,
    errors: readonly ValidationError[] | null = null,
    doc?: string,
    location: string | null = null,
  ) {
    super(message);
    this.name = 'GithubRefusal';
    this.status = status;
    this.errors = errors;
    this.doc = doc ?? null;
    this.location = location;
  }
}

/** A redirect of a request to a former name of the repository, with the address that GitHub gives. */
export class GithubRedirect extends Error {
  readonly status: number;
  readonly location: string;

  constructor(status: number, location: string) {
    super('Moved Permanently');
    this.name = 'GithubRedirect';
    this.status = status;
    this.location = location;
  }
}

/** GitHub's error body; `doc` is the route's page below https://docs.github.com/. */
export const errorBody = (refusal: GithubRefusal, doc: string): Record<string, unknown> => ({
  message: refusal.message,
  ...(refusal.errors ? { errors: refusal.errors } : {}),
  ...(refusal.location === null ? {} : { url: refusal.location }),
  documentation_url: `https://docs.github.com/${refusal.doc ?? doc}`,
  status: String(refusal.status),
});

/** The refusal for an object that does not exist or is not visible. */
export const notFound = (): GithubRefusal => new GithubRefusal(404, 'Not Found');

/** The refusal of a well-formed request with an invalid value. */
export const validationFailed = (...errors: ValidationError[]): GithubRefusal =>
  new GithubRefusal(422, 'Validation Failed', errors);

/** The refusal of a request that breaks the route's schema, with the message of GitHub's validator. */
export const invalidRequest = (message: string): GithubRefusal =>
  new GithubRefusal(422, `Invalid request.\n\n${message}`);
