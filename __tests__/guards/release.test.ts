import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startReleases, type ReleasesOnGitHub } from '../support/releases-on-github.ts';

const root = path.resolve(import.meta.dirname, '../..');
const commit = '5c1b0a9e8d7f6a5b4c3d2e1f0a9b8c7d6e5f4a3b';
const earlier = '0123456789abcdef0123456789abcdef01234567';
const { url } = (JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Package).repository;
const repository = url.slice('git+https://github.com/'.length, -'.git'.length);
const folder = mkdtempSync(path.join(tmpdir(), 'release-'));
const textOf = (file: string): string => readFileSync(path.join(folder, file), 'utf8');

interface Package {
  readonly repository: { readonly url: string };
}
type GitHub = Readonly<Record<'commitOfTag' | 'releases', unknown>>;
interface Scripts {
  readonly fillAll: (root: string, options: { readonly write: boolean }) => readonly string[];
  readonly connectGitHub: (access: {
    readonly apiUrl: string;
    readonly repository: string;
    readonly token: string;
    readonly fetch: typeof fetch;
  }) => GitHub;
  readonly publish: (
    github: GitHub,
    release: {
      readonly version: string;
      readonly commit: string;
      readonly notes: string;
      readonly assets: readonly { readonly name: string; readonly bytes: Buffer }[];
    },
  ) => Promise<readonly string[]>;
}

// Named by variables, since what is plain JavaScript has no types to import.
const load = async (name: string): Promise<object> => (await import(`../../script/release/${name}.mjs`)) as object;
const scripts = { ...(await load('publish')), ...(await load('github')), ...(await load('names')) } as Scripts;
const { connectGitHub } = scripts;

interface Ended {
  readonly code: number | null;
  readonly printed: string;
}

/** Runs a step of the release in the copy. Not synchronous, since GitHub answers from this process. */
const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(root, 'script/release/main.mjs'), ...args], {
      cwd: folder,
      env: { PATH: process.env['PATH'], ...env },
    });
    let printed = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (printed += text));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, printed }));
  });

