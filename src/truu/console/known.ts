import type { HandOffKnown, HandOffState } from '../hand-off.ts';

/** What every surface shows of TruU's side. Pure. */
export const knownOf = ({ held, confirmed, evidence, record, reportOf }: HandOffState): HandOffKnown => ({
  evidence,
  keyId: held?.keyId ?? null,
  keyExpiresOn: held?.expiresOn ?? null,
  usedOn: held?.usedOn ?? null,
  readOn: record.now,
  reportOf,
  confirmedBy: confirmed?.by ?? null,
  confirmedAt: confirmed?.at ?? null,
  confirmedKeyId: confirmed?.keyId ?? null,
  confirmedFields: confirmed?.fields ?? null,
});
