import { dispatch } from '../dispatch.ts';
import type { World } from '../world.ts';
import { badRequest } from './errors.ts';
import type { Answer } from './odata.ts';

interface Item {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly dependsOn?: readonly string[];
}

interface ItemAnswer {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const maxRequests = 20;

const check = (body: unknown): readonly Item[] => {
  const items = (body as { requests?: unknown } | null)?.requests;
  if (!Array.isArray(items) || items.length === 0 || items.length > maxRequests)
    throw badRequest(`Invalid batch payload format: between 1 and ${maxRequests} requests are allowed.`);
  const list = items as Item[];
  const ids = new Set(list.map((item) => String(item.id).toLowerCase()));
  if (ids.size !== list.length) throw badRequest('Invalid batch payload format: ids must be unique.');
  for (const [index, item] of list.entries()) {
    if (typeof item.id !== 'string' || typeof item.method !== 'string' || typeof item.url !== 'string')
      throw badRequest('Invalid batch payload format.');
    const type = Object.keys(item.headers ?? {}).some((name) => name.toLowerCase() === 'content-type');
    const before = list.slice(0, index).map(({ id }) => id);
    if (!(item.dependsOn ?? []).every((id) => before.includes(id)))
      throw badRequest(`Invalid batch payload format: request '${item.id}' depends on one that is not before it.`);
    if (item.body !== undefined && !type)
      throw badRequest('Write request id : ' + item.id + ' does not contain Content-Type header or body.');
  }
  return list;
};

const runItem = async (world: World, batch: Request, item: Item): Promise<ItemAnswer> => {
  const base = new URL(batch.url);
  const url = new URL(`${base.origin}/v1.0/${item.url.replace(/^\/+/, '')}`);
  const headers = new Headers(item.headers);
  headers.set('authorization', batch.headers.get('authorization') ?? '');
  const body = item.body === undefined ? null : JSON.stringify(item.body);
  const request = new Request(url, { method: item.method, headers, body });
  const response = await dispatch(world, 'graph', request, { from: 'client', item: true, id: item.id });
  const text = await response.text();
  const shown = Object.fromEntries([...response.headers].filter(([name]) => name !== 'date'));
  return { id: item.id, status: response.status, headers: shown, ...(text === '' ? {} : { body: parse(text) }) };
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
};

const inOrder = async (world: World, batch: Request, items: readonly Item[]): Promise<ItemAnswer[]> => {
  const answers: ItemAnswer[] = [];
  for (const item of items) {
    const failed = (item.dependsOn ?? []).some((id) => (answers.find((one) => one.id === id)?.status ?? 424) >= 400);
    const error = { error: { code: 'FailedDependency', message: 'A request that this one depends on failed.' } };
    answers.push(failed ? { id: item.id, status: 424, headers: {}, body: error } : await runItem(world, batch, item));
  }
  return answers;
};

/** $batch: each item fails separately, and answers come in any order, here reversed (Graph docs, json-batching). */
export const batch = async (world: World, request: Request, body: unknown): Promise<Answer> => {
  const items = check(body);
  const chained = items.some((item) => (item.dependsOn ?? []).length > 0);
  const answers = chained
    ? await inOrder(world, request, items)
    : await Promise.all(items.map((item) => runItem(world, request, item)));
  return { status: 200, body: { responses: answers.reverse() } };
};
