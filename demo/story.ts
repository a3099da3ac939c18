import type { Person } from './person.ts';
import type { RunningWorld } from '../emulator/client/world.ts';

/** One part of the story: what leads to it, how the action is called, and what happens. */
export interface Part {
  readonly title: string;
  /** What a viewer has to know before it. */
  readonly about: readonly string[];
  /** Whether it starts in an empty tenant, or in the world that the part before leaves. */
  readonly starts: 'empty' | 'as-left';
  /** How Entra's report of sign-ins appears, in a part that starts in an empty tenant. */
  readonly report?: 'honest' | 'instant';
  /** Inputs of every run, beside the mode and those of the world. */
  readonly with: Readonly<Record<string, string>>;
  readonly spec: string;
  readonly scenes: readonly Scene[];
}

/** What happens next. */
export type Scene = RunScene | DeedScene | WaitScene | SecretsScene;

/** The action runs. */
export interface RunScene {
  readonly kind: 'run';
  readonly title: string;
  readonly mode: 'check' | 'plan' | 'drift' | 'renew' | 'apply';
  readonly expect: Expectation;
  /** Another spec than that of the part. */
  readonly spec?: string;
  /** Prepares the world, and returns what happens in it while the action runs. */
  readonly meanwhile?: (actors: Actors) => Promise<() => Promise<void>>;
}

/** A person does something. */
export interface DeedScene {
  readonly kind: 'deed';
  /** Who does what. */
  readonly says: string;
  /** Does it, and returns what the person sees of it. */
  readonly does: (actors: Actors) => Promise<readonly string[]>;
}

/** Time passes in the world. */
export interface WaitScene {
  readonly kind: 'wait';
  readonly says: string;
  /** ISO 8601 duration. */
  readonly advance: string;
}

/** A look at the client secrets that Entra has of the registration. */
export interface SecretsScene {
  readonly kind: 'secrets';
  readonly says: string;
  /** How many Entra must have, and how many of them must have ended. */
  readonly expect: { readonly all: number; readonly ended: number };
}

/** How a run must end, and texts that its log must contain. */
export interface Expectation {
  readonly code: 0 | 1;
  readonly result: string;
  /** Code of the first failure. Empty: none. */
  readonly failure: string;
  readonly contains: readonly string[];
}

/** The world, and the person whom the action asks. */
export interface Actors {
  readonly world: RunningWorld;
  readonly octocat: Person;
}

/** A run that must be green. */
export const green = (result: string, ...contains: readonly string[]): Expectation => ({
  ...{ code: 0, result, failure: '', contains },
});

/** A run that must be red. */
export const red = (result: string, failure: string, ...contains: readonly string[]): Expectation => ({
  ...{ code: 1, result, failure, contains },
});
