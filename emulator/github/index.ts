import { Hono, type Context } from 'hono';
import type { World } from '../world.ts';
import { acceptedPermissions, allow, tokenOf } from './access.ts';
import type { Answer, Route } from './call.ts';
import { errorBody, GithubRedirect, GithubRefusal } from './errors.ts';
import { countContent, countRequest, limitExceeded } from './limits.ts';
import { checkRepository } from './repository.ts';
import { routes } from './routes.ts';

const versions = ['2022-11-28', '2026-03-10'];

const checkHeaders = (context: Context): void => {
  if (!context.req.header('user-agent')) {
    const rule = 'Please make sure your request has a User-Agent header';
    throw new GithubRefusal(403, `Request forbidden by administrative rules. ${rule}`);
  }
  const version = context.req.header('x-github-api-version') ?? versions[0] ?? '';
  if (!versions.includes(version)) throw new GithubRefusal(400, `"${version}" is not a supported version`);
};

const bodyOf = async (context: Context): Promise<Record<string, unknown>> => {
  const text = await context.req.text();
  let value: unknown;
  try {
    value = text === '' ? {} : JSON.parse(text);
  } catch {
    throw new GithubRefusal(400, 'Problems parsing JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new GithubRefusal(400, 'Body should be a JSON object');
  return value as Record<string, unknown>;
};

// The log shows the caller, but not the token.
const hideToken = (world: World): void => {
  const headers = world.exchange.getStore()?.row.headers;
  if (headers?.['authorization'] !== undefined) headers['authorization'] = '[token]';
};

const answer = async (world: World, context: Context, route: Route): Promise<Answer> => {
  checkHeaders(context);
  const { github } = world.state;
  const token = tokenOf(github, context.req.header('authorization'));
  const param = (name: string): string => context.req.param(name) ?? '';
  const allowance = countRequest(world, token, route.path === '/graphql' ? 'graphql' : 'core');
  for (const [name, value] of Object.entries(allowance.headers)) context.header(name, value);
  if (allowance.over) throw limitExceeded();
  if (route.needs.length > 0) context.header('x-accepted-github-permissions', acceptedPermissions(route.needs));
  if (route.path.startsWith('/repos/')) checkRepository(world, route.method, new URL(context.req.url));
  allow(token, route.needs);
  const tooMuch = route.method === 'GET' || route.path === '/graphql' ? null : countContent(world, token);
  for (const [name, value] of Object.entries(tooMuch?.headers ?? {})) context.header(name, value);
  if (tooMuch !== null) throw tooMuch.refusal;
  const body = route.method === 'POST' || route.method === 'PATCH' ? await bodyOf(context) : {};
  return route.run({ world, token, url: new URL(context.req.url), param, body });
};

const requestId = (world: World): string => {
  const digits = world.ids.uuid().replaceAll('-', '').toUpperCase();
  return [digits.slice(0, 4), digits.slice(4, 10), digits.slice(10, 17), digits.slice(17, 24), digits.slice(24)].join(
    ':',
  );
};

const redirect = (context: Context, { status, message, location }: GithubRedirect): Response => {
  const documentation_url = 'https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api';
  return context.json({ message, url: location, documentation_url }, status as 301, { location });
};

const serve = async (world: World, context: Context, route: Route): Promise<Response> => {
  context.header('x-github-request-id', requestId(world));
  context.header('x-github-media-type', 'github.v3; format=json');
  try {
    const { status, body, headers = {} } = await answer(world, context, route);
    for (const [name, value] of Object.entries(headers)) context.header(name, value);
    return body === null ? context.body(null, status as 204) : context.json(body, status as 200);
  } catch (error) {
    if (error instanceof GithubRedirect) return redirect(context, error);
    if (!(error instanceof GithubRefusal)) throw error;
    if (error.location !== null) context.header('location', error.location);
    return context.json(errorBody(error, route.doc), error.status as 400);
  }
};

/** The part of GitHub's API that the action needs: issues, comments, labels, pull requests, check runs, the viewer. */
export const createGithub = (world: World): Hono => {
  // The `Link` of a page contains the id of the repository; the same routes answer there.
  const getPath = (request: Request): string => {
    const { pathname } = new URL(request.url);
    const { repository, repositoryId } = world.state.github;
    const own = `/repositories/${repositoryId}`;
    return pathname === own || pathname.startsWith(`${own}/`)
      ? `/repos/${repository}${pathname.slice(own.length)}`
      : pathname;
  };
  const app = new Hono({ getPath });
  app.use(async (_context, next) => {
    hideToken(world);
    await next();
  });
  for (const route of routes) app.on(route.method, route.path, (context) => serve(world, context, route));
  app.notFound((context) => {
    context.header('x-github-request-id', requestId(world));
    return context.json(errorBody(new GithubRefusal(404, 'Not Found'), 'rest'), 404);
  });
  return app;
};
