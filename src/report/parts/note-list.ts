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

/** Findings and mere notes apart. */
export const byLevel = (
  all: readonly Note[],
): { readonly findings: readonly Note[]; readonly notes: readonly Note[] } => ({
  findings: all.filter(({ level }) => level === 'finding'),
  notes: all.filter(({ level }) => level === 'note'),
});

/** Notes as items of a list. */
export const noteItems = (notes: readonly Note[]): readonly string[] => list(notes.map(noteText));

/** What the action neither compares nor changes, and why. */
export const unmanagedItems = (all: readonly Unmanaged[]): readonly string[] =>
  list(all.map(({ title, names, reason }) => `${named(title, names)} (${prose(reason)})`));
