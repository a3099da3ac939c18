import { randomUUID } from 'node:crypto';

const errorNames: Readonly<Record<number, string>> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  409: 'CONFLICT',
  412: 'PRECONDITION_FAILED',
};

/** A refusal of TruU. */
export class TruuRefusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'TruuRefusal';
    this.status = status;
  }
}

/** The contract's error body. */
export const errorBody = ({ status, message }: TruuRefusal): Record<string, unknown> => ({
  status,
  error: errorNames[status] ?? 'ERROR',
  message,
  requestId: randomUUID(),
});
