/** How much of one text a surface takes. */
export interface Limit {
  readonly max: number;
  readonly unit: 'bytes' | 'characters';
}

/** A step summary above 1,048,576 bytes is dropped as a whole (actions/runner, FileCommandManager, 2026-08). */
export const summaryLimit = { max: 1_000_000, unit: 'bytes' } as const satisfies Limit;

/**
 * A comment or an issue takes 65,536 characters by the words of GitHub's API (measured by others, 2026-08); a part of a
 * check run takes 65,535 bytes (GitHub docs, "Create a check run", read 2026-11). Bytes are never fewer than characters.
 */
export const bodyLimit = { max: 60_000, unit: 'bytes' } as const satisfies Limit;

/** The title of an issue takes 256 characters (GitHub's API, 2026-08). */
export const titleLimit = { max: 256, unit: 'characters' } as const satisfies Limit;

/** A runner cuts a longer message of an annotation (actions/runner, 2026-08). */
export const annotationLimit = { max: 4_096, unit: 'characters' } as const satisfies Limit;

/** All outputs of a job together (GitHub docs, "Metadata syntax", read 2026-11). */
export const outputLimit = { max: 1_048_576, unit: 'characters' } as const satisfies Limit;
