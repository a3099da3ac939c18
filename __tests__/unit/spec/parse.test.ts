import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { desiredEntra } from '../../../src/entra/desired.ts';
import { parseSpec, type Diagnostic } from '../../../src/spec/parse.ts';
import { completeSpec, documentOf, sampleFile, specWith } from '../../support/spec-samples.ts';

const minimal = `version: 1
entra:
  tenant: 3F6E2A52-7D1C-4B6E-9A0E-5F0C6F1B2A11
truu:
  directory: { name: A, domain: contoso.com, allUsersShareUpnSuffix: false, autoRemoveDevices: false }
`;

/** Whether a range lies inside a text, and ends where it begins or later. */
const isInside = (text: string, { range }: Diagnostic): boolean => {
  const lines = text.split('\n');
  const inside = (line: number, column: number): boolean =>
    line >= 1 && line <= lines.length && column >= 1 && column <= (lines[line - 1] ?? '').length + 1;
  const forward = range.endLine > range.line || (range.endLine === range.line && range.endColumn >= range.column);
  return inside(range.line, range.column) && inside(range.endLine, range.endColumn) && forward;
};

const expectAnAnswer = (text: string): void => {
  const result = parseSpec(text, sampleFile);
  if (result.ok) return;
  expect(result.diagnostics.length).toBeGreaterThan(0);
  expect(result.diagnostics.filter((one) => !isInside(text, one))).toEqual([]);
};

const texts = ['entra', 'truu', 'secret', 'version', '__proto__', 'toString', '&a ', '*a', '!!set ', '? ', '- ', ': '];
const yamlish = fc
  .array(
    fc.oneof(
      fc.constantFrom(...texts, '\n', '\r\n', '\n  ', '{', '}', '[', ']', '"', "'", '|\n', '%', '---\n'),
      fc.string(),
    ),
  )
  .map((parts) => parts.join(''));

describe('reading a spec', () => {
  test('fills in what a minimal spec leaves out', () => {
    const { spec } = documentOf(minimal);
    expect(spec.entra.cloud).toBe('public');
    expect(spec.entra.application).toEqual({ name: 'TruU', uniqueName: 'truu-directory' });
    expect(spec.entra.secret).toEqual({ description: 'TruU', lifetime: 'P12M' });
    expect(desiredEntra(spec).secret).toMatchObject({ renewBefore: 'P30D', overlap: 'P3D' });
    expect(desiredEntra(spec, null, 'person').secret).toMatchObject({ renewBefore: 'P60D' });
    expect(spec.health).toEqual({ timeout: 'PT5M', maxAge: 'PT24H' });
  });

  test('reports unlisted permissions where the spec does not say what becomes of them', () => {
    expect(documentOf(specWith(['    unlisted: report\n', ''])).spec.entra.permissions?.unlisted).toBe('report');
  });

  test('leaves what an absent collection or key names unmanaged', () => {
    const { spec } = documentOf(minimal);
    expect([spec.entra.permissions, spec.truu.primaryUserIdentifier, spec.truu.cluster]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('tells an empty list from an absent one', () => {
    const { spec } = documentOf(specWith(['    delegated:\n      - User.Read\n', '    delegated: []\n']));
    expect(spec.entra.permissions?.delegated).toEqual([]);
  });

  test('writes ids in lower case', () => {
    expect(documentOf(minimal).spec.entra.tenant).toBe('3f6e2a52-7d1c-4b6e-9a0e-5f0c6f1b2a11');
  });

  test('knows where a value stands, and the nearest block of one that is not there', () => {
    const { range } = documentOf(minimal);
    expect(range(['entra', 'tenant'])).toMatchObject({ file: sampleFile, line: 3, column: 11, endColumn: 47 });
    expect(range(['entra', 'secret', 'overlap'])).toMatchObject({ line: 3, column: 3 });
  });

  test('tells all problems in one pass, by position', () => {
    const text = specWith(
      ['version: 1', 'version: 3'],
      ['cloud: public', 'clout: x'],
      ['cluster: cloud', 'cluster: 5'],
    );
    const result = parseSpec(text, sampleFile);
    expect(result.ok ? [] : result.diagnostics.map(({ code, range }) => [code, range.line])).toEqual([
      ['SPEC_INVALID_VALUE', 1],
      ['SPEC_UNKNOWN_KEY', 4],
      ['SPEC_WRONG_TYPE', 32],
    ]);
  });

  test('prints no warning of the parser, which would quote a key', async () => {
    const heard: string[] = [];
    const listen = (warning: Error): void => void heard.push(warning.message);
    process.on('warning', listen);
    expectAnAnswer('? { "##[error]x": 1 }\n: 2\n');
    await new Promise(setImmediate);
    process.off('warning', listen);
    expect(heard).toEqual([]);
  });

  test('never throws on any text, and points inside it', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), yamlish), expectAnAnswer), { numRuns: 200 });
  });

  test('never throws on a spec with a piece cut out and another put in', () => {
    const cut = fc.tuple(fc.nat(completeSpec.length), fc.nat(40), fc.oneof(yamlish, fc.string()));
    fc.assert(
      fc.property(cut, ([from, length, put]) =>
        expectAnAnswer(completeSpec.slice(0, from) + put + completeSpec.slice(from + length)),
      ),
      { numRuns: 120 },
    );
  });
});
