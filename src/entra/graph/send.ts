import { noAnswer, type GraphAnswer } from './answer.ts';
import type { BatchItem, Graph, GraphRequest } from './transport.ts';

/**
 * Sends one request to Graph. `operation` ends the sentence "when asked to …". Throws ENTRA_UNAVAILABLE without a
 * response.
 */
export const sendRequest = (graph: Graph, request: GraphRequest, operation: string): Promise<GraphAnswer> =>
  graph.send(request).catch((thrown: unknown) => {
    throw noAnswer(thrown, operation);
  });

/** Sends a `$batch` to Graph, with the same errors. */
export const sendBatch = (
  graph: Graph,
  items: readonly BatchItem[],
  operation: string,
): Promise<readonly GraphAnswer[]> =>
  graph.batch(items).catch((thrown: unknown) => {
    throw noAnswer(thrown, operation);
  });
