import { changeParts } from '../parts/schemas.ts';
import { z } from 'zod';
import { reviewedChanges, type ReviewedPlan } from '../../plan/review.ts';
import { bodyLimit } from '../parts/limits.ts';
import { specHash } from '../parts/place.ts';
import { titleText } from '../parts/prose.ts';
import type { ReportedPlan } from '../report.ts';

/** Name of the check run that records the plan of a spec: by its path, in the letters of its language. */
export const recordName = (specFile: string): string => `TruU plan (${titleText(specFile)})`;

/** The id of a record, for people and other programs: it contains the fingerprint, and proves nothing. */
export const recordId = (specFile: string, fingerprint: string): string =>
  `truu-plan:${specHash(specFile)}:${fingerprint}`;

/** What GitHub signed of a plan. */
export interface SignedPlans {
  /** OIDC token whose audience is the hash of what was planned, and where. */
  readonly token: string;
  /** Path and fingerprint of each spec. */
  readonly plans: readonly (readonly [string, string])[];
}

/** The record of a plan as it is read back. Changes and inputs are not signed: they explain a difference. */
export type PlanRecord = SignedPlans & Pick<ReviewedPlan, 'changes' | 'trustInputs'>;

const opening = 'The plan as data, which apply compares with its own plan:\n\n```json\n';
const closing = '\n```\n';

/** The record of a plan as the text of a check run: ASCII only, so that nothing in it is live or misleading. */
export const recordText = (
  plan: Pick<ReportedPlan, 'changes' | 'trustInputs'> | null,
  signed: SignedPlans | null,
): string => {
  const { token = null, plans = [] } = signed ?? {};
  const kept = { token, plans, trustInputs: plan?.trustInputs ?? null };
  const text = textOf({ ...kept, changes: plan === null ? null : reviewedChanges(plan) });
  return Buffer.byteLength(text) <= bodyLimit.max ? text : textOf({ ...kept, changes: null });
};

const textOf = (record: object): string => {
  const json = JSON.stringify(record, null, 1).replaceAll(
    /[^\x20-\x5f\x61-\x7e\n]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${opening}${json}${closing}`;
};

const record = z.object({
  token: z.string(),
  plans: z.array(z.tuple([z.string(), z.string()]).readonly()).readonly(),
  trustInputs: z.record(z.string(), z.string()).nullable(),
  changes: z.array(z.object(changeParts)).readonly().nullable(),
});

/** The record in the text of a check run; null when there is none that can be read. */
export const readRecord = (text: string): PlanRecord | null => {
  if (!text.startsWith(opening)) return null;
  try {
    return record.parse(JSON.parse(text.slice(opening.length, text.lastIndexOf(closing))));
  } catch {
    return null;
  }
};
