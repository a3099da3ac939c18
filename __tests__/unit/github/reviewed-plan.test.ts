import { describe, expect, test } from '@jest/globals';
import { runnerCredential } from '../../../emulator/oidc/index.ts';
import { planAudience } from '../../../src/github/review/audience.ts';
import { blobId } from '../../../emulator/github/git-objects.ts';
import { tokenWith } from '../../support/emulator-github.ts';
import { fileEmulator } from '../../support/file-emulator.ts';
import {
  afterMerge,
  files,
  find,
  fork,
  inQueue,
  issuedAt,
  newer,
  onPull,
  planFile,
  print,
  pull,
  queueBranch,
  record,
  sha,
  soon,
  spec,
  specFile,
  tokenFor,
  world,
  type Recorded,
} from '../../support/signed-records.ts';

const emulator = fileEmulator();

/** The same token in other characters: four bits of the last one belong to no byte of the signature. */
const respelled = (token: string): string => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = alphabet.indexOf(token.at(-1) ?? '');
  return `${token.slice(0, -1)}${alphabet[last ^ 1] ?? ''}`;
};

describe('the reviewed plan of a pushed commit', () => {
  test.each<[string, object, readonly Recorded[], string]>([
    ['a merge or squash commit', {}, [{}], sha('a')],
    [
      'the last commit of a rebase',
      { pulls: [pull(5, { merge_commit_sha: sha('c'), commits: [sha('2'), sha('b')] })] },
      [{}],
      sha('c'),
    ],
    [
      'a commit that later pull requests stand on',
      { pulls: [pull(5), pull(6, { merge_commit_sha: sha('b'), commits: [sha('a')] })] },
      [{}],
      sha('a'),
    ],
    ['a run that others hid behind one of the same name', {}, [{}, { token: 'x.y.z', digit: '8' }], sha('a')],
    ['a head that was planned twice: the last counts', {}, [newer('7'), { digit: '6' }], sha('a')],
    ['a head that was planned twice within a second', {}, [issuedAt('6'), issuedAt('7')], sha('a')],
  ])('is found for %s', async (_what, github, records, commit) => {
    await world(emulator, github);
    for (const one of records) await record(emulator, one);
    expect(await find(emulator, commit)).toMatchObject({ pull: 5, fingerprint: print('7') });
  });

  test('is explained by the first check run of its token, not by a copy that writes the token in another way', async () => {
    await world(emulator);
    const plans = [[specFile, print('7')]] as const;
    const workflow = blobId('name: TruU plan\n');
    const token = await tokenFor(emulator, onPull, planAudience({ pull: 5, head: sha('1'), workflow, plans }));
    const copy = respelled(token);
    expect(copy).not.toBe(token);
    await record(emulator, { token, trustInputs: { 'known-owners': 'as reviewed' } });
    await record(emulator, { token: copy, trustInputs: { 'known-owners': 'as somebody else likes it' } });
    const found = await find(emulator);
    expect(found).toMatchObject({ fingerprint: print('7'), trustInputs: { 'known-owners': 'as reviewed' } });
  });

  test.each<[string, object, readonly Recorded[], string]>([
    ['no pull request', { pulls: [] }, [{}], 'This commit belongs to no merged pull request'],
    ['one that is still open', { pulls: [pull(5, { merged: false })] }, [{}], 'belongs to no merged pull request'],
    [
      'one that was merged into another branch',
      { pulls: [pull(5, { base: { sha: sha('0'), ref: 'release' } })] },
      [{}],
      'belongs to no merged pull request',
    ],
    ['several', { pulls: [pull(5), pull(6)] }, [{}], 'belongs to several merged pull requests'],
    ['one from a fork', { pulls: [pull(5, fork)] }, [{}], 'is from a fork'],
    ['one without a plan', {}, [], 'has no recorded plan of this spec'],
    ['one whose plan is of an earlier push', {}, [{ head: sha('2') }], 'has no recorded plan of this spec'],
    ['one whose plan is of another spec', {}, [{ path: 'other.yml' }], 'has no recorded plan of this spec'],
    ['one whose last plan failed', {}, [newer('0'), {}], 'The last plan of the pull request failed'],
    ['a plan of its job run again after the merge', {}, [afterMerge], 'after the merge'],
    [
      'a plan of another workflow that may write checks',
      {},
      [{ job: { ...onPull, workflowPath: '.github/workflows/ci.yml' } }],
      'another workflow made it',
    ],
    [
      'a plan of the workflow on another event',
      {},
      [{ job: { ...onPull, eventName: 'push' } }],
      'made it, not a pull request',
    ],
    ['a record copied from another pull request', {}, [{ pull: 6 }], 'another purpose, pull request, commit or plan'],
    [
      'a plan of a workflow that the pull request changed',
      files({ commit: sha('e'), files: [planFile('evil')] }),
      [{}],
      'differs from the one at the base',
    ],
    [
      'a plan whose job was in a workflow that the pull request changed',
      files({ commit: sha('e'), files: [planFile('name: TruU plan\n'), { ...planFile('x'), path: 'called.yml' }] }),
      [
        {
          job: { ...onPull, claims: { job_workflow_ref: 'contoso/identity/called.yml@x', job_workflow_sha: sha('e') } },
        },
      ],
      'its workflow called.yml differs',
    ],
    [
      'a base without the workflow',
      files({ commit: sha('0'), files: [] }),
      [{}],
      'the base of the pull request has no such workflow',
    ],
  ])('is none with %s', async (_what, github, records, texts) => {
    await world(emulator, github);
    for (const one of records) await record(emulator, one);
    const failure = await find(emulator).catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({ code: 'PLAN_NOT_REVIEWED', fix: expect.stringContaining('expect-plan') });
    const { message, evidence } = failure as { message: string; evidence: object };
    expect(`${message} ${JSON.stringify(evidence)}`).toContain(texts);
  });

  test('is none by the credential of a runner, or a token for Entra', async () => {
    await world(emulator);
    await record(emulator, { token: await runnerCredential(emulator.world) });
    await record(emulator, { token: await tokenFor(emulator, onPull, 'api://AzureADTokenExchange') });
    await expect(find(emulator)).rejects.toMatchObject({
      code: 'PLAN_NOT_REVIEWED',
      evidence: expect.arrayContaining(
        [1, 2].map((id) => ({ name: `Check run ${id}`, value: expect.stringContaining('another purpose') })),
      ),
    });
  });

  test('is none on a tag, and none for a commit that GitHub does not know', async () => {
    await world(emulator);
    await record(emulator);
    await expect(find(emulator, sha('a'), null)).rejects.toMatchObject({ code: 'PLAN_NOT_REVIEWED' });
    await expect(find(emulator, sha('d'))).rejects.toMatchObject({ code: 'PLAN_NOT_REVIEWED' });
  });
});

