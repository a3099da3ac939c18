import type { LogRow } from '../emulator/log.ts';

/** A request of an undisturbed run, as a fault can find it again: the nth of its kind. */
export interface Address {
  readonly service: string;
  readonly method: string;
  /** A regular expression; ids are left open, since another run makes others. */
  readonly path: string;
  readonly nth: number;
  /** Whether it committed anything. */
  readonly writes: boolean;
}

/** Something that can happen to one request. */
export interface Fault {
  readonly name: string;
  readonly when: 'before' | 'after';
  readonly do: unknown;
  /** The signal that the process gets while the request is held; null when it gets none. */
  readonly signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT' | null;
  /** Whether no other fault does the same to a read, which commits nothing. */
  readonly alone: boolean;
}

const signalled = (signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT', when: 'before' | 'after'): Fault => ({
  name: `${signal} ${when} commit`,
  when,
  do: 'hold',
  signal,
  alone: signal === 'SIGKILL',
});
const fault = (name: string, when: 'before' | 'after', action: unknown, alone = false): Fault => ({
  name,
  when,
  do: action,
  signal: null,
  alone,
});
const answer = (status: number, headers: Readonly<Record<string, string>> = {}): unknown => ({
  answer: { status, headers, body: { error: { code: 'Fault', message: 'An injected fault.' } } },
});

/** The faults by which a process dies. */
export const kills: readonly Fault[] = [signalled('SIGKILL', 'before'), signalled('SIGKILL', 'after')];

/** Every fault of the matrix. */
export const allFaults: readonly Fault[] = [
  ...kills,
  signalled('SIGTERM', 'before'),
  signalled('SIGTERM', 'after'),
  signalled('SIGINT', 'before'),
  signalled('SIGINT', 'after'),
  fault('closed after commit', 'after', 'close', true),
  fault('reset before commit', 'before', 'reset'),
  fault('429 with Retry-After', 'before', answer(429, { 'retry-after': '1' })),
  fault('429 without Retry-After', 'before', answer(429)),
  ...[500, 502, 503, 504].flatMap((status) => [
    fault(`${status} before commit`, 'before', answer(status)),
    fault(`${status} after commit`, 'after', answer(status)),
  ]),
  fault('truncated after commit', 'after', { truncate: 7 }, true),
  fault('hung before commit', 'before', 'hang'),
  fault('hung after commit', 'after', 'hang'),
];

// No group that captures: what it catches would stay in the path, and be met in no other run.
const guid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

const pathPattern = (path: string): string => `^${path.split(guid).map(literal).join('[^/]+')}$`;

/** Where each request of a run can be met again; of the polls for health, which are many, the first three. */
export const addressesOf = (rows: readonly LogRow[]): readonly Address[] => {
  const seen = new Map<string, number>();
  return rows
    .filter(({ from }) => from === 'client')
    .map(({ service, method, path, committed }) => {
      const pattern = pathPattern(path);
      const key = `${service} ${method} ${pattern}`;
      const nth = (seen.get(key) ?? 0) + 1;
      seen.set(key, nth);
      return { service, method, path: pattern, nth, writes: committed };
    })
    .filter(({ path, nth }) => !path.endsWith('/health$') || nth <= 3);
};
