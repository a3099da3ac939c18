import { findPermission, permissions, type PermissionType } from '../catalog/permissions.ts';
import { addDuration, durationMs, isDuration, parseDuration, subtractDuration } from '../support/duration.ts';
import { defaults } from './defaults.ts';
import type { SpecCode } from './diagnostic.ts';
import { nearest } from './nearest.ts';

/** A rule that a spec of the right form breaks. */
export interface Violation {
  readonly code: SpecCode;
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly fix: string;
}

const twoYearsMs = durationMs('P2Y') + durationMs('P1D');
const longestWaitMs = durationMs('PT6H');

/**
 * The rules that no form can say: names of permissions, and durations beside each other. They look at the value as it
 * was written, so that a key misspelt elsewhere does not hide them; what has the wrong form is left to the schema.
 */
export const violations = (value: unknown): readonly Violation[] => [
  ...permissionBreaches(value, 'application'),
  ...permissionBreaches(value, 'delegated'),
  ...timeoutBreaches(value),
  ...secretDurationBreaches(value),
  ...descriptionBreaches(value),
];

const valueAt = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce((at: unknown, key) => (at as Record<string, unknown> | null | undefined)?.[key], value);

const permissionBreaches = (value: unknown, type: PermissionType): readonly Violation[] => {
  const listed = valueAt(value, 'entra', 'permissions', type);
  const names: readonly unknown[] = Array.isArray(listed) ? listed : [];
  return names.flatMap((name, index): readonly Violation[] => {
    if (typeof name !== 'string') return [];
    const path = ['entra', 'permissions', type, index];
    if (names.indexOf(name) < index)
      return [
        {
          code: 'SPEC_DUPLICATE_PERMISSION',
          path,
          message: `"${name}" is listed twice.`,
          fix: 'Remove one of the two lines.',
        },
      ];
    if (findPermission(type, name)) return [];
    return [{ ...unknown(type, name), path }];
  });
};

const unknown = (type: PermissionType, name: string): Omit<Violation, 'path'> => {
  const other = type === 'application' ? 'delegated' : 'application';
  if (findPermission(other, name))
    return {
      code: 'SPEC_PERMISSION_TYPE',
      message: `${name} is ${article(other)} ${other} permission; there is no ${type} permission of this name.`,
      fix: `Move it to entra.permissions.${other}.`,
    };
  const right = rightName(type, name);
  return {
    code: 'SPEC_UNKNOWN_PERMISSION',
    message: `The action knows no ${type} permission "${name}" of Microsoft Graph.`,
    fix: right === null ? 'Use the name of the Microsoft Graph permissions reference.' : `Did you mean ${right}?`,
  };
};

const article = (type: PermissionType): string => (type === 'application' ? 'an' : 'a');

/** The guide of TruU writes `User.AuthenticationMethod.ReadWrite.All.*`: without its dot and star the name is right. */
const rightName = (type: PermissionType, name: string): string | null => {
  const names = permissions.filter((permission) => permission.type === type).map((permission) => permission.name);
  const bare = (text: string): string =>
    text
      .toLowerCase()
      .replace(/\.\*$/, '')
      .replaceAll(/[^a-z]/g, '');
  return names.find((candidate) => bare(candidate) === bare(name)) ?? nearest(name, names);
};

/** The duration written at a path; the fallback where none is written, or one that another rule complains of. */
const durationAt = (value: unknown, path: readonly string[], fallback: string): string => {
  const written = valueAt(value, ...path);
  return typeof written === 'string' && isDuration(written) ? written : fallback;
};

const zeroBreach = (path: readonly string[]): Violation => ({
  code: 'SPEC_INVALID_DURATION',
  path,
  message: 'This duration must be longer than nothing.',
  fix: 'Write it like P12M, P30D or PT5M.',
});

const timeoutBreaches = (value: unknown): readonly Violation[] => {
  const path = ['health', 'timeout'];
  const timeoutMs = durationMs(durationAt(value, path, defaults.health.timeout));
  if (timeoutMs === 0) return [zeroBreach(path)];
  if (timeoutMs <= longestWaitMs) return [];
  const message = 'A job of GitHub ends after six hours.';
  return [{ code: 'SPEC_INVALID_VALUE', path, message, fix: 'Wait at most PT6H.' }];
};

const secretDurationBreaches = (value: unknown): readonly Violation[] => {
  const secret = ['entra', 'secret'];
  const lifetime = durationAt(value, [...secret, 'lifetime'], defaults.entra.secret.lifetime);
  const renewBefore = durationAt(value, [...secret, 'renewBefore'], defaults.entra.secret.renewBefore);
  const overlap = durationAt(value, [...secret, 'overlap'], defaults.entra.secret.overlap);
  const ms = { lifetime: durationMs(lifetime), renewBefore: durationMs(renewBefore), overlap: durationMs(overlap) };
  const found: Violation[] = [];
  if (ms.lifetime === 0) found.push(zeroBreach([...secret, 'lifetime']));
  if (ms.renewBefore === 0) found.push(zeroBreach([...secret, 'renewBefore']));
  if (ms.lifetime > twoYearsMs)
    found.push({
      code: 'SPEC_LIFETIME_TOO_LONG',
      path: [...secret, 'lifetime'],
      message: `A secret of ${lifetime} would live longer than two years.`,
      fix: 'Choose at most P24M; TruU advises P12M.',
    });
  if (ms.lifetime > 0 && (ms.renewBefore >= ms.lifetime || isDueWhenMade(lifetime, renewBefore)))
    found.push({
      code: 'SPEC_DURATION_ORDER',
      path: [...secret, 'renewBefore'],
      message: `renewBefore (${renewBefore}) must be shorter than lifetime (${lifetime}), or each run would rotate.`,
      fix: 'Shorten renewBefore, or lengthen lifetime.',
    });
  if (ms.renewBefore > 0 && ms.overlap >= ms.renewBefore)
    found.push({
      code: 'SPEC_DURATION_ORDER',
      path: [...secret, 'overlap'],
      message: `overlap (${overlap}) must be shorter than renewBefore (${renewBefore}), or secrets would pile up.`,
      fix: 'Shorten overlap.',
    });
  return found;
};

/** Leap years included. */
const fourYearsDays = 1_461;

/** Whether, on some day of the calendar, a new secret would have to be renewed at once: a month may have 28 days. */
const isDueWhenMade = (lifetime: string, renewBefore: string): boolean => {
  const [life, before] = [parseDuration(lifetime), parseDuration(renewBefore)];
  return Array.from({ length: fourYearsDays }, (_, day) => new Date(Date.UTC(2024, 0, 1 + day))).some(
    (start) => subtractDuration(addDuration(start, life), before) <= start,
  );
};

const descriptionBreaches = (value: unknown): readonly Violation[] => {
  const path = ['entra', 'secret', 'description'];
  const description = valueAt(value, ...path);
  if (typeof description !== 'string' || !description.includes('[truu:')) return [];
  const message = 'The description may not contain "[truu:", by which the action knows its own secrets.';
  return [{ code: 'SPEC_INVALID_VALUE', path, message, fix: 'Choose another description.' }];
};
