import type { Answer, Call } from './call.ts';

const numberOf = (call: Call, name: string, otherwise: number, max: number): number => {
  const requested = Number(call.url.searchParams.get(name) ?? otherwise);
  return Number.isInteger(requested) && requested >= 1 ? Math.min(requested, max) : otherwise;
};

/** The address of another page. It contains the id of the repository, so it cannot be guessed from the request. */
const addressOf = (call: Call, page: number): string => {
  const { world, url } = call;
  const path = url.pathname.replace(/^\/repos\/[^/]+\/[^/]+/, `/repositories/${world.state.github.repositoryId}`);
  const query = new URLSearchParams(url.searchParams);
  query.set('page', String(page));
  return `${world.urls.github}${path}?${query.toString()}`;
};

/** One page of rows with its `Link` header; a single page has none. GitHub docs, "Using pagination". */
export const pageOf = <T>(call: Call, rows: readonly T[]): { rows: T[]; headers: Record<string, string> } => {
  const size = numberOf(call, 'per_page', 30, 100);
  const page = numberOf(call, 'page', 1, Number.MAX_SAFE_INTEGER);
  const last = Math.max(1, Math.ceil(rows.length / size));
  const links = [
    ...(page > 1 ? [['prev', Math.min(page - 1, last)] as const] : []),
    ...(page < last ? [['next', page + 1] as const, ['last', last] as const] : []),
    ...(page > 1 ? [['first', 1] as const] : []),
  ];
  const link = links.map(([relation, number]) => `<${addressOf(call, number)}>; rel="${relation}"`).join(', ');
  return { rows: rows.slice((page - 1) * size, page * size), headers: link === '' ? {} : { link } };
};

/** A page of a list, as an array. */
export const listOf = <T>(call: Call, rows: readonly T[], show: (row: T) => unknown): Answer => {
  const page = pageOf(call, rows);
  return { status: 200, body: page.rows.map(show), headers: page.headers };
};