/** The repository as it is when somebody prepares version 0.2.0 of it. */
beforeAll(async () => {
  for (const part of ['package.json', 'package-lock.json', 'CHANGELOG.md', 'README.md', 'SECURITY.md', 'action.yml'])
    cpSync(path.join(root, part), path.join(folder, part));
  for (const part of ['dist', 'docs', 'examples', 'schema', 'src/catalog', '.github'])
    cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
  const packageJson = textOf('package.json').replace(/("version": ")[^"]*/, '$10.1.0');
  writeFileSync(path.join(folder, 'package.json'), packageJson);
  writeFileSync(
    path.join(folder, 'CHANGELOG.md'),
    '# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A [page](docs/errors.md).\n',
  );
  for (const args of [
    ['prepare', '0.2.0', '2026-12-01'],
    ['assets', 'out', commit],
  ]) {
    const { code, printed } = await run(args);
    if (code !== 0) throw new Error(printed);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a release without GitHub', () => {
  test('is prepared in every file that names the version', () => {
    expect(textOf('CHANGELOG.md')).toContain('## [Unreleased]\n\n## [0.2.0] - 2026-12-01\n\n### Added');
    expect(JSON.parse(textOf('package.json'))).toMatchObject({ version: '0.2.0' });
    expect(JSON.parse(textOf('package-lock.json'))).toMatchObject({
      version: '0.2.0',
      packages: { '': { version: '0.2.0' } },
    });
    expect(textOf('src/catalog/release.ts')).toContain("actionVersion = '0.2.0'");
    expect(textOf('docs/api.md')).toContain('gh release download v0.2.0 --repo');
  });

  test('finds the files that name another owner, and leaves them as they are when it only looks', () => {
    expect(scripts.fillAll(root, { write: false })).toEqual([]);
    const security = textOf('SECURITY.md');
    const stale = security.replaceAll(repository, 'someone/truu-entra-directory-action');
    writeFileSync(path.join(folder, 'SECURITY.md'), stale);
    expect(scripts.fillAll(folder, { write: false })).toEqual(['SECURITY.md']);
    expect(textOf('SECURITY.md')).toBe(stale);
    expect(scripts.fillAll(folder, { write: true })).toEqual(['SECURITY.md']);
    expect(textOf('SECURITY.md')).toBe(security);
  });

  test('says that the commit is to be released', async () => {
    const output = path.join(folder, 'output');
    writeFileSync(output, '');
    expect(await run(['decide'], { GITHUB_SHA: commit, GITHUB_OUTPUT: output })).toMatchObject({ code: 0 });
    expect(readFileSync(output, 'utf8')).toBe('release=true\nversion=0.2.0\n');
  });

  test('has the example workflows, each pinned to the commit, and the checksums of what a job runs', () => {
    const workflows = readdirSync(path.join(root, 'examples/workflows')).map((name) => `truu-${name}`);
    expect(readdirSync(path.join(folder, 'out/assets')).sort()).toEqual([
      'SHA256SUMS',
      'spec.schema.json',
      ...workflows.sort(),
    ]);
    const texts = workflows.map((name) => textOf(`out/assets/${name}`));
    expect(texts.filter((text) => !/truu-entra-directory-action@5c1b0a9e\w{32} # v0\.2\.0\n/.test(text))).toEqual([]);
    const summed = textOf('out/assets/SHA256SUMS')
      .split('\n')
      .map((line) => line.slice(66));
    expect(summed).toEqual(expect.arrayContaining(['action.yml', 'dist/index.js', 'dist/package.json', '']));
    expect(summed).toHaveLength(readdirSync(path.join(folder, 'dist')).length + 2);
  });

  test('has notes with the changes, links that lead there from elsewhere, and the line that pins it', () => {
    const notes = textOf('out/notes.md');
    expect(notes).toMatch(
      /^### Added\n\n- A \[page\]\(https:\/\/github\.com\/[^/]+\/[^/]+\/blob\/v0\.2\.0\/docs\/errors\.md\)/,
    );
    expect(notes).toContain(`@${commit} # v0.2.0\n`);
  });

  test('says what it would publish, and writes nothing', async () => {
    const { code, printed } = await run(['publish', 'out', commit]);
    expect(code).toBe(0);
    expect(printed).toContain(`v0.2.0 would be released at ${commit} with SHA256SUMS, `);
  });

  test.each([
    [['prepare', '0.1.9'], 'does not come after 0.2.0'],
    [['assets', 'out', 'main'], 'is no commit'],
    [['release'], 'Name one of prepare, decide, assets, publish'],
  ])('%j ends red, and says why', async (args, why) => {
    const { code, printed } = await run(args);
    expect({ code, printed }).toEqual({ code: 1, printed: expect.stringContaining(why) });
  });
});

describe('a release on GitHub', () => {
  let github: ReleasesOnGitHub;
  beforeEach(async () => {
    github = await startReleases();
  });
  afterEach(() => github.stop());

  const publish = async (token = 'a-token'): Promise<string> => {
    const connected = connectGitHub({ apiUrl: github.url, repository, token, fetch });
    const assets = readdirSync(path.join(folder, 'out/assets')).map((name) => ({
      name,
      bytes: readFileSync(path.join(folder, 'out/assets', name)),
    }));
    const lines = await scripts.publish(connected, { version: '0.2.0', commit, notes: textOf('out/notes.md'), assets });
    return lines.join(' ');
  };
  const published = () => github.releases.filter(({ draft }) => !draft);
  const expectReleased = () => {
    expect(github.releases).toHaveLength(1);
    expect(published()[0]).toMatchObject({ tag_name: 'v0.2.0', immutable: true, prerelease: false });
    expect(published()[0]?.assets.map(({ name }) => name)).toEqual(readdirSync(path.join(folder, 'out/assets')).sort());
    expect([...github.tags]).toEqual([
      ['v0.2.0', commit],
      ['v0', commit],
    ]);
  };

  test('has its tag, all its assets before it is locked, and the tag of the major version', async () => {
    const access = {
      GH_TOKEN: 'a-token',
      GITHUB_API_URL: github.url,
      GITHUB_REPOSITORY: repository,
      GITHUB_SHA: commit,
    };
    const { code, printed } = await run(['publish', 'out', commit], access);
    expect({ code, printed }).toEqual({ code: 0, printed: expect.stringContaining('and locked') });
    expectReleased();
    const writes = [...github.writes];
    await publish();
    expect(github.writes).toEqual(writes);
    expect(await run(['decide'], access)).toEqual({ code: 0, printed: 'v0.2.0 is released.\n' });
  });

  test.each([
    ['POST', '/git/refs'],
    ['POST', '/releases'],
    ['POST', 'name=truu-plan.yml'],
    ['PATCH', '/releases/1'],
    ['GET', '/git/ref/tags/v0'],
  ])('is completed by a second run when %s %s was refused', async (method, where) => {
    github.refuse = { method, path: where };
    await expect(publish()).rejects.toThrow('HTTP 502');
    await publish();
    expectReleased();
  });

  test('is refused where its tag is at another commit, and changes nothing', async () => {
    github.tags.set('v0.2.0', earlier);
    await expect(publish()).rejects.toThrow(`is at ${earlier}`);
    expect(github.writes).toEqual([]);
  });

  test('is red where the repository does not lock it, and moves no tag', async () => {
    github.locks = false;
    github.tags.set('v0', earlier);
    await expect(publish()).rejects.toThrow('Enable release immutability');
    expect(github.tags.get('v0')).toBe(earlier);
  });

  test('is not published when GitHub shows an asset otherwise than it was sent', async () => {
    github.loses = 'truu-plan.yml';
    await expect(publish()).rejects.toThrow('as they are: truu-plan.yml');
    expect(published()).toEqual([]);
  });

  test.each([
    ['v0.1.9', commit],
    ['v1.0.0', commit],
    ['v0.10.0', earlier],
  ])('beside %s leaves v0 at the newest', async (tag_name, expected) => {
    github.tags.set('v0', earlier);
    const other = { id: 99, name: tag_name, body: '', prerelease: false, draft: false, immutable: true };
    github.releases.push({ ...other, tag_name, upload_url: '', assets: [] });
    await publish();
    expect(github.tags.get('v0')).toBe(expected);
  });

  test('does not take releases that cannot be read for none', async () => {
    github.refuse = { method: 'GET', path: '/releases?', status: 404 };
    await expect(publish()).rejects.toThrow('HTTP 404');
    expect(github.writes).toEqual([expect.stringContaining('/git/refs')]);
  });

  test('shows no token when it is refused', async () => {
    const refused = publish('b-token');
    await expect(refused).rejects.toThrow('HTTP 401');
    await expect(refused).rejects.not.toThrow('b-token');
  });

  test('is refused in a repository that package.json does not name', async () => {
    const access = { GH_TOKEN: 'a-token', GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'evil/fork' };
    const { code, printed } = await run(['publish', 'out', commit], access);
    expect({ code, printed }).toEqual({ code: 1, printed: expect.stringContaining('this is evil/fork') });
  });
});
