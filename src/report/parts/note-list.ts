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

/** A note in Markdown. Its message is our own, but for a time that it may name. */
export const noteText = ({ message, names }: Note): string => named(prose(message), names);

/** Notes as items of a list, findings first. */
export const noteItems = (notes: readonly Note[]): readonly string[] => {
  const sorted = notes.toSorted((a, b) => (a.level === b.level ? 0 : a.level === 'finding' ? -1 : 1));
  return list(sorted.map((note) => `${note.level === 'finding' ? '**Finding.** ' : ''}${noteText(note)}`));
};

/** What is none of this action's business, and why. */
export const unmanagedItems = (all: readonly Unmanaged[]): readonly string[] =>
  list(all.map(({ title, names, reason }) => `${named(title, names)}; left alone, since ${prose(reason)}`));
