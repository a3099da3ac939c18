import type { FaultBody } from '../../support/emulator.ts';
import type { RunExtras, Scenario } from '../../support/scenario.ts';

/** Puts faults into the world before a run; the requests of the run are short of patience, so that no test waits. */
export const spoilt =
  (...faults: readonly FaultBody[]) =>
  async ({ emulator }: Scenario): Promise<RunExtras> => {
    for (const fault of faults) await emulator.faults.add(fault);
    return impatient;
  };

/** Time-outs of half a second, and with them every patience that is counted in them; a busy machine logs in within it. */
export const impatient: RunExtras = { with: { 'request-timeout': 'PT0.8S' } };

/** An answer in place of the service's own. */
export const answering = (
  status: number,
  body: unknown = {},
  headers: Readonly<Record<string, string>> = {},
): FaultBody['do'] => ({ answer: { status, headers, body } });

/** Graph's error body (Microsoft Graph docs, errors, read 2026-11). */
export const graphError = (code: string, message = code): Readonly<Record<string, unknown>> => ({
  error: {
    code,
    message,
    innerError: { date: '2026-11-24T03:00:00', 'request-id': 'fault', 'client-request-id': 'fault' },
  },
});

/** The error body of TruU's contract. */
export const truuError = (status: number, error: string, message: string): Readonly<Record<string, unknown>> => ({
  status,
  error,
  message,
  requestId: 'fault',
});

/** Holds the first request that matches, lets a hand act meanwhile, and then lets it go. */
export const meddling = async (
  { emulator }: Scenario,
  held: { readonly service: 'truu'; readonly method: string; readonly path: string },
  act: () => Promise<unknown>,
): Promise<RunExtras> => {
  const id = await emulator.faults.add({ ...held, when: 'before', do: 'hold' });
  return {
    started: () =>
      void emulator.faults
        .fired(id, 30_000)
        .then(act)
        .then(() => emulator.faults.release(id)),
  };
};
