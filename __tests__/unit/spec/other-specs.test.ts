import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { otherSpecs, refuseSharedClaims } from '../../../src/spec/other-specs.ts';
import { parseSpec, type SpecDocument } from '../../../src/spec/parse.ts';
import { specText, type SpecEdit as Edits } from '../../../testing/spec-text.ts';

const workspace = mkdtempSync(path.join(tmpdir(), 'other-specs-'));
afterAll(() => rmSync(workspace, { recursive: true }));

type SpecEdit = Edits[number];

const documentOf = (file: string, ...edits: readonly SpecEdit[]): SpecDocument => {
  const parsed = parseSpec(specText(...edits), file);
  if (!parsed.ok) throw new Error(parsed.diagnostics[0]?.message);
  return parsed.document;
};
const tenant: SpecEdit = [['entra', 'tenant'], '11111111-2222-4333-8444-555555555555'];
const uniqueName: SpecEdit = [['entra', 'application', 'uniqueName'], 'truu-emea'];
const name: SpecEdit = [['truu', 'directory', 'name'], 'EMEA'];
const appId: SpecEdit = [['entra', 'application', 'appId'], '7c1d9a34-52be-4f0a-8b6d-1e2f3a4b5c6d'];
const spec = documentOf('.github/truu-directory.yml');

describe('two specs of a repository', () => {
  test.each<[string, readonly SpecEdit[], string | null]>([
    ['a registration of its own and a directory of its own', [uniqueName, name], null],
    ['the same names in another tenant', [tenant], null],
    ['the same unique name', [name], 'entra.application.uniqueName'],
    [
      'the same unique name but for its case',
      [[uniqueName[0], 'TruU-Directory'], name],
      'entra.application.uniqueName',
    ],
    ['the same directory', [uniqueName], 'truu.directory.name'],
  ])('where the other has %s', (_what, edits, shared) => {
    const refused = refuseSharedClaims(spec, [documentOf('.github/other.yml', ...edits)]);
    const told = refused.map(({ code, evidence: [one, other, claim] }) => [
      code,
      one?.value,
      other?.value,
      claim?.name,
    ]);
    const expected = ['SPEC_CLAIMED_TWICE', '.github/truu-directory.yml', '.github/other.yml', shared];
    expect(told).toEqual(shared === null ? [] : [expected]);
  });

  test('that name one registration in two tenants are refused', () => {
    const [one, other] = [documentOf('a.yml', appId), documentOf('b.yml', appId, tenant)];
    expect(refuseSharedClaims(one, [other])).toMatchObject([{ code: 'SPEC_CLAIMED_TWICE' }]);
  });
});

test('the other specs are the valid ones beside the spec', async () => {
  const folder = path.join(workspace, '.github');
  mkdirSync(path.join(folder, 'below'), { recursive: true });
  const files = { 'truu-directory.yml': specText(), 'b.yml': specText(uniqueName), 'a.YAML': specText(name) };
  const others = { 'c.yml': 'version: 2\nentra: truu\n', 'd.yml': '[', 'e.txt': specText(), 'below/f.yml': specText() };
  for (const [file, text] of Object.entries({ ...files, ...others })) writeFileSync(path.join(folder, file), text);
  symlinkSync('b.yml', path.join(folder, 'g.yml'));
  writeFileSync(path.join(folder, 'h.yml'), Buffer.from([0xff]));
  const found = await otherSpecs(workspace, spec);
  expect(found.map(({ file }) => file)).toEqual(['.github/a.YAML', '.github/b.yml']);
});
