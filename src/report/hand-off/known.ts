import type { HealthSource } from '../../truu/judgement.ts';
import type { HandOffKnown } from '../../truu/hand-off.ts';
import type { HealthStatus } from '../../truu/model.ts';
import { codeSpan } from '../../support/text.ts';
import { date } from '../parts/time.ts';
import { fieldLabel } from './fields.ts';

/** How logins and ids of secrets are shown. */
interface Labels {
  readonly name: (login: string) => string;
  readonly key: (keyId: string) => string;
}

/**
 * What is known of TruU, in three lines, never as one word alone: what Entra shows, what a person said, and that TruU was not
 * asked. Markdown. Pure.
 */
export const knownLines = (
  known: HandOffKnown,
  labels: Labels = { name: codeSpan, key: codeSpan },
): readonly string[] => [
  `Entra: ${entraLine(known, labels)}`,
  `Person: ${personLine(known, labels)}`,
  'TruU: not asked',
];

const entraLine = (
  { keyId, keyExpiresOn, usedOn, evidence, readOn, reportOf }: HandOffKnown,
  { key: label }: Labels,
): string => {
  if (keyId === null) return 'no client secret is known to be in use';
  const key = `secret ${label(keyId)}${keyExpiresOn === null ? '' : ` until ${date(keyExpiresOn)}`}`;
  if (evidence === 'not-declared') return `${key}; its use is not read`;
  if (evidence === 'unreadable') return `${key}; the report of its use could not be read`;
  const report = reportOf === null ? `report read on ${date(readOn)}` : `report of ${date(reportOf)}`;
  if (usedOn !== null) return `${key}, last used ${date(usedOn)} (${report})`;
  const silent = evidence === 'silent' ? ' and silent on the whole registration' : '';
  return `${key}, not seen yet (${report}${silent})`;
};

const personLine = (
  { confirmedBy, confirmedAt, confirmedKeyId, confirmedFields }: HandOffKnown,
  { name, key: label }: Labels,
): string => {
  if (confirmedBy === null || confirmedFields === null) return 'nobody has confirmed yet';
  const fields = Object.entries(confirmedFields).flatMap(([field, value]) =>
    value === null ? [] : [fieldLabel(field as keyof typeof confirmedFields)],
  );
  const key = confirmedKeyId === null ? '' : `secret ${label(confirmedKeyId)}, `;
  return `${name(confirmedBy)} confirmed on ${date(confirmedAt ?? '')}: Healthy, ${key}${fields.join(', ')}`;
};

const sources: Readonly<Record<HealthSource, string>> = {
  truu: 'TruU reports it',
  'entra+person': "by Entra's report of sign-ins and a person's word; TruU was not asked",
  entra: "by Entra's report of sign-ins alone; TruU was not asked",
  person: "by a person's word alone; TruU was not asked",
};

/** What health is known by, as the end of a sentence. */
export const sourceLabel = (source: HealthSource | null): string =>
  source === null ? 'TruU was not asked' : sources[source];

/** Health with what it is known by; plain where TruU itself was asked. */
export const healthLabel = (
  health: HealthStatus,
  handOff: { readonly healthSource: HealthSource | null } | null,
): string => (handOff === null ? health : `${health} (${sourceLabel(handOff.healthSource)})`);
