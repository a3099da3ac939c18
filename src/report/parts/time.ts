import { codeSpan } from '../../support/text.ts';

/** RFC 3339 in a readable form, to the second; anything else unchanged. */
export const time = (text: string): string => {
  const [, day, clock] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/.exec(text) ?? [];
  return day === undefined || clock === undefined ? codeSpan(text) : `${day} ${clock}Z`;
};

/** The day of an RFC 3339 time; anything else as code. */
export const date = (text: string): string => /^(\d{4}-\d\d-\d\d)T/.exec(text)?.[1] ?? codeSpan(text);
