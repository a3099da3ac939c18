import { ActionError } from '../support/errors.ts';
import { durationMs, isDuration } from '../support/duration.ts';
import { isGuid } from '../support/guid.ts';
import type { InputName, ReadInput } from './input-names.ts';

/** The failure of an input; its value is not shown, because it can be a misplaced secret. */
export const invalid = (name: string, problem: string, fix: string): ActionError =>
  new ActionError('INPUT_INVALID', `The input "${name}" ${problem}.`, { fix });

/** Refuses inputs that have no use beside others. Throws INPUT_INVALID. */
export const refuseSet = (read: ReadInput, names: readonly InputName[], why: string, fix: string): void => {
  const set = names.find((name) => read(name) !== '');
  if (set !== undefined) throw invalid(set, why, fix);
};

const likeUrl = 'Write a URL such as https://api.example.com, optionally with a path.';
const likeTimeout = 'Write a duration such as PT20S.';

/** `true` or `false`, as YAML 1.2 core writes them. Throws INPUT_INVALID. */
export const toBoolean = (name: string, value: string): boolean => {
  if (/^(true|True|TRUE)$/.test(value)) return true;
  if (/^(false|False|FALSE|)$/.test(value)) return false;
  throw invalid(name, 'must be true or false', 'Write true or false.');
};

/** A GUID in lower case. Throws INPUT_INVALID. */
export const toGuid = (name: string, value: string): string => {
  const lowerCase = value.toLowerCase();
  if (isGuid(lowerCase)) return lowerCase;
  throw invalid(name, 'must be a GUID', 'Copy the id from the Entra admin center.');
};

/** Entries separated by commas, spaces or new lines; empty entries are ignored. */
export const toList = (value: string): readonly string[] => value.split(/[\s,]+/).filter((entry) => entry !== '');

/** A base URL without a trailing slash. Throws INPUT_INVALID, and INPUT_NOT_HTTPS for any other scheme. */
export const toHttpsUrl = (name: string, value: string): string => {
  if (!URL.canParse(value)) throw invalid(name, 'must be an https URL', likeUrl);
  const url = new URL(value);
  if (url.protocol !== 'https:') throw new ActionError('INPUT_NOT_HTTPS', `The input "${name}" must be an https URL.`);
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw invalid(name, 'must be a plain https URL, without credentials, query or fragment', likeUrl);
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
};

/** An ISO 8601 duration, as it is written. Throws INPUT_INVALID. */
export const toDuration = (name: string, value: string): string => {
  if (isDuration(value)) return value;
  throw invalid(name, 'must be an ISO 8601 duration such as P30D', 'Write a duration such as P30D.');
};

const longestTimeoutMs = 5 * 60_000;

/** An ISO 8601 duration between a tenth of a second and five minutes, in milliseconds. Throws INPUT_INVALID. */
export const toTimeoutMs = (name: string, value: string): number => {
  let ms: number;
  try {
    ms = durationMs(value);
  } catch {
    throw invalid(name, 'must be an ISO 8601 duration such as PT20S', likeTimeout);
  }
  if (ms < 100 || ms > longestTimeoutMs) throw invalid(name, 'must be between PT0.1S and PT5M', likeTimeout);
  return ms;
};
