import { ActionError } from '../support/errors.ts';
import { maxCharacters } from './document.ts';
import { parseSpec, type SpecDocument } from './parse.ts';
import { readWorkspaceFile, yamlFilesBeside } from './workspace-file.ts';

/** So many files beside the spec are read at most. */
const maxFiles = 100;

/**
 * The other valid specs in the folder of a spec. Which specs a repository has is said by the paths in its workflows alone,
 * and one job sees only its own; specs of one repository lie beside each other in all examples. Never throws.
 */
export const otherSpecs = async (workspace: string, { file }: SpecDocument): Promise<readonly SpecDocument[]> => {
  const found: SpecDocument[] = [];
  for (const name of await yamlFilesBeside(workspace, file, maxFiles)) {
    const text = (await readWorkspaceFile(workspace, name, 4 * maxCharacters))?.text ?? '';
    // Most files of a .github folder are no specs, and need not be parsed.
    if (!text.includes('entra') || !text.includes('truu')) continue;
    const parsed = parseSpec(text, name);
    if (parsed.ok) found.push(parsed.document);
  }
  return found;
};

/** What two specs would both manage: each run of one would undo the other. One failure for each such spec. Pure. */
export const refuseSharedClaims = (document: SpecDocument, others: readonly SpecDocument[]): readonly ActionError[] =>
  others.flatMap((other) => {
    const shared = sharedClaim(document, other);
    if (shared === null) return [];
    const { what, value, path } = shared;
    return [
      new ActionError('SPEC_CLAIMED_TWICE', `Another spec of this repository describes the same ${what}.`, {
        evidence: [
          { name: 'This spec', value: document.file, range: document.range(path) },
          { name: 'Other spec', value: other.file },
          { name: path.join('.'), value },
        ],
      }),
    ];
  });

interface Claim {
  readonly what: string;
  readonly value: string;
  readonly path: readonly string[];
}

/** Entra compares names without their case; whether TruU does is not known, and such a pair would confuse people too. */
const equal = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** The same name in another tenant is another registration, and most often a directory of another TruU. */
const sharedClaim = ({ spec }: SpecDocument, { spec: other }: SpecDocument): Claim | null => {
  const { application } = spec.entra;
  const appId = application.appId ?? null;
  if (appId !== null && appId === other.entra.application.appId)
    return { what: 'registration', value: appId, path: ['entra', 'application', 'appId'] };
  if (spec.entra.tenant !== other.entra.tenant) return null;
  const { uniqueName } = application;
  if (equal(uniqueName, other.entra.application.uniqueName))
    return { what: 'registration', value: uniqueName, path: ['entra', 'application', 'uniqueName'] };
  const { name } = spec.truu.directory;
  if (equal(name, other.truu.directory.name))
    return { what: 'TruU directory', value: name, path: ['truu', 'directory', 'name'] };
  return null;
};
