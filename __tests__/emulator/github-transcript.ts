import { expect } from '@jest/globals';
import { parse } from 'yaml';
import type { Reply } from '../support/emulator-clients.ts';
import { firstToken, githubAs, type GithubSeed, repository } from '../support/emulator-github.ts';
import { unchangedBy } from '../support/emulator-refusals.ts';
import type { TestEmulator } from '../support/emulator.ts';

/** A test of a transcript: its name, the name of its seed, and its lines. */
export type Transcript = readonly [name: string, seed: string, ...lines: string[]];

/**
 * The tests of a transcript. `# name | seed` starts one. Its lines are `clock INSTANT` or `[as TOKEN] METHOD PATH [BODY] =>
 * STATUS [EXPECTED]`. PATH is below the repository; `@` is the last `location`. `as none` sends no token. BODY and EXPECTED
 * are YAML, EXPECTED a part of the answer: `~x` matches a pattern, `{ key: !absent }` an object without the key, `same` the
 * answer before, `number: [1]` and `id: [1]` the rows of a list, and `message:`, `invalid:` and `error:` a refusal.
 */
export const transcripts = (text: string): Transcript[] =>
  text
    .split(/^# /m)
    .slice(1)
    .map((section) => {
      const [heading = '', ...lines] = section.trim().split('\n');
      const [name = '', seed = ''] = heading.split(' | ');
      if (lines.length === 0) throw new Error(`no lines: ${name}`);
      return [name, seed, ...lines];
    });

const revive = (value: unknown): unknown => {
  if (typeof value === 'string' && value.startsWith('~')) return expect.stringMatching(value.slice(1));
  if (Array.isArray(value)) return value.map(revive);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  if (entries[0]?.[1] === '!absent') return expect.not.objectContaining({ [entries[0][0]]: expect.anything() });
  return Object.fromEntries(entries.map(([key, one]) => [key, revive(one)]));
};

const read = (text: string): unknown => revive(parse(text.replaceAll('!absent', '"!absent"')));

const expectedOf = (text: string, before: Reply): unknown => {
  const [, kind = '', rest = ''] = /^(number|id|message|invalid|error): (.*)$/.exec(text) ?? [];
  if (kind === 'message') return { message: expect.stringContaining(rest) };
  if (kind === 'invalid') return { message: `Invalid request.\n\n${rest}` };
  if (kind === 'error') return { message: 'Validation Failed', errors: [read(rest)] };
  if (kind !== '') return (read(rest) as number[]).map((value) => ({ [kind]: value }));
  return text === 'same' ? before.body : read(text);
};

const expectRefusal = ({ status, body }: Reply): void => {
  expect(Object.keys(body).filter((key) => key !== 'errors')).toEqual(['message', 'documentation_url', 'status']);
  expect(body).toMatchObject({
    status: String(status),
    documentation_url: expect.stringMatching('^https://docs.github.com/'),
  });
};

/** Sends the requests of a transcript and expects their answers. A refusal has GitHub's form and changes no state. */
export const expectTranscript = async (
  emulator: TestEmulator,
  seed: GithubSeed | undefined,
  ...lines: string[]
): Promise<Reply> => {
  if (seed === undefined) throw new Error('The seed is unknown.');
  await emulator.reset({ github: seed });
  let last: Reply = { status: 0, headers: new Headers(), body: {} };
  let location = '';
  for (const line of lines) {
    const [, instant] = /^clock (.+)$/.exec(line) ?? [];
    if (instant !== undefined) await emulator.clock.set(instant);
    if (instant !== undefined) continue;
    const [, token, method, path, body, status, expected] =
      /^(?:as (\S+) )?([A-Z]+) (\S+)(?: (.+?))? => (\d+)(?: (.+))?$/.exec(line) ?? [];
    if (method === undefined || path === undefined) throw new Error(`not a request: ${line}`);
    const github = githubAs(emulator, token === 'none' ? null : (token ?? firstToken(emulator)));
    const send = () => github(method, path === '@' ? location : repository + path, body && parse(body));
    const answer = Number(status) < 400 ? await send() : await unchangedBy(emulator, send);
    const part = expected === undefined ? answer.body : expectedOf(expected, last);
    const request = line.slice(0, 200);
    expect({ request, status: answer.status, body: answer.body }).toMatchObject({
      request,
      status: Number(status),
      body: part,
    });
    if (answer.status >= 400) expectRefusal(answer);
    last = answer;
    location = answer.headers.get('location') ?? location;
  }
  return last;
};
