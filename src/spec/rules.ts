import { catalogueFix, findPermission, permissions, type PermissionType } from '../catalog/permissions.ts';
import { addDuration, durationMs, isDuration, parseDuration, subtractDuration } from '../support/duration.ts';
import { defaultOverlap, defaultRenewBefore, defaults } from './defaults.ts';
import type { Violation } from './diagnostic.ts';
import { nameViolations } from './name-rules.ts';
import { nearest } from './nearest.ts';

const twoYearsMs = durationMs('P2Y') + durationMs('P1D');
/** A job on a GitHub-hosted runner ends after six hours (GitHub docs, usage limits, read 2026-11). */
const maxTimeout = 'PT6H';

/**
 * The violations of rules that the schema cannot express: permission names, and durations compared with each other.
 * They are found in the value as written, so that an unknown key elsewhere does not hide them. Values of the wrong type
 * are skipped: the schema reports them.
 */
export const violations = (value: unknown): readonly Violation[] => [
  ...permissionViolations(value, 'application'),
  ...permissionViolations(value, 'delegated'),
  ...timeoutViolations(value),
  ...maxAgeViolations(value),
  ...secretDurationViolations(value),
  ...descriptionViolations(value),
  ...nameViolations((...path) => valueAt(value, ...path)),
];

const valueAt = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce((at: unknown, key) => (at as Record<string, unknown> | null | undefined)?.[key], value);

const permissionViolations = (value: unknown, type: PermissionType): readonly Violation[] => {
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
          message: `"${name}" is listed twice in entra.permissions.${type}.`,
          fix: `Remove this entry from entra.permissions.${type}.`,
        },
      ];
    if (findPermission(type, name)) return [];
    return [{ ...unknown(type, name, valueAt(value, 'entra', 'permissions', otherThan(type))), path }];
  });
};

const otherThan = (type: PermissionType): PermissionType => (type === 'application' ? 'delegated' : 'application');

/** The violation of a name that is none of its type, beside what is listed under the other type. */
const unknown = (type: PermissionType, name: string, listed: unknown): Omit<Violation, 'path'> => {
  const other = otherThan(type);
  if (findPermission(other, name))
    return {
      code: 'SPEC_PERMISSION_TYPE',
      message: `${name} is ${article(other)} ${other} permission. No ${type} permission has this name.`,
      // Moved there it would be listed twice.
      fix:
        Array.isArray(listed) && listed.includes(name)
          ? `Remove it: entra.permissions.${other} lists it already.`
          : `Move it to entra.permissions.${other}.`,
    };
  const names = permissions.filter((permission) => permission.type === type).map((permission) => permission.name);
  const same = otherSpelling(name, names);
  return {
    code: 'SPEC_UNKNOWN_PERMISSION',
    message: `The action's catalogue of Microsoft Graph's ${type} permissions does not have "${name}".`,
    fix: same === null ? catalogueFix(nearest(name, names), type) : `Change it to ${same}.`,
  };
};

const article = (type: PermissionType): string => (type === 'application' ? 'an' : 'a');

/**
 * The permission that differs only in case, dots and `.*`. TruU's guide writes `User.AuthenticationMethod.ReadWrite.All.*`
 * (docs.truu.ai, read 2026-11).
 */
const otherSpelling = (name: string, names: readonly string[]): string | null => {
  const bare = (text: string): string =>
    text
      .toLowerCase()
      .replace(/\.\*$/, '')
      .replaceAll(/[^a-z]/g, '');
  return names.find((candidate) => bare(candidate) === bare(name)) ?? null;
};

/** The duration written at a path. The fallback for a missing or invalid one, which the schema reports. */
const durationAt = (value: unknown, path: readonly string[], fallback: string): string => {
  const written = valueAt(value, ...path);
  return typeof written === 'string' && isDuration(written) ? written : fallback;
};

/** The fix for a value that is not a valid duration. */
export const durationFix = (name: string): string => `Set ${name} to a duration such as P12M, P30D or PT5M.`;

const zeroDuration = (path: readonly string[]): Violation => ({
  code: 'SPEC_INVALID_DURATION',
  path,
  message: `${path.join('.')} must be longer than zero.`,
  fix: durationFix(path.join('.')),
});

