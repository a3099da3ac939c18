import { isSamePlace, type SecretPlace } from '../../truu/hand-off.ts';
import { codeSpan } from '../../support/text.ts';

/** Who can read a new client secret until it is pasted in the console; foreign names as code. Markdown. Pure. */
export const placeLabel = (place: SecretPlace): string =>
  place.kind === 'portal'
    ? 'only the person who adds it in the Entra admin center'
    : `everyone who may read secrets of the key vault ${codeSpan(place.vault)}, as the secret ${codeSpan(place.secret)}`;

/** The same, with the place before where that was another. */
export const placeChange = (before: SecretPlace | null, place: SecretPlace): string =>
  before === null || isSamePlace(before, place) ? placeLabel(place) : `${placeLabel(before)} → ${placeLabel(place)}`;
