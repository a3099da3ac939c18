import type { HealthSource } from '../../truu/connection.ts';
import type { HandOffKnown } from '../../truu/hand-off.ts';
import type { HealthStatus } from '../../truu/model.ts';
import { codeSpan } from '../../support/text.ts';
import { date } from '../parts/time.ts';
import { fieldLabel } from './fields.ts';

/**
 * What is known of TruU, in three lines, never as one word alone: what Entra shows, what a person said, and that TruU was not
 * asked. Markdown; `name` shows a login. Pure.
 */
export const knownLines = (known: HandOffKnown, name: (login: string) => string = codeSpan): readonly string[] => [
  `Entra: ${entraLine(known)}`,
  `Person: ${personLine(known, name)}`,
  'TruU: not asked',
];

const entraLine = ({ keyId, keyExpiresOn, usedOn, evidence, readOn }: HandOffKnown): string => {
  if (keyId === null) return 'no client secret is known to be in use';
  const key = `secret ${codeSpan(keyId)}${keyExpiresOn === null ? '' : ` until ${date(keyExpiresOn)}`}`;
  if (evidence === 'not-declared') return `${key}; its use is not read`;
  if (evidence === 'unreadable') return `${key}; the report of its use could not be read`;
  if (usedOn !== null) return `${key}, last used ${date(usedOn)} (report read on ${date(readOn)})`;
  const silent = evidence === 'silent' ? ' and silent on the whole registration' : '';
  return `${key}, not seen yet (report read on ${date(readOn)}${silent})`;
};

const personLine = (
  { confirmedBy, confirmedAt, confirmedKeyId, confirmedFields }: HandOffKnown,
  name: (login: string) => string,
): string => {
  if (confirmedBy === null || confirmedFields === null) return 'nobody has confirmed yet';
  const fields = Object.entries(confirmedFields).flatMap(([field, value]) =>
    value === null ? [] : [fieldLabel(field as keyof typeof confirmedFields)],
  );
  const key = confirmedKeyId === null ? '' : `secret ${codeSpan(confirmedKeyId)}, `;
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
