import { ActionError } from '../../support/errors.ts';
import { isSamePlace, type HandOffState, type SecretPlace } from '../hand-off.ts';
import type { TruuState } from '../model.ts';
import { readRefusalMarker } from './markers.ts';

/**
 * Why a renewal may not deliver a secret that is due: nobody reviews it, so that it delivers only where the last secret
 * went, and does not send to a store that refused the last one. Apply does both. Pure.
 */
export const refuseRotation = ({ handOff }: TruuState, renewOnly: boolean): readonly ActionError[] => {
  if (handOff === null || !renewOnly || handOff.place.kind === 'portal') return [];
  const { place } = handOff;
  const last = lastPlaceOf(handOff);
  if (last === null || !isSamePlace(last, place)) {
    const message =
      'A new client secret would go to another place than the last one, and a renewal does not decide that.';
    const evidence = [
      { name: 'Last place', value: last === null ? 'not known' : placeText(last) },
      { name: 'Place of the inputs', value: placeText(place) },
    ];
    return [new ActionError('HANDOFF_PLACE_CHANGED', message, { evidence })];
  }
  const refusedAt = refusalOf(handOff);
  if (refusedAt === null) return [];
  const message = `The key vault refused the last client secret on ${refusedAt.slice(0, 10)}, and a renewal does not try it again.`;
  return [
    new ActionError('HANDOFF_VAULT_REFUSED', message, { evidence: [{ name: 'Place', value: placeText(place) }] }),
  ];
};

const placeText = (place: SecretPlace): string =>
  place.kind === 'portal' ? 'the Entra admin center' : `secret ${place.secret} of the key vault ${place.vault}`;

/** Where the last secret went, by the versions of this store and by the receipts; null: not known. */
const lastPlaceOf = (state: HandOffState): SecretPlace | null => {
  // Of a receipt for fields alone, the place is that of no secret.
  const receipt = state.receipts.findLast(({ keyId }) => keyId !== null) ?? null;
  const delivered = newestDelivery(state);
  if (delivered === null) return receipt?.place ?? null;
  return receipt !== null && Date.parse(receipt.at) > Date.parse(delivered) ? receipt.place : state.place;
};

/** When the newest version of this registration was stored, RFC 3339; null: there is none. */
const newestDelivery = ({ record, wanted }: HandOffState): string | null =>
  record.recorded
    .filter(({ appId }) => appId === wanted?.clientId)
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .at(-1)?.at ?? null;

/** When the place refused a secret that no later one followed, RFC 3339; null: it did not. */
const refusalOf = (state: HandOffState): string | null => {
  const { record, wanted, place } = state;
  const refusedAt = record.issues
    .filter(({ request }) => request.fields.clientId === wanted?.clientId)
    .flatMap(({ comments }) => comments)
    .filter(({ ours, edited }) => ours && !edited)
    .flatMap(({ body }) => readRefusalMarker(body) ?? [])
    .filter((one) => isSamePlace(one.place, place))
    .map(({ at }) => at)
    .toSorted()
    .at(-1);
  const delivered = newestDelivery(state);
  if (refusedAt === undefined) return null;
  return delivered !== null && Date.parse(delivered) > Date.parse(refusedAt) ? null : refusedAt;
};
