import type { EntraState } from './model.ts';

/** So long after an object's creation Graph's replicas may not have it (up to 70 s and once 19 min: terraform #1802, #1811). */
export const youngMs = 10 * 60_000;

/**
 * Whether an object is so young that an answer without it means "not replicated yet". Its age counts by Graph's `Date`,
 * and it does not matter who created it. An object of unknown age is not young: of it, Graph's answer is the truth.
 */
export const isYoung = (createdOn: string | null, now: Date | null): boolean =>
  createdOn !== null && now !== null && now.getTime() - Date.parse(createdOn) < youngMs;

/** When objects were created, by every id that names them. */
export interface Births {
  /** Records a creation, RFC 3339 by Graph; null is not known. Of several objects with one id the newest counts. */
  readonly add: (createdOn: string | null, ...ids: readonly string[]) => void;
  /** Whether one of the objects is young at this time of Graph. */
  readonly hasYoung: (now: Date | null, ...ids: readonly string[]) => boolean;
}

/** Opens an empty record of creations. */
export const openBirths = (): Births => {
  const createdOn = new Map<string, string>();
  const isNewer = (time: string, id: string): boolean => {
    const known = createdOn.get(id);
    return known === undefined || Date.parse(time) > Date.parse(known);
  };
  return {
    add: (time, ...ids) => {
      if (time === null || Number.isNaN(Date.parse(time))) return;
      for (const id of ids) if (isNewer(time, id)) createdOn.set(id, time);
    },
    hasYoung: (now, ...ids) => ids.some((id) => isYoung(createdOn.get(id) ?? null, now)),
  };
};

/** Records when the registration and its service principal were created; the app id names both. */
export const addBirths = (births: Births, { application, servicePrincipal }: Parts): void => {
  if (application === null) return;
  births.add(application.createdOn, application.id, application.appId);
  if (servicePrincipal !== null) births.add(servicePrincipal.createdOn, servicePrincipal.id, application.appId);
};

type Parts = Pick<EntraState, 'application' | 'servicePrincipal'>;

/** The record of a state that was read. */
export const birthsOf = (state: Parts): Births => {
  const births = openBirths();
  addBirths(births, state);
  return births;
};
