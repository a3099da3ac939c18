import type { Note } from '../../plan/types.ts';
import { codeSpan } from '../../support/text.ts';
import { list } from './markdown.ts';
import { prose } from './prose.ts';
import type { Unmanaged } from '../report.ts';

const codes = (names: readonly string[]): string =>
  names
    .filter((name) => name !== '')
    .map((name) => codeSpan(name))
    .join(' ');

const named = (text: string, names: readonly string[]): string =>
  codes(names) === '' ? text : `${text}: ${codes(names)}`;

/** A note in Markdown. Its message is our own text, except for a time in it. */
export const noteText = ({ message, names }: Note): string => named(prose(message), names);

/** Notes as items of a list, findings first. */
export const noteItems = (notes: readonly Note[]): readonly string[] => {
  const sorted = notes.toSorted((a, b) => (a.level === b.level ? 0 : a.level === 'finding' ? -1 : 1));
  return list(sorted.map((note) => `${note.level === 'finding' ? '**Finding.** ' : ''}${noteText(note)}`));
};

/** The findings among notes, as items of a list under a heading that says so. */
export const findingItems = (notes: readonly Note[]): readonly string[] =>
  list(notes.filter(({ level }) => level === 'finding').map(noteText));

/** What the spec does not manage, and why. */
export const unmanagedItems = (all: readonly Unmanaged[]): readonly string[] =>
  list(all.map(({ title, names, reason }) => `${named(title, names)}; not managed, since ${prose(reason)}`));
