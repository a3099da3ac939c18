import { parseSpec, type SpecCode, type SpecDocument } from '../../src/spec/parse.ts';

/** The path under which samples are parsed. */
export const sampleFile = '.github/truu-directory.yml';

/** A spec that says everything, with the permissions of TruU's guide. Line 1 is `version: 1`. */
export const completeSpec = `version: 1
entra:
  tenant: 3f6e2a52-7d1c-4b6e-9a0e-5f0c6f1b2a11
  cloud: public
  application:
    name: TruU
    uniqueName: truu-directory
  permissions:
    application:
      - Device.Read.All
      - Group.Read.All
      - Directory.Read.All
      - User.Read.All
      - UserAuthenticationMethod.Read.All
      - Application.Read.All
      - UserAuthenticationMethod.ReadWrite.All
    delegated:
      - User.Read
    unlisted: report
  secret:
    description: TruU
    lifetime: P12M
    renewBefore: P30D
    overlap: P1D
truu:
  directory:
    name: US-Denver-Production
    domain: contoso.com
    allUsersShareUpnSuffix: true
    autoRemoveDevices: true
  primaryUserIdentifier: mail
  cluster: cloud
health:
  timeout: PT5M
`;

/** The complete spec with one piece of its text replaced; the piece must occur exactly once. */
export const specWith = (...edits: readonly (readonly [from: string, to: string])[]): string =>
  edits.reduce((text, [from, to]) => {
    if (text.split(from).length !== 2) throw new Error(`${from} does not occur exactly once`);
    return text.replace(from, () => to);
  }, completeSpec);

/** The document of a text that must be a good spec. */
export const documentOf = (text: string): SpecDocument => {
  const result = parseSpec(text, sampleFile);
  if (!result.ok) throw new Error(result.diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n'));
  return result.document;
};

/** A diagnostic in the words of a table of tests. */
export interface Problem {
  readonly code: string;
  /** line:column */
  readonly at: string;
  readonly fix: string;
}

/** What is wrong with a text, in the order in which it is told; empty for a good spec. */
export const problemsOf = (text: string): readonly Problem[] => {
  const result = parseSpec(text, sampleFile);
  if (result.ok) return [];
  return result.diagnostics.map(({ code, range, fix }) => ({ code, at: `${range.line}:${range.column}`, fix }));
};

/** A row of a table of bad specs: what is wrong, the text, and the code, place and fix that are told. */
export type BadSpec = readonly [what: string, text: string, code: SpecCode, at: string, fix: string];

/** Rows that all have one code. */
export const refusedAs = (
  code: SpecCode,
  rows: readonly (readonly [what: string, text: string, at: string, fix: string])[],
): readonly BadSpec[] => rows.map(([what, text, at, fix]) => [what, text, code, at, fix]);