const timeoutViolations = (value: unknown): readonly Violation[] => {
  const path = ['health', 'timeout'];
  const timeout = durationAt(value, path, defaults.health.timeout);
  if (durationMs(timeout) === 0) return [zeroDuration(path)];
  if (durationMs(timeout) <= durationMs(maxTimeout)) return [];
  const message = `health.timeout (${timeout}) is longer than a job on a GitHub-hosted runner, which ends after six hours.`;
  return [{ code: 'SPEC_INVALID_VALUE', path, message, fix: `Set health.timeout to at most ${maxTimeout}.` }];
};

/** TruU measures at least every twelve hours (contract 2.0), so less would be red in between. */
const minMaxAge = 'PT12H';

const maxAgeViolations = (value: unknown): readonly Violation[] => {
  const path = ['health', 'maxAge'];
  const maxAge = durationAt(value, path, defaults.health.maxAge);
  if (durationMs(maxAge) > durationMs(minMaxAge)) return [];
  const message = `health.maxAge (${maxAge}) is not longer than ${minMaxAge}, the time in which TruU measures at least once.`;
  return [
    { code: 'SPEC_INVALID_VALUE', path, message, fix: `Set health.maxAge to more than ${minMaxAge}, such as PT24H.` },
  ];
};

const secretDurationViolations = (value: unknown): readonly Violation[] => {
  const secret = ['entra', 'secret'];
  const lifetime = durationAt(value, [...secret, 'lifetime'], defaults.entra.secret.lifetime);
  const renewBefore = durationAt(value, [...secret, 'renewBefore'], defaultRenewBefore(lifetime, 'action'));
  const overlap = durationAt(value, [...secret, 'overlap'], defaultOverlap(renewBefore));
  const ms = { lifetime: durationMs(lifetime), renewBefore: durationMs(renewBefore), overlap: durationMs(overlap) };
  const found: Violation[] = [];
  if (ms.lifetime === 0) found.push(zeroDuration([...secret, 'lifetime']));
  if (ms.renewBefore === 0) found.push(zeroDuration([...secret, 'renewBefore']));
  if (ms.lifetime > twoYearsMs)
    found.push({
      code: 'SPEC_LIFETIME_TOO_LONG',
      path: [...secret, 'lifetime'],
      message: `entra.secret.lifetime (${lifetime}) is longer than two years.`,
      fix: 'Set entra.secret.lifetime to at most P24M. TruU recommends P12M.',
    });
  if (ms.lifetime > 0 && (ms.renewBefore >= ms.lifetime || isDueWhenCreated(lifetime, renewBefore)))
    found.push({
      code: 'SPEC_DURATION_ORDER',
      path: [...secret, 'renewBefore'],
      message: `entra.secret.renewBefore (${renewBefore}) must be shorter than lifetime (${lifetime}). Otherwise each run rotates the secret.`,
      fix: 'Shorten entra.secret.renewBefore, or lengthen entra.secret.lifetime.',
    });
  if (ms.renewBefore > 0 && ms.overlap >= ms.renewBefore)
    found.push({
      code: 'SPEC_DURATION_ORDER',
      path: [...secret, 'overlap'],
      message: `entra.secret.overlap (${overlap}) must be shorter than renewBefore (${renewBefore}). Otherwise previous secrets accumulate.`,
      fix: 'Shorten entra.secret.overlap, or lengthen entra.secret.renewBefore.',
    });
  return found;
};

/** The days of four years, one of them a leap year. */
const fourYearsDays = 1_461;
const tenDaysMs = 10 * 86_400_000;

/** Whether a secret is due for renewal when it is created, on any day of the calendar: a month may have 28 days. */
const isDueWhenCreated = (lifetime: string, renewBefore: string): boolean => {
  const [life, before] = [parseDuration(lifetime), parseDuration(renewBefore)];
  // Months and leap days move either end by less than this, so that no day of the calendar has to be tried.
  if (life.ms - before.ms > tenDaysMs) return false;
  return Array.from({ length: fourYearsDays }, (_, day) => new Date(Date.UTC(2024, 0, 1 + day))).some(
    (start) => subtractDuration(addDuration(start, life), before) <= start,
  );
};

const descriptionViolations = (value: unknown): readonly Violation[] => {
  const path = ['entra', 'secret', 'description'];
  const description = valueAt(value, ...path);
  if (typeof description !== 'string' || !description.includes('[truu:')) return [];
  const message = 'entra.secret.description contains "[truu:", the tag that marks secrets of the action.';
  const fix = 'Remove "[truu:" from entra.secret.description.';
  return [{ code: 'SPEC_INVALID_VALUE', path, message, fix }];
};
