import { z } from 'zod';
import type { ReviewedChange } from '../../plan/review.ts';
import { reviewedChanges } from '../../plan/review.ts';
import { bodyLimit } from '../parts/limits.ts';
import { specHash } from '../parts/place.ts';
import { titleText } from '../parts/prose.ts';
import type { ReportedPlan } from '../report.ts';

/** Name of the check run that keeps the plan of a spec; foreign text is made harmless in it. */
export const recordName = (specFile: string): string => `TruU plan (${titleText(specFile)})`;

/** The id by which a record is known again, and which carries the fingerprint. */
export const recordId = (specFile: string, fingerprint: string): string =>
  `truu-plan:${specHash(specFile)}:${fingerprint}`;

/** The fingerprint of a record of a spec; null when it is none. */
export const fingerprintIn = (externalId: string, specFile: string): string | null => {
  const [, hash, fingerprint] = /^truu-plan:([0-9a-f]{16}):([0-9a-f]{64})$/.exec(externalId) ?? [];
  return hash === specHash(specFile) && fingerprint !== undefined ? fingerprint : null;
};

const opening = 'The plan as data, by which apply tells what has moved since:\n\n```json\n';
const closing = '\n```\n';

/** The changes of a plan as the text of a check run: ASCII alone, so that nothing in it is live or misleads the eye. */
export const recordText = (plan: Pick<ReportedPlan, 'changes'> | null): string => {
  if (plan === null) return 'Nothing could be planned.';
  const json = JSON.stringify(reviewedChanges(plan), null, 1).replaceAll(
    /[^\x20-\x5f\x61-\x7e\n]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const text = `${opening}${json}${closing}`;
  return Buffer.byteLength(text) <= bodyLimit.max ? text : 'The plan was too long to be kept as data.';
};

const value = z.union([
  z.string(),
  z.boolean(),
  z.null(),
  z.array(z.string()),
  z.object({ knownAfterApply: z.literal(true) }),
]);
const record = z.array(
  z.object({
    address: z.string(),
    act: z.enum(['create', 'update', 'remove', 'grant', 'revoke', 'rotate', 'retire', 'adopt']),
    skipReason: z.enum(['allow-removals', 'unlisted', 'mode']).nullable(),
    fields: z.array(z.object({ path: z.string(), before: value, after: value })),
  }),
);

/** The changes that the text of a check run keeps; null when it keeps none that can be read. */
export const readRecord = (text: string): readonly ReviewedChange[] | null => {
  if (!text.startsWith(opening)) return null;
  try {
    return record.parse(JSON.parse(text.slice(opening.length, text.lastIndexOf(closing))));
  } catch {
    return null;
  }
};
