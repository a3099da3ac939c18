/** One page of a list, and where the next one is; null: it was the last. */
export interface ListPage<T> {
  readonly entries: readonly T[];
  readonly next: string | null;
}

/** More pages, and more entries, than any list that this action reads has. */
const maxPages = 500;
const maxEntries = 200_000;

/**
 * All entries of a list, from its first page on. Throws `endless()` when it links to a page that was read already, or does
 * not end: what a remote links to decides neither how long a run takes nor how much memory it uses.
 */
export const collectPages = async <T>(
  first: string,
  read: (at: string) => Promise<ListPage<T>>,
  endless: () => Error,
): Promise<readonly T[]> => {
  const seen = new Set<string>();
  let found: readonly T[] = [];
  for (let at: string | null = first; at !== null;) {
    if (seen.has(at) || seen.size === maxPages) throw endless();
    seen.add(at);
    const { entries, next }: ListPage<T> = await read(at);
    if (found.length + entries.length > maxEntries) throw endless();
    found = found.length === 0 ? entries : [...found, ...entries];
    at = next;
  }
  return found;
};
