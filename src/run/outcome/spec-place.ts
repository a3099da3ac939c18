import type { ErrorCode } from '../../catalog/errors.ts';
import type { SpecDocument } from '../../spec/parse.ts';
import { changed, type ActionError } from '../../support/errors.ts';

type Path = readonly (string | number)[];

/** The value of the spec that a remote refuses by a code, where the remote itself does not know of the spec. */
const causes: Readonly<Partial<Record<ErrorCode, Path>>> = {
  AUTH_TENANT_NOT_FOUND: ['entra', 'tenant'],
  AUTH_WRONG_CLOUD: ['entra', 'cloud'],
  ENTRA_PERMISSION_MISSING: ['entra', 'permissions'],
  ENTRA_SECRET_LIFETIME: ['entra', 'secret', 'lifetime'],
  ENTRA_UNIQUE_NAME_TAKEN: ['entra', 'application', 'uniqueName'],
  TRUU_CONFLICT: ['truu', 'directory', 'name'],
  TRUU_REFUSED: ['truu', 'directory'],
  HEALTH_TIMEOUT: ['health', 'timeout'],
};

/** The failure with the place in the spec where its cause is, unless it names one already. Pure. */
export const withSpecPlace = (error: ActionError, document: SpecDocument | null): ActionError => {
  const cause = causes[error.code];
  if (document === null || cause === undefined || error.evidence.some(({ range }) => range !== undefined)) return error;
  const range = document.range(error.code === 'ENTRA_PERMISSION_MISSING' ? namedIn(error, document, cause) : cause);
  const where = { name: 'Where', value: `${range.file}:${range.line}:${range.column}`, range };
  return changed(error, { evidence: [where, ...error.evidence] });
};

/** The entry of the list whose permission the message names; the list when it names none. */
const namedIn = ({ message }: ActionError, { spec }: SpecDocument, list: Path): Path => {
  for (const type of ['application', 'delegated'] as const) {
    const index = (spec.entra.permissions?.[type] ?? []).findIndex((name) => message.includes(` ${name}.`));
    if (index >= 0) return [...list, type, index];
  }
  return list;
};
