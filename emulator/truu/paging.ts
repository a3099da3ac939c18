import type { Context } from 'hono';
import { TruuRefusal } from './errors.ts';

/** One page, counted from 1; the default is page 1. Small pages are the harder case for a reader. */
export const pageOf = (context: Context, rows: readonly unknown[], pageSize: number): Record<string, unknown> => {
  const page = Number(context.req.query('page') ?? '1');
  if (!Number.isInteger(page) || page < 1)
    throw new TruuRefusal(400, 'The parameter page must be a whole number from 1.');
  const totalPages = Math.max(1, Math.ceil(rows.length / pageSize));
  const items = rows.slice((page - 1) * pageSize, page * pageSize);
  return { page, pageSize, totalPages, totalItems: rows.length, items };
};
