import type { ItemRow, LogRow } from './log.ts';
import type { Caller, ServiceName } from './state.ts';

/** How an exchange ends without a complete answer. */
export type Severing =
  | { how: 'close' | 'reset' | 'hang' | 'gone' }
  /** An answer that announces its full length and is cut after `bytes`. */
  | { how: 'truncate'; bytes: number; response: Response };

/** Thrown by `dispatch` when the caller gets no complete answer: a failed call for TruU; a socket is cut accordingly. */
export class ConnectionLost extends Error {
  readonly severing: Severing;

  constructor(severing: Severing) {
    super(`the connection was lost: ${severing.how}`);
    this.name = 'ConnectionLost';
    this.severing = severing;
  }
}

/** A request that is being served. An item of a `$batch` is a separate exchange inside the exchange of its batch. */
export interface Exchange {
  readonly service: ServiceName;
  readonly from: Caller;
  readonly row: LogRow | ItemRow;
  /** The number of the log row; for an item, the number of the batch's row. */
  readonly n: number;
  /** Aborted when the caller closes the connection. */
  readonly gone: AbortSignal;
  /** Ids of the faults that counted this request. Faults that counted a batch are not tried on its items. */
  readonly tried: Set<string>;
  /** The batch of this item. */
  readonly batch: Exchange | null;
  /** The items of this batch. */
  readonly items: ItemRow[];
  /** Set by an item that loses the connection of its batch. */
  severing: Severing | null;
  /** Set after the answer: what a timer does later is not committed by this request. */
  done: boolean;
}
