import { expect } from '@jest/globals';
import type { GraphErrorBody, Reply } from './emulator-clients.ts';
import type { TestEmulator } from './emulator.ts';

/** What a refusal of Graph is to say; the message is a part of the whole. */
export interface ExpectedRefusal {
  status: number;
  code: string;
  message: string;
}

/** Graph's answer to who may not. */
export const forbidden: ExpectedRefusal = {
  ...{ status: 403, code: 'Authorization_RequestDenied' },
  message: 'Insufficient privileges to complete the operation.',
};

/** Graph's answer to a request that it does not understand. */
export const badRequest = (message: string): ExpectedRefusal => ({ status: 400, code: 'Request_BadRequest', message });

/** Expects a refusal in Graph's own shape. */
export const expectGraphRefusal = (answer: Reply<GraphErrorBody>, { status, code, message }: ExpectedRefusal): void => {
  const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/);
  const { details: _details, ...error } = answer.body.error;
  expect({ status: answer.status, error }).toEqual({
    status,
    error: {
      code,
      message: expect.stringContaining(message),
      innerError: {
        date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
        'request-id': uuid,
        'client-request-id': uuid,
      },
    },
  });
};

/** Does something that must not change the state, and expects that it did not. */
export const unchangedBy = async <T>(emulator: TestEmulator, act: () => Promise<T>): Promise<T> => {
  const before = await emulator.state();
  const result = await act();
  expect(await emulator.state()).toEqual(before);
  return result;
};
