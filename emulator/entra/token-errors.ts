import { randomUUID } from 'node:crypto';

/** A refusal of the token endpoint, by its AADSTS number (facts from Microsoft's error reference and public logs, 2026). */
export class TokenRefusal extends Error {
  readonly status: number;
  readonly error: string;
  readonly number: number;

  constructor(status: number, error: string, number: number, message: string) {
    super(message);
    this.name = 'TokenRefusal';
    this.status = status;
    this.error = error;
    this.number = number;
  }
}

/** Numbers without a public explanation; their bodies name no page (Azure/azure-workload-identity#642, 2022-11). */
const unexplained = new Set([50166, 90061, 501661]);

/** The body of a refusal. The parts of its description are on one line since about 2023 (azure-workload-identity#1200). */
export const tokenErrorBody = ({ error, number, message }: TokenRefusal, now: Date): Record<string, unknown> => {
  const [trace, correlation] = [randomUUID(), randomUUID()];
  const timestamp = `${now.toISOString().slice(0, 19).replace('T', ' ')}Z`;
  return {
    error,
    error_description: [
      `AADSTS${number}: ${message}`,
      `Trace ID: ${trace}`,
      `Correlation ID: ${correlation}`,
      `Timestamp: ${timestamp}`,
    ].join(' '),
    error_codes: [number],
    timestamp,
    trace_id: trace,
    correlation_id: correlation,
    ...(unexplained.has(number) ? {} : { error_uri: `https://login.microsoftonline.com/error?code=${number}` }),
  };
};
