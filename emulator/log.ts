import type { Caller, ServiceName } from './state.ts';

/** One item of a `$batch`, as the log shows it. */
export interface ItemRow {
  id: string | null;
  method: string;
  path: string;
  query: Record<string, string | string[]>;
  headers: Record<string, string>;
  body: unknown;
  /** Null until the request is answered; it stays null when it never is. */
  status: number | null;
  /** Whether the request changed the state of the world. */
  committed: boolean;
  /** The id of the fault that applied. */
  fault: string | null;
}

/** One request, as the log shows it. `caller` is the application in its bearer token. */
export interface LogRow {
  n: number;
  at: string;
  service: ServiceName;
  from: Caller;
  caller: string | null;
  method: string;
  path: string;
  query: Record<string, string | string[]>;
  headers: Record<string, string>;
  body: unknown;
  items: ItemRow[];
  status: number | null;
  committed: boolean;
  fault: string | null;
}

/** The requests of a world in the order of their arrival, answered and unanswered. */
export class Log {
  #rows: LogRow[] = [];

  /** The number of the newest row; 0 when there is none. */
  get last(): number {
    return this.#rows.length;
  }

  /** Appends a row and numbers it. The row is updated later, for example with its status. */
  open(row: Omit<LogRow, 'n'>): LogRow {
    const numbered = { n: this.#rows.length + 1, ...row };
    this.#rows.push(numbered);
    return numbered;
  }

  /** The rows with a number above `n`. */
  after(n: number): readonly LogRow[] {
    return this.#rows.slice(Math.max(0, n));
  }

  /** Removes every row; the next one has number 1. */
  clear(): void {
    this.#rows = [];
  }
}
