import { judgeTag } from '../../catalog/secret-tag.ts';
import { maxPostponedMs } from '../../catalog/client-secrets.ts';
import { addDuration, durationMs, parseDuration } from '../../support/duration.ts';
import { startsLater } from '../../support/instant.ts';
import type { KnownSecret, SecretContext, TruuRules } from '../connection.ts';
import type { SecretRole } from '../model.ts';

/**
 * The authority is TruU's own record: which secret each directory holds, and which ours held before. A tag only finds what
 * interrupted runs left. The first row that fits decides.
 */
export const classifySecrets: TruuRules['classifySecrets'] = (secrets, context) => ({
  roleOf: new Map(secrets.map((secret) => [secret.keyId, roleOf(secret, context)])),
  orphanedSince: orphanedSince(secrets, context),
});

const heldKeyIdOf = ({ appId, directory }: SecretContext): string | null =>
  directory?.clientId === appId ? directory.credential.secretKeyId : null;

const orphanedSince = (secrets: readonly KnownSecret[], context: SecretContext): string => {
  const heldKeyId = heldKeyIdOf(context);
  const held = secrets.find(({ keyId }) => keyId === heldKeyId);
  return held?.startsOn ?? context.directory?.credential.acceptedAt ?? new Date(0).toISOString();
};

const roleOf = (secret: KnownSecret, context: SecretContext): SecretRole => {
  if (context.heldKeyIds.includes(secret.keyId)) return 'held';
  if (isPrevious(secret, context)) return roleOfPrevious(secret, context);
  const { appId, consumer } = context;
  switch (judgeTag(secret.displayName, { consumer, appId, startsOn: secret.startsOn, expiresOn: secret.expiresOn })) {
    case 'none':
      return 'foreign';
    case 'wrong':
      return 'unvouched';
    case 'other-consumer':
      return 'other-consumer';
    case 'ours':
      if (secret.addedByAnother) return 'unvouched';
      if (mayBeUnnamed(secret, context)) return 'overlap';
      // Where the use is not known for once, a later run tells; where it never is, none is known.
      return context.useFailed || wasUsed(secret) ? 'unvouched' : 'orphaned';
  }
};

const isPrevious = ({ keyId, adopted }: KnownSecret, { directory, ownRotation }: SecretContext): boolean =>
  adopted ||
  keyId === ownRotation?.previousKeyId ||
  (directory?.credential.previous ?? []).some(({ secretKeyId }) => secretKeyId === keyId);

/** The retirement rule. TruU's clock judges the overlap. */
const roleOfPrevious = (secret: KnownSecret, context: SecretContext): SecretRole => {
  const { directory, overlap, truuNow } = context;
  const acceptedAt = directory?.credential.acceptedAt ?? null;
  // While TruU holds none, or cannot name what it holds, any of them may be the very one.
  if (acceptedAt === null || heldKeyIdOf(context) === null) return 'overlap';
  if (secret.compromised) return 'due';
  const until = addDuration(new Date(acceptedAt), parseDuration(overlap));
  if (until.getTime() > truuNow.getTime()) return 'overlap';
  if (isAfter(secret.lastUsedOn, acceptedAt, context)) return 'in-use';
  const works = Date.parse(secret.expiresOn) > context.entraNow.getTime();
  return works && mayBeUsedUnseen(acceptedAt, until, context) ? 'postponed' : 'due';
};

/**
 * Whether Entra's report cannot show yet that a previous secret was used after the hand-over, so that its silence says nothing.
 * The report is made once a day and up to two days late (a public collector, 2026-07-17; Microsoft names no limit), and how
 * far it reaches is only known by its newest login, with any secret and to any API. While that is no later than what TruU
 * still had under way at the hand-over, each login in it is from before. One later login, as TruU's with the new secret,
 * shows that the report has come so far, and then a previous secret without a later login of its own is not seen in use.
 * A report that shows no login, or was not read, may never show more: nothing is postponed for it. Nor is anything where no
 * overlap is wanted, nor for longer than `maxPostponedMs`: a registration that nobody uses has no newer login.
 */
const mayBeUsedUnseen = (acceptedAt: string, until: Date, context: SecretContext): boolean => {
  const { overlap, reportOf, truuNow } = context;
  if (reportOf === null || durationMs(overlap) === 0) return false;
  return !isAfter(reportOf, acceptedAt, context) && truuNow.getTime() < until.getTime() + maxPostponedMs;
};

/** Whether it may be a secret that TruU holds, or held until within the overlap, and cannot name. */
const mayBeUnnamed = ({ startsOn }: KnownSecret, { directory, overlap, truuNow }: SecretContext): boolean => {
  if (directory === null) return false;
  const { secretKeyId, acceptedAt, previous } = directory.credential;
  const isRecent = (replacedAt: string): boolean =>
    addDuration(new Date(replacedAt), parseDuration(overlap)).getTime() > truuNow.getTime();
  const unnamed = [
    ...(secretKeyId === null && acceptedAt !== null ? [acceptedAt] : []),
    ...previous.flatMap((one) => (one.secretKeyId === null && isRecent(one.replacedAt) ? [one.acceptedAt] : [])),
  ];
  return unnamed.some((since) => !startsLater(startsOn, since));
};

/**
 * A run tests its secret within minutes of its start, which is a use that Entra reports; a use so soon after TruU took the
 * next secret is of what TruU still had under way: the overlap is there for it.
 */
const usageGraceMs = 10 * 60_000;
/** Clocks that differ by less count as one: their `Date`s were not read at the same instant. */
const sameClockMs = 60_000;

/** Whether anybody but the run that created it logged in with a secret. No report proves nothing. */
const wasUsed = ({ startsOn, lastUsedOn }: KnownSecret): boolean =>
  lastUsedOn !== null && Date.parse(lastUsedOn) > Date.parse(startsOn) + usageGraceMs;

/** Whether a login was, by Entra's clock, some minutes after TruU took a secret, by its own. None is not. */
const isAfter = (
  loggedInOn: string | null,
  acceptedAt: string,
  { entraNow, truuNow }: Pick<SecretContext, 'entraNow' | 'truuNow'>,
): boolean => {
  if (loggedInOn === null) return false;
  const apartMs = truuNow.getTime() - entraNow.getTime();
  const skewMs = Math.abs(apartMs) < sameClockMs ? 0 : apartMs;
  return Date.parse(loggedInOn) + skewMs > Date.parse(acceptedAt) + usageGraceMs;
};
