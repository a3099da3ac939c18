import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { outputNames } from '../../src/action/outputs.ts';
import { findLeaks } from '../../testing/leaks.ts';
import type { ActionResult } from '../../testing/run-action.ts';
import { startScenario, type Scenario } from '../support/scenario.ts';
import { expectWorldInSync } from '../support/world-in-sync.ts';

let scenario: Scenario;
let folder: string;

beforeAll(async () => {
  scenario = await startScenario();
});
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'truu-terminal-'));
  await scenario.emulator.reset();
});
afterEach(() => rm(folder, { recursive: true, force: true }));
afterAll(() => scenario.stop());

/** The outputs as they are printed for a person, by name. */
const printed = ({ stdout }: ActionResult): Readonly<Record<string, string>> => {
  const lines = stdout.slice(stdout.indexOf('\nOutputs\n')).matchAll(/^([a-z-]+)=(.*)$/gm);
  return Object.fromEntries([...lines].map(([, name = '', value = '']) => [name, value]));
};

describe('outside of a runner', () => {
  const runnerless = () => ({
    GITHUB_ACTIONS: undefined,
    GITHUB_STEP_SUMMARY: undefined,
    GITHUB_OUTPUT: undefined,
    GITHUB_WORKSPACE: undefined,
    RUNNER_TEMP: undefined,
    TMPDIR: folder,
  });

  /** Every secret of the world, and the access tokens that were used in it. */
  const secretsOf = async (): Promise<readonly string[]> => {
    const { entra, truu } = await scenario.emulator.state();
    const rows = (await scenario.emulator.log()).filter(({ service }) => service === 'graph' || service === 'truu');
    const tokens = rows.flatMap(({ headers }) => /^Bearer (.+)$/i.exec(headers['authorization'] ?? '')?.[1] ?? []);
    expect(tokens).not.toEqual([]);
    return [
      ...new Set(tokens),
      ...entra.secrets.map(({ value }) => value),
      ...truu.oauthClients.map(({ clientSecret }) => clientSecret),
    ];
  };

  test('an apply and a plan print what they did, write the report into a folder of the system, and exit with 0', async () => {
    const applied = await scenario.run('apply', { extra: runnerless() });
    expect(applied.code).toBe(0);
    expect(applied.stdout).toContain('Applied 14 changes');
    expect(Object.keys(printed(applied))).toEqual(outputNames);
    expect(printed(applied)).toMatchObject({
      result: 'applied',
      sync: 'in-sync',
      health: 'healthy',
      'failure-code': '',
    });
    const at = printed(applied)['report-path'] ?? '';
    expect(path.dirname(at)).toBe(folder);
    expect(await readdir(at)).toContain('summary.md');
    expect((await stat(path.join(at, 'summary.md'))).mode & 0o777).toBe(0o600);
    const text = await readFile(path.join(at, 'summary.md'), 'utf8');
    expect(text).toContain('## TruU Entra directory · apply');
    expect(findLeaks(await secretsOf(), [{ name: 'summary.md', text }])).toEqual([]);
    const planned = await scenario.run('plan', { extra: runnerless() });
    expect({ code: planned.code, ...printed(planned) }).toMatchObject({ code: 0, result: 'in-sync', changes: '0' });
    for (const { stdout, stderr, summary, outputs } of [applied, planned]) {
      // Without a runner nothing swallows a mask: it would print what it hides.
      expect(findLeaks(await secretsOf(), [{ name: 'stdout', text: stdout.replaceAll('::add-mask::', '') }])).toEqual(
        [],
      );
      expect(stdout).not.toMatch(/^::(group|error|warning|notice|set-output)/m);
      expect({ stderr, summary, outputs }).toEqual({ stderr: '', summary: '', outputs: {} });
    }
  });

  test.each([
    {
      description: 'a spec that is not valid',
      mode: 'check',
      spec: 'version: 2\n',
      code: 'SPEC_MISSING_KEY',
      given: {},
    },
    { description: 'a spec that does not exist', mode: 'plan', spec: null, code: 'SPEC_NOT_FOUND', given: {} },
    {
      description: 'an input that is wrong',
      mode: 'plan',
      spec: undefined,
      code: 'INPUT_INVALID',
      given: { rotate: 'x' },
    },
    { description: 'a difference in drift', mode: 'drift', spec: undefined, code: 'PLAN_DRIFT', given: {} },
  ] as const)('$description is red, with its code in a line', async ({ mode, spec, code, given }) => {
    const extras = spec === undefined ? {} : { spec };
    const ended = await scenario.run(mode, { extra: runnerless(), with: given, ...extras });
    expect({ code: ended.code, ...printed(ended) }).toMatchObject({ code: 1, 'failure-code': code });
    expect(ended.stdout).toContain(code);
  });

  test('GitHub offers no identity token, which is said', async () => {
    const without = { ACTIONS_ID_TOKEN_REQUEST_URL: undefined, ACTIONS_ID_TOKEN_REQUEST_TOKEN: undefined };
    const ended = await scenario.run('plan', { extra: { ...runnerless(), ...without } });
    expect({ code: ended.code, ...printed(ended) }).toMatchObject({
      code: 1,
      'failure-code': 'AUTH_ID_TOKEN_UNAVAILABLE',
    });
  });
});

