import type { World } from '../world.ts';
import { shownUser, slugOf, userId } from './actors.ts';
import type { Comment, Issue, Person, Pull, Role } from './records.ts';
import type { UserBody } from './wire.ts';

/** Every level of access to a repository, the lowest first. */
export const roles = ['none', 'read', 'triage', 'write', 'maintain', 'admin'] as const satisfies readonly Role[];

/** The person with a login, in any spelling. */
export const findPerson = ({ state }: World, login: string): Person | undefined =>
  state.github.people.find((one) => one.login.toLowerCase() === login.toLowerCase());

/** The id of the account that has a login now. */
export const idOf = (world: World, login: string): number => findPerson(world, login)?.id ?? userId(login);

/** GitHub's "simple user" of a login; `id` is that of the account that acted, where it is known. */
export const shownAccount = (world: World, login: string, id: number | null = null): UserBody =>
  shownUser(world.urls.github, login, id ?? idOf(world, login));

/** The access of a person. In a public repository everybody reads. */
export const roleOf = (world: World, { permission }: Person): Role =>
  permission === 'none' && !world.state.github.private ? 'read' : permission;

/** Whether a person has at least a level of access. */
export const hasRole = (world: World, person: Person, least: Role): boolean =>
  roles.indexOf(roleOf(world, person)) >= roles.indexOf(least);

const commented = ({ state }: World, { login }: Person, { number }: Issue | Pull): boolean =>
  state.github.comments.some((one: Comment) => one.issue_number === number && one.user === login);

/**
 * Whether an account can be assigned: with write access, as a member of the organisation who reads, or, for one issue, as
 * who commented on it (GitHub docs, "Assigning issues and pull requests", read 2026-11).
 */
export const isAssignable = (world: World, login: string, thread: Issue | Pull | null): boolean => {
  const person = findPerson(world, login);
  if (!person || slugOf(login) !== null || !hasRole(world, person, 'read')) return false;
  return hasRole(world, person, 'write') || person.member || (thread !== null && commented(world, person, thread));
};
