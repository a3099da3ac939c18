import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { inputNames, type InputName } from '../../src/action/input-names.ts';
import { peekInputs, readInputs } from '../../src/action/inputs.ts';
import { logsIn, modes } from '../../src/catalog/modes.ts';
import { outputNames } from '../../src/action/outputs.ts';
import type { RunRequest } from '../../src/run/request.ts';
import { Secret } from '../../src/support/secret.ts';

interface Action {
  readonly name: string;
  readonly description: string;
  readonly inputs: Readonly<Record<string, { readonly description?: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description?: string }>>;
  readonly runs: { readonly using: string; readonly main: string };
}

const root = path.resolve(import.meta.dirname, '../..');
const text = readFileSync(path.join(root, 'action.yml'), 'utf8');
const action = parse(text) as Action;

const between = (description: string, declared: readonly string[], read: readonly string[]): readonly string[] => [
  ...declared.filter((name) => !read.includes(name)).map((name) => `${description} ${name}: declared, not in the code`),
  ...read.filter((name) => !declared.includes(name)).map((name) => `${description} ${name}: in the code, not declared`),
];

/** Where the public contract and the code differ, or where a name is not explained. */
const differences = ({ inputs, outputs }: Action): readonly string[] => [
  ...between('input', Object.keys(inputs), inputNames),
  ...between('output', Object.keys(outputs), outputNames),
  ...[...Object.entries(inputs), ...Object.entries(outputs)]
    .filter(([, { description }]) => !description)
    .map(([name]) => `${name}: no description`),
];

const needed: Readonly<Partial<Record<InputName, string>>> = {
  'tenant-id': '3f6e2a52-7d1c-4b6e-9a0e-5f0c6f1b2a11',
  'deployer-client-id': '7c1d9a34-52be-4f0a-8b6d-1e2f3a4b5c6d',
  'client-id': '7c1d9a34-52be-4f0a-8b6d-1e2f3a4b5c6d',
  'truu-url': 'https://truu.example',
  'truu-token-url': 'https://truu.example/oauth2/token',
  'truu-client-id': 'client',
  'truu-client-secret': 'not a real one',
};
const given = (values: Readonly<Record<string, string | undefined>>): RunRequest =>
  readInputs((name) => values[name] ?? needed[name] ?? '', {
    names: [],
    workspace: '.',
    actionRepository: null,
    maskSecret: (value) => new Secret(value),
    offline: false,
    workflow: null,
  });

/** What the runner hands over when the workflow says nothing. */
const byRunner = ({ inputs }: Action): RunRequest =>
  given(Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.default])));

describe('action.yml', () => {
  test('declares exactly the inputs and outputs that the code knows, each with a description', () => {
    expect(differences(action)).toEqual([]);
  });

  test('explains each mode of the catalogue, and says which need no login', () => {
    const described = [...(action.inputs['mode']?.description ?? '').matchAll(/([a-z-]+) \(/g)].map(([, mode]) => mode);
    expect(described.toSorted()).toEqual(modes.toSorted());
    const without = modes.filter((mode) => !logsIn(mode)).join(' and ');
    for (const name of [
      'tenant-id',
      'client-id',
      'deployer-client-id',
      'truu-url',
      'truu-token-url',
      'truu-client-id',
      'truu-client-secret',
    ])
      expect(action.inputs[name]?.description).toContain(`Required in every mode except ${without}.`);
  });

  test('is told to differ when a name is missing, left over or unexplained', () => {
    const { mode, rotate, ...inputs } = action.inputs;
    const { health, ...outputs } = action.outputs;
    expect([mode, rotate, health]).not.toContain(undefined);
    const bad = { ...action, inputs: { ...inputs, rotated: {} }, outputs: { ...outputs, mood: { description: 'x' } } };
    expect(differences(bad)).toEqual([
      'input rotated: declared, not in the code',
      'input mode: in the code, not declared',
      'input rotate: in the code, not declared',
      'output mood: declared, not in the code',
      'output health: in the code, not declared',
      'rotated: no description',
    ]);
  });

  test('runs the built file on Node 24', () => {
    expect(action.runs).toEqual({ using: 'node24', main: 'dist/index.js' });
    expect(existsSync(path.join(root, action.runs.main))).toBe(true);
  });

  test('has the defaults that the code takes when an input is empty', () => {
    expect(peekInputs(() => '')).toEqual({ mode: 'plan', specPath: '.github/truu-directory.yml' });
    expect(byRunner(action)).toEqual(given({}));
    expect(given({})).toMatchObject({
      mode: 'plan',
      specPath: '.github/truu-directory.yml',
      allowRemovals: false,
      requestTimeoutMs: 20_000,
    });
  });

  test('writes each of these defaults down', () => {
    const written = Object.entries(action.inputs).flatMap(([name, input]) =>
      input.default === undefined ? [] : [[name, input.default]],
    );
    expect(written).toEqual([
      ['mode', 'plan'],
      ['spec', '.github/truu-directory.yml'],
      ['allow-removals', 'false'],
      ['truu-connection', 'api'],
      ['delivery', 'portal'],
      ['comment', 'changes'],
      ['require-pull-request-plan', 'false'],
      ['plan-workflow', '.github/workflows/truu-plan.yml'],
      ['drift-issue', 'false'],
      ['fork-pull-request', 'false'],
      ['request-timeout', 'PT20S'],
    ]);
  });

  test.each([
    ['mode', 'default: plan', 'default: drift'],
    ['spec', 'default: .github/truu-directory.yml', 'default: truu.yml'],
    ['allow-removals', "default: 'false'", "default: 'true'"],
    ['request-timeout', 'default: PT20S', 'default: PT30S'],
  ])('is told to differ when the default of %s does', (_name, right, wrong) => {
    const bad = text.replace(right, wrong);
    expect(bad).not.toBe(text);
    expect(byRunner(parse(bad) as Action)).not.toEqual(given({}));
  });
});