describe('a report that cannot be written', () => {
  const places: readonly (readonly [string, () => Promise<string>])[] = [
    ['a folder', async () => folder],
    ['a disk that is full', async () => '/dev/full'],
    [
      'below a file',
      async () => {
        await writeFile(path.join(folder, 'file'), '');
        return path.join(folder, 'file', 'summary.md');
      },
    ],
  ];

  test.each(places)('since the step summary is %s makes a green run red, and stands in the log', async (_, place) => {
    const ended = await scenario.run('apply', { extra: { GITHUB_STEP_SUMMARY: await place() } });
    expect({ code: ended.code, ...ended.outputs }).toMatchObject({
      code: 1,
      result: 'applied',
      'failure-code': 'REPORT_UNWRITABLE',
    });
    expect(ended.stdout).toMatch(/^REPORT_UNWRITABLE: .*the step summary \([A-Z]+\)/m);
    expect(ended.stdout).toContain('::error title=REPORT_UNWRITABLE');
    for (const expected of ['## TruU Entra directory · apply', '### Secrets', '**held by TruU**'])
      expect(ended.stdout).toContain(expected);
    await expectWorldInSync(scenario);
  });

  test('keeps the code of a run that is red for another reason in front', async () => {
    const ended = await scenario.run('drift', { extra: { GITHUB_STEP_SUMMARY: folder } });
    expect({ code: ended.code, ...ended.outputs }).toMatchObject({ code: 1, 'failure-code': 'PLAN_DRIFT' });
    expect(ended.stdout).toMatch(/^REPORT_UNWRITABLE: /m);
  });

  test('since its folder cannot be made is red as well, without a report path', async () => {
    await writeFile(path.join(folder, 'file'), '');
    const ended = await scenario.run('plan', { extra: { RUNNER_TEMP: path.join(folder, 'file') } });
    expect({ code: ended.code, ...ended.outputs }).toMatchObject({
      code: 1,
      'failure-code': 'REPORT_UNWRITABLE',
      'report-path': '',
    });
    expect(ended.stdout).toMatch(/^REPORT_UNWRITABLE: .*the report folder/m);
    expect(ended.summary).toContain('## TruU Entra directory · plan');
  });

  test('since there is no file for the outputs prints them, with the code', async () => {
    const ended = await scenario.run('plan', { extra: { GITHUB_OUTPUT: path.join(folder, 'missing', 'output') } });
    expect({ code: ended.code, ...printed(ended) }).toMatchObject({
      code: 1,
      result: 'changes',
      'failure-code': 'REPORT_UNWRITABLE',
    });
    expect(ended.stdout).toMatch(/^REPORT_UNWRITABLE: .*the outputs/m);
    expect(ended.stdout).toContain('::error title=REPORT_UNWRITABLE');
  });
});
