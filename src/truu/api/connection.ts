import type { TruuConnection, TruuRules, TruuWriter } from '../connection.ts';
import { readTruu } from './read.ts';
import { classifySecrets } from './secret-roles.ts';
import { toSteps } from './steps.ts';
import type { Truu } from './transport.ts';

/** TruU was asked. */
const words: TruuRules['words'] = {
  noDirectory: 'TruU lists no directory with this name or this registration',
  noSecret: 'TruU has no directory for this tenant yet',
  noConnection: 'the cluster is connected to no directory',
  notHeld: 'TruU does not hold',
};

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
    words,
    ...{ createsSecrets: true, setsSecrets: true, place: null, classifySecrets, toSteps },
    ...{ refuseRotation: () => [], isAsked: () => false, judge: null },
  },
  openWriter,
  attend: null,
});
