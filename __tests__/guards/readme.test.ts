import { afterAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { inputNames } from '../../src/action/input-names.ts';
import { modes } from '../../src/catalog/modes.ts';
import { blocksOf, firstColumnOf, pages, root, setUpText, textOf } from '../support/pages.ts';

const readme = textOf('README.md');
/** The pages that the generator fills. */
const filled = ['README.md', 'docs/inputs-and-outputs.md', 'docs/setup.md', 'docs/api.md', 'docs/set-up.ps1'];

const scratch = mkdtempSync(path.join(tmpdir(), 'readme-'));
afterAll(() => rmSync(scratch, { recursive: true }));

describe('the generated parts of the pages', () => {
  /** What the generator says of the pages, some of them changed. */
  const check = (changes: Readonly<Record<string, (text: string) => string>>) => {
    const folder = mkdtempSync(path.join(scratch, 'pages-'));
    mkdirSync(path.join(folder, 'docs'));
    for (const page of filled) {
      const text = textOf(page);
      const changed = changes[page]?.(text) ?? text;
      expect(changed === text).toBe(changes[page] === undefined);
      writeFileSync(path.join(folder, page), changed);
    }
    const command = ['script/generate-readme.mjs', '--check', folder];
    return spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8' });
  };

  test('are what the generator writes', () => {
    expect(check({})).toMatchObject({ status: 0, stderr: '' });
  });

  test('are told to be wrong when a word differs, a row or a part is missing, or a part is at another place', () => {
    const { status, stderr } = check({
      'README.md': (text) => text.replace('The only Entra tenant that', 'One Entra tenant that'),
      'docs/inputs-and-outputs.md': (text) => text.replace(/^\| `rotate`.*\n/m, ''),
      'docs/setup.md': (text) => text.replace('<!-- generated:set-up-renewer -->', ''),
      'docs/api.md': (text) => text.replace('set-up-api-values', 'set-up-renewer'),
      'docs/set-up.ps1': (text) => text.replace('$REPO', '$REPOSITORY'),
    });
    const [one, two, three, four, five] = filled;
    expect({ status, said: stderr.trim().split('\n') }).toEqual({
      status: 1,
      said: [
        `${one} is stale: run node script/generate-readme.mjs`,
        `${two} is stale: run node script/generate-readme.mjs`,
        expect.stringContaining(`${three} must have these generated parts`),
        expect.stringContaining(`${four} must have these generated parts`),
        `${five} is stale: run node script/generate-readme.mjs`,
      ],
    });
  });
});

describe('README.md', () => {
  test('is read in one go', () => {
    expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(200);
  });

  test('lists exactly the modes that there are', () => {
    expect(firstColumnOf(readme, 'mode').toSorted()).toEqual(modes.toSorted());
  });

  test('a mode that is missing is told of', () => {
    expect(firstColumnOf(readme.replace(/^\| `renew` .*\n/m, ''), 'mode').toSorted()).not.toEqual(modes.toSorted());
  });

  test('has its alerts in the form that GitHub takes: the kind alone on its line', () => {
    const alerts = pages.flatMap((page) => textOf(page).match(/^> \[![A-Z]+\].*$/gm) ?? []);
    expect(alerts.length).toBeGreaterThan(0);
    expect(alerts.filter((line) => !/^> \[![A-Z]+\]$/.test(line))).toEqual([]);
  });
});

describe('the workflows of the quick start and of the key vault', () => {
  interface Job {
    readonly steps: readonly { readonly with?: Readonly<Record<string, string>> }[];
    readonly environment: string;
  }
  const jobList = ['quick-start/truu.yml', 'key-vault/renew.yml'].flatMap((file) => {
    const { jobs } = parse(textOf(`examples/${file}`)) as { jobs: Readonly<Record<string, Job>> };
    return Object.entries(jobs).map(([mode, { environment, steps }]) => ({
      mode,
      environment,
      given: steps.at(-1)?.with ?? {},
    }));
  });

  test.each(jobList)('gives $mode inputs that exist, and no secret', ({ mode, given }) => {
    expect(given).toMatchObject({ mode, 'truu-connection': 'console' });
    expect(Object.keys(given).filter((name) => !inputNames.some((one) => one === name))).toEqual([]);
    expect(JSON.stringify(given)).not.toContain('secrets.');
  });

  test.each(jobList)('takes for $mode only variables that the set-up sets where it runs', ({ given, environment }) => {
    const set = [...setUpText.matchAll(/gh variable set (\w+) --repo "\$REPO"(?: --env (\S+))? --body/g)]
      .filter(([, , of]) => of === (environment === 'truu-plan' ? undefined : environment))
      .map(([, name]) => name);
    const taken = [...JSON.stringify(given).matchAll(/vars\.(\w+)/g)].map(([, name]) => name);
    expect(taken.length).toBeGreaterThan(2);
    expect(taken.filter((name) => !set.includes(name))).toEqual([]);
  });
});

describe('the commands of the key vault', () => {
  /** Runs them with an `az` that writes down what it is asked, and answers every question with an id. */
  const asked = (): readonly (readonly string[])[] => {
    const folder = mkdtempSync(path.join(scratch, 'vault-'));
    const az = `#!/bin/sh\nprintf '%s\\001' "$@" >> "${folder}/asked"\nprintf '\\002' >> "${folder}/asked"\necho id\n`;
    writeFileSync(path.join(folder, 'az'), az, { mode: 0o755 });
    const identities = blocksOf(textOf('docs/setup.md'), 'bash').find((text) => text.includes('principal()')) ?? '';
    const functions = /^principal\(\) \{[\s\S]*?^\}$/m.exec(identities)?.[0] ?? '';
    const [block = ''] = blocksOf(textOf('docs/console.md'), 'bash');
    const script = `DEPLOYER=d RENEWER=n READER=r\n${functions}\n${block}`;
    const env = { PATH: `${folder}:${process.env['PATH'] ?? ''}` };
    expect(
      spawnSync('bash', ['-eu', '-c', script], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }),
    ).toMatchObject({
      status: 0,
      stderr: '',
    });
    const calls = readFileSync(path.join(folder, 'asked'), 'utf8').split('\x02').slice(0, -1);
    return calls.map((call) => call.split('\x01').slice(0, -1));
  };

  test('let writers write and not read, and one person read', () => {
    const calls = asked();
    const role = calls.find(([group, kind]) => group === 'role' && kind === 'definition')?.at(-1) ?? '';
    const { DataActions: actions, AssignableScopes: scopes } = JSON.parse(role) as Record<string, readonly string[]>;
    expect(scopes).toEqual(['id']);
    expect(actions?.map((action) => action.replace('Microsoft.KeyVault/vaults/secrets/', ''))).toEqual([
      ...['setSecret/action', 'update/action', 'readMetadata/action'],
    ]);
    const assigned = calls.filter(([group, kind]) => group === 'role' && kind === 'assignment');
    const valueAfter = (call: readonly string[], option: string) => call[call.indexOf(option) + 1];
    expect(assigned.map((call) => [valueAfter(call, '--role'), valueAfter(call, '--assignee-principal-type')])).toEqual(
      [
        ['TruU secret writer', 'ServicePrincipal'],
        ['TruU secret writer', 'ServicePrincipal'],
        ['Key Vault Reader', 'ServicePrincipal'],
        ['Key Vault Secrets User', 'User'],
      ],
    );
  });
});

