import { noAnswer, type GraphAnswer } from './answer.ts';
import type { BatchItem, Graph, GraphRequest } from './transport.ts';

/** Sends one request to Graph. `doing` ends the sentence "when asked to …". Throws ENTRA_UNAVAILABLE without an answer. */
export const ask = (graph: Graph, request: GraphRequest, doing: string): Promise<GraphAnswer> =>
  graph.send(request).catch((thrown: unknown) => {
    throw noAnswer(thrown, doing);
  });

/** Sends a `$batch` to Graph, likewise. */
export const askBatch = (graph: Graph, items: readonly BatchItem[], doing: string): Promise<readonly GraphAnswer[]> =>
  graph.batch(items).catch((thrown: unknown) => {
    throw noAnswer(thrown, doing);
  });
