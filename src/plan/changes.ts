import { addressOf, sideOf, type Target } from './target.ts';
import type { Change, FieldValue, Note, Plan } from './types.ts';

/** What a change must say; the rest follows from it. */
type ChangeParts = Omit<Change, 'address' | 'skipReason' | 'reason' | 'danger' | 'dueByTime' | 'renews' | 'settling'> &
  Partial<Pick<Change, 'reason' | 'danger' | 'dueByTime' | 'renews' | 'settling'>>;

/** A change: ordinary, due whatever the time, and not skipped, unless its parts or a policy say otherwise. */
export const changeOf = (change: ChangeParts): Change => ({
  reason: null,
  danger: 'ordinary',
  dueByTime: false,
  renews: false,
  settling: false,
  ...change,
  address: addressOf(change.target),
  skipReason: null,
});

const noteOf =
  (level: Note['level']) =>
  (target: Target, message: string, ...names: readonly string[]): Note => ({
    level,
    target,
    address: addressOf(target),
    message,
    names,
  });

/** Something to know. */
export const note = noteOf('note');
/** Something to check: red in drift. */
export const finding = noteOf('finding');

/** The changes that apply carries out. */
export const wantedOf = (changes: readonly Change[]): readonly Change[] =>
  changes.filter((change) => change.skipReason === null);

/** The changes that apply leaves out. */
export const skippedOf = (changes: readonly Change[]): readonly Change[] =>
  changes.filter((change) => change.skipReason !== null);

/** Permissions that are held though the spec does not list them: red in drift, and skipped by apply. */
export const unlistedPrivileges = (changes: readonly Change[]): readonly Change[] =>
  changes.filter((change) => change.skipReason === 'unlisted' || change.skipReason === 'allow-removals');

/** Findings on who can get in; that a secret is still used is not one. */
export const accessFindings = ({ notes }: Pick<Plan, 'notes'>): readonly Note[] =>
  notes.filter(({ level, target }) => level === 'finding' && target.kind !== 'secret-use');

/** The change that gives TruU another secret; null when none does. */
export const rotationOf = (changes: readonly Change[]): Change | null =>
  changes.find(({ target }) => target.kind === 'secret' && target.keyId === null) ?? null;

/** Whether Entra differs from the spec by a change that was made there: not only by time, or by the use of a secret. */
export const hasEntraDrifted = ({ changes, notes }: Pick<Plan, 'changes' | 'notes'>): boolean =>
  changes.some(({ target, dueByTime }) => sideOf(target) === 'entra' && !dueByTime) ||
  notes.some(({ target, level }) => level === 'finding' && sideOf(target) === 'entra' && target.kind !== 'secret-use');

/** Whether a value is one that only apply can know. */
export const isKnownAfterApply = (value: FieldValue): boolean =>
  typeof value === 'object' && value !== null && 'knownAfterApply' in value;

/** A value in words; foreign text, which the caller makes safe for its surface. */
export const valueLabel = (value: FieldValue): string => {
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  return 'knownAfterApply' in value ? 'known after apply' : value.join(' ');
};
