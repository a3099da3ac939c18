import type { Caller, ServiceName } from './state.ts';

/** One item of a `$batch`, as the log shows it. */
export interface ItemRow {
  id: string | null;
  method: string;
  path: string;
  query: Record<string, string | string[]>;
  headers: Record<string, string>;
  body: unknown;
  /** Null until it was answered, and for ever if it never was. */
  status: number | null;
  /** Whether the request changed the state of the world. */
  committed: boolean;
  /** The id of the fault that struck. */
  fault: string | null;
}

/** One request, as the log shows it. `caller` is the application that its bearer token names. */
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

/** The requests of a world in the order of their arrival, answered or not. */
export class Log {
  #rows: LogRow[] = [];

  /** The number of the newest row; 0 when there is none. */
  get last(): number {
    return this.#rows.length;
  }

  /** Appends a row and numbers it. The row stays live: its status comes later. */
  open(row: Omit<LogRow, 'n'>): LogRow {
    const numbered = { n: this.#rows.length + 1, ...row };
    this.#rows.push(numbered);
    return numbered;
  }

  /** The rows with a number above `n`. */
  after(n: number): readonly LogRow[] {
    return this.#rows.slice(Math.max(0, n));
  }

  /** Forgets every row; the next has number 1. */
  clear(): void {
    this.#rows = [];
  }
}
