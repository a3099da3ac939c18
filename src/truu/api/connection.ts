import type { TruuConnection, TruuWriter } from '../connection.ts';
import { readTruu } from './read.ts';
import { classifySecrets } from './secret-roles.ts';
import { toSteps } from './steps.ts';
import type { Truu } from './transport.ts';

/** TruU's side over its API; `openWriter` is null in a mode that only reads. */
export const createApiConnection = (
  truu: Truu,
  consumer: string,
  openWriter: (() => TruuWriter) | null,
): TruuConnection => ({
  source: 'TruU',
  consumer,
  read: (query) => readTruu(truu, query),
  // TruU's word stands for itself.
  settle: (state) => state,
  rules: {
    ...{ createsSecrets: true, setsSecrets: true, place: null, classifySecrets, toSteps },
    ...{ refuseRotation: () => [], isAsked: () => false, judge: null },
  },
  openWriter,
  attend: null,
});
