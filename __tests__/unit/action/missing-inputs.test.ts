import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { inputFeeds } from '../../../src/catalog/input-feeds.ts';
import type { Mode } from '../../../src/catalog/modes.ts';
import { inputsMissing, missingInputs } from '../../../src/action/missing-inputs.ts';
import { expressionsIn } from '../../../src/action/workflow-expressions.ts';

const examples = path.resolve(import.meta.dirname, '../../../examples');
/** What a connection requires from a variable or a secret: the token of a job is neither. */
const requiredOf = (connection: string): readonly string[] =>
  missingInputs((name) => (name === 'truu-connection' ? connection : '')).filter((name) => name !== 'github-token');

interface Job {
  readonly environment?: string;
  readonly steps: readonly { readonly with?: Readonly<Record<string, string>> }[];
}

/** The mode of a step of an example, and what it feeds to each required input. */
const fedIn = async (
  file: string,
): Promise<readonly (readonly [Mode, string, string | undefined, string | undefined])[]> => {
  const { jobs } = parse(await readFile(path.join(examples, file), 'utf8')) as { jobs: Readonly<Record<string, Job>> };
  return Object.values(jobs).flatMap(({ environment, steps }) =>
    steps.flatMap(({ with: inputs = {} }) => {
      const mode = inputs['mode'] as Mode | undefined;
      if (mode === undefined || mode === 'check') return [];
      return requiredOf(inputs['truu-connection'] ?? '').map(
        (name) => [mode, name, inputs[name], environment] as const,
      );
    }),
  );
};

test('the feeds of the catalogue are those of the example workflows', async () => {
  const files = await Promise.all(
    ['workflows', 'console'].map(async (of) => (await readdir(path.join(examples, of))).map((name) => `${of}/${name}`)),
  );
  const fed = (await Promise.all(files.flat().map(fedIn))).flat();
  const wrong = fed.filter(([mode, name, value, environment]) => {
    const feed = inputFeeds[mode][name];
    const expression = `\${{ ${feed?.kind === 'secret' ? 'secrets' : 'vars'}.${feed?.name} }}`;
    // The environment for forks stands in for truu-plan.
    const place = environment === 'truu-fork-plan' ? 'truu-plan' : environment;
    return value !== expression || (feed?.environment ?? place) !== place;
  });
  expect(wrong).toEqual([]);
  expect(new Set(fed.map(([mode]) => mode))).toEqual(new Set(['plan', 'drift', 'renew', 'apply']));
});

const workflow = (job: string): string => `on: push
jobs:
  first:
    environment: truu-plan
    steps:
      - with: { truu-url: '\${{ vars.A }}', client-id: "\${{ inputs.x || vars.B }}", mode: plan }
  second:
    steps:
      - with: { truu-url: '\${{ vars.C }}', tenant-id: 5 }
${job}`;

describe('what feeds an empty input', () => {
  const shown = (job: string, ...names: readonly string[]) => {
    const error = inputsMissing('plan', names, expressionsIn(workflow(''), 'w.yml', job));
    return [error.fix, ...error.evidence.map(({ name, value }) => `${name}: ${value}`)].join('\n');
  };

  test('is the expression of the job that runs', () => {
    const text = shown('first', 'truu-url', 'client-id');
    expect(text).toContain('set the variable A, what feeds "client-id".');
    expect(text).toContain('truu-url: fed from ${{ vars.A }} in w.yml');
    expect(text).toContain('client-id: fed from ${{ inputs.x || vars.B }} in w.yml');
    expect(text).toContain('reach only jobs with that "environment:"');
    expect(shown('second', 'truu-url')).toContain('This job has no "environment:"');
  });

  test('is that of the examples where the file does not say, or says two', () => {
    expect(shown('elsewhere', 'truu-url')).toContain('fed from the variable TRUU_PLAN_URL of the repository');
    expect(shown('second', 'tenant-id')).toContain('fed from the variable ENTRA_PLAN_TENANT_ID of the repository');
    const { fix } = inputsMissing('apply', ['truu-client-secret'], null);
    expect(fix).toContain('set the secret TRUU_WRITE_CLIENT_SECRET');
  });

  test('is the token of the job for the console connection', () => {
    const console = missingInputs((name) => (name === 'truu-connection' ? 'console' : 'x'));
    expect(console).toEqual([]);
    const without = missingInputs(
      (name) => ({ 'truu-connection': 'console', 'github-token': '' })[name as string] ?? 'x',
    );
    expect(without).toEqual(['github-token']);
    const { message, fix } = inputsMissing('drift', without, null);
    expect(message).toBe('Every mode except check needs "github-token".');
    expect(fix).toContain('set "github-token: ${{ github.token }}"');
  });

  test.each(['', 'jobs: [', 'jobs: 5', '- a', 'jobs: { a: *b }'])('is not read from a file like %j', (text) => {
    expect(expressionsIn(text, 'w.yml', 'a')).toBeNull();
  });
});