describe('the reviewed plan of a merge queue', () => {
  const group = sha('9');
  const run = (number: number, head_sha: string) => ({
    ...{ id: number, event: 'merge_group', head_branch: queueBranch(number), head_sha },
    created_at: new Date().toISOString(),
  });
  const landed = files(
    { commit: group, files: [planFile('name: TruU plan\n'), spec('version: 1')] },
    { commit: sha('a'), files: [planFile('name: TruU plan\n'), spec('version: 1')] },
  );
  const ofGroup: Recorded = { job: inQueue(group), head: group };

  test.each<[string, object, readonly Recorded[]]>([
    ['a group that was squashed', {}, [ofGroup]],
    ['a fork’s pull request', { pulls: [pull(5, fork)] }, [ofGroup]],
    [
      'a group that is newer than the pull request’s own plan',
      {},
      [{ digit: '6' }, { ...ofGroup, ...newer('7', inQueue(group)) }],
    ],
    ['the last of several that one push brought', { pulls: [pull(5), pull(6)] }, [ofGroup]],
  ])('is found for %s', async (_what, github, records) => {
    await world(emulator, { workflowRuns: [run(5, group)], ...landed, ...github });
    for (const one of records) await record(emulator, one);
    expect(await find(emulator)).toMatchObject({ pull: 5, fingerprint: print('7') });
  });

  test.each<[string, object, readonly Recorded[], string]>([
    ['a group that did not run', { workflowRuns: [] }, [ofGroup], 'has no recorded plan'],
    ['the group of another entry', { workflowRuns: [run(55, group)] }, [ofGroup], 'has no recorded plan'],
    [
      'a group whose spec is not the one that landed',
      files({ commit: group, files: [planFile('name: TruU plan\n'), spec('version: 2')] }),
      [ofGroup],
      'of another spec than the one on the branch',
    ],
    ['a token of the pull request', {}, [{ head: group }], 'not a merge queue'],
  ])('is none with %s', async (_what, github, records, texts) => {
    await world(emulator, { workflowRuns: [run(5, group)], ...landed, ...github });
    for (const one of records) await record(emulator, one);
    const failure = (await find(emulator).catch((thrown: unknown) => thrown)) as {
      code: string;
      message: string;
      evidence: object;
    };
    expect(failure.code).toBe('PLAN_NOT_REVIEWED');
    expect(`${failure.message} ${JSON.stringify(failure.evidence)}`).toContain(texts);
  });
});

