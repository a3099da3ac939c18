import type { ItemRow, LogRow } from './log.ts';
import type { Caller, ServiceName } from './state.ts';

/** How an exchange ends without a whole answer. */
export type Severing =
  | { how: 'close' | 'reset' | 'hang' | 'gone' }
  /** An answer that announces all of itself, cut after `bytes`. */
  | { how: 'truncate'; bytes: number; response: Response };

/** Thrown by `dispatch` when the caller gets no whole answer. To TruU it is a failed call; on a socket it is carried out. */
export class ConnectionLost extends Error {
  readonly severing: Severing;

  constructor(severing: Severing) {
    super(`the connection was lost: ${severing.how}`);
    this.name = 'ConnectionLost';
    this.severing = severing;
  }
}

/** A request that is being served. An item of a `$batch` is an exchange of its own, inside its batch's. */
export interface Exchange {
  readonly service: ServiceName;
  readonly from: Caller;
  readonly row: LogRow | ItemRow;
  /** The number of the row in the log; of the batch's row for an item. */
  readonly n: number;
  /** Aborted once the caller has hung up. */
  readonly gone: AbortSignal;
  /** Ids of the faults that counted this request; what counted a batch is not tried on its items. */
  readonly tried: Set<string>;
  /** The batch that this is an item of. */
  readonly batch: Exchange | null;
  /** The items of this batch. */
  readonly items: ItemRow[];
  /** Set by an item that lost the connection which it shares with its batch. */
  lost: Severing | null;
  /** Set once answered: what runs later, from a timer, commits nothing in its name. */
  done: boolean;
}