describe('the commands for PowerShell', () => {
  const script = textOf('docs/set-up.ps1');
  const parts = [...setUpText.matchAll(/<!-- generated:set-up-[\w-]+ -->\s+```bash\n([\s\S]*?)```/g)];
  const bash = parts.map(([, part = '']) => part).join('\n');
  const found = (text: string, pattern: RegExp): readonly string[] =>
    [...new Set([...text.matchAll(pattern)].map(([, one = '']) => one))].sort();

  test.each([
    ['variables', /gh variable set (\w+)/g],
    ['secrets', /gh secret set (\w+ --repo "?\$REPO"? --env [\w-]+)/g],
    ['ids', /([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/g],
    ['commands', /\b((?:az|gh) (?:api|rest|(?:ad )?[a-z]+(?: [a-z-]+)*)) /g],
  ])('have the %s of those for bash', (_what, pattern) => {
    const [here, there] = [found(script, pattern), found(bash.replaceAll('"$REPO"', '$REPO'), pattern)];
    expect(here.length).toBeGreaterThan(1);
    expect(here).toEqual(there);
  });

  test('have no parentheses in an argument of az, which cmd.exe would take apart', () => {
    const calls = script.split('\n').flatMap((line) => /\baz .*?(?=\)$| 2> |\) \}|$)/.exec(line.trim()) ?? []);
    expect(calls.filter((call) => /[()]/.test(call))).toEqual([]);
  });
});