type Answer = { readonly status: number; readonly body?: unknown };
const discovery = (issuer: string, keys: string): Answer => ({
  status: 200,
  body: { issuer, jwks_uri: `${keys}/.well-known/jwks` },
});

describe('the reviewed plan is unreadable, which is not "none"', () => {
  test.each([
    ['pull requests', { checks: 'read', actions: 'read', contents: 'read' }, 'pull_requests=read'],
    ['checks', { pull_requests: 'read', actions: 'read', contents: 'read' }, 'checks=read'],
    ['runs', { pull_requests: 'read', checks: 'read', contents: 'read' }, 'actions=read'],
    ['contents', { pull_requests: 'read', checks: 'read', actions: 'read' }, 'contents=read'],
  ] as const)('to a token that may not see %s', async (_what, permissions, accepts) => {
    await world(emulator, { tokens: [tokenWith(permissions)] });
    await record(emulator);
    await expect(find(emulator)).rejects.toMatchObject({
      code: 'PLAN_REVIEW_UNREADABLE',
      evidence: expect.arrayContaining([
        { name: 'GitHub answered', value: 'HTTP 403' },
        { name: 'Sufficient permission', value: accepts },
      ]),
    });
  });

  test.each<[string, object, object, string]>([
    ['the key is no longer published', { publishedKeys: ['github-oidc-standby'] }, {}, 'no longer published'],
    ['the merge is older than GitHub keeps checks', {}, { path: 'other.yml' }, 'may have removed its plan'],
  ])('when %s', async (_what, oidc, recorded, message) => {
    const merged_at = 'path' in recorded ? '2026-01-05T09:00:00Z' : soon;
    await world(emulator, { pulls: [pull(5, { merged_at })], oidc: { issuer: emulator.urls.oidc, ...oidc } });
    await record(emulator, recorded);
    await expect(find(emulator)).rejects.toMatchObject({
      code: 'PLAN_REVIEW_UNREADABLE',
      message: expect.stringContaining(message),
    });
  });

  test.each<[string, { readonly service: 'github' | 'oidc'; readonly path: string }, Answer | (() => Answer)]>([
    ['GitHub fails', { service: 'github', path: '/pulls$' }, { status: 503 }],
    ['the issuer fails', { service: 'oidc', path: 'openid-configuration' }, { status: 503 }],
    [
      'another issuer answers',
      { service: 'oidc', path: 'openid-configuration' },
      () => discovery('https://evil.example', emulator.urls.oidc),
    ],
    [
      'the keys are on another host',
      { service: 'oidc', path: 'openid-configuration' },
      // A host that answers, though not as the issuer.
      () => discovery(emulator.urls.oidc, emulator.urls.truu),
    ],
    ['the keys are none', { service: 'oidc', path: 'jwks' }, { status: 200, body: { keys: 'none' } }],
    [
      'the discovery never ends',
      { service: 'oidc', path: 'openid-configuration' },
      { status: 200, body: 'x'.repeat(300_000) },
    ],
  ])('when %s', async (_what, at, answer) => {
    await world(emulator);
    await record(emulator);
    await emulator.faults.add({
      ...at,
      times: 0,
      when: 'before',
      do: { answer: typeof answer === 'function' ? answer() : answer },
    });
    await expect(find(emulator)).rejects.toMatchObject({ code: 'PLAN_REVIEW_UNREADABLE' });
    const asked = (await emulator.log()).filter(({ service }) => service === 'truu');
    expect(asked).toEqual([]);
  });
});
