import { changeParts } from '../parts/schemas.ts';
import { z } from 'zod';
import type { ReviewedPlan } from '../../plan/review.ts';
import { reviewedChanges } from '../../plan/review.ts';
import { bodyLimit } from '../parts/limits.ts';
import { specHash } from '../parts/place.ts';
import { titleText } from '../parts/prose.ts';
import type { ReportedPlan } from '../report.ts';

/** Name of the check run that records the plan of a spec, with safe characters only. */
export const recordName = (specFile: string): string => `TruU plan (${titleText(specFile)})`;

/** The id of a record, which contains the fingerprint. */
export const recordId = (specFile: string, fingerprint: string): string =>
  `truu-plan:${specHash(specFile)}:${fingerprint}`;

/** The fingerprint in a record of a spec; null when it is not one. */
export const fingerprintIn = (externalId: string, specFile: string): string | null => {
  const [, hash, fingerprint] = /^truu-plan:([0-9a-f]{16}):([0-9a-f]{64})$/.exec(externalId) ?? [];
  return hash === specHash(specFile) && fingerprint !== undefined ? fingerprint : null;
};

const opening = 'The plan as data, which apply compares with its own plan:\n\n```json\n';
const closing = '\n```\n';

/** A plan and its inputs as the text of a check run: ASCII only, so that nothing in it is live or misleading. */
export const recordText = (plan: Pick<ReportedPlan, 'changes' | 'trustInputs'> | null): string => {
  if (plan === null) return 'There is no plan.';
  const data = { trustInputs: plan.trustInputs, changes: reviewedChanges(plan) };
  const json = JSON.stringify(data, null, 1).replaceAll(
    /[^\x20-\x5f\x61-\x7e\n]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const text = `${opening}${json}${closing}`;
  return Buffer.byteLength(text) <= bodyLimit.max ? text : 'The plan was too long to record as data.';
};

const record = z.object({ trustInputs: z.record(z.string(), z.string()), changes: z.array(z.object(changeParts)) });

/** What the text of a check run keeps of a plan; null when it cannot be read. */
export const readRecord = (text: string): Pick<ReviewedPlan, 'changes' | 'trustInputs'> | null => {
  if (!text.startsWith(opening)) return null;
  try {
    return record.parse(JSON.parse(text.slice(opening.length, text.lastIndexOf(closing))));
  } catch {
    return null;
  }
};
