import { roleWords, secretRoles } from '../../catalog/secret-roles.ts';
import { codeSpan } from '../../support/text.ts';
import { checkMeaning, failedChecks } from '../../truu/health.ts';
import type { HealthSample } from '../../truu/model.ts';
import { healthLines } from '../hand-off/parts.ts';
import { list, section, type Section } from '../parts/markdown.ts';
import { time } from '../parts/time.ts';
import { prose } from '../parts/prose.ts';
import type { Report, SecretRow } from '../report.ts';
import { stepItems } from '../parts/step-list.ts';

/** What was done, step by step. */
export const stepSection = ({ steps }: Report): Section => section('What was done', stepItems(steps));

/**
 * Each health result of TruU, when it came, and whether it counts; where a person serves TruU, what is known without it. A
 * list, since a table does not fit a phone.
 */
export const healthSection = (report: Report): Section =>
  section('Health', list(report.handOff === null ? report.healthTimeline.map(sampleItem) : healthLines(report)));

const sampleItem = (sample: HealthSample): string => {
  const measured = sample.checkedAt === null ? 'never measured' : `measured ${time(sample.checkedAt)}`;
  // The whole key id stands in the inventory.
  const key = sample.credentialKeyId === null ? 'an unnamed secret' : codeSpan(sample.credentialKeyId.slice(0, 8));
  return [
    `${sample.at === null ? '' : `${time(sample.at)} `}${codeSpan(sample.status)} (${measured} with ${key})`,
    ...(sample.staleReason === null ? [] : [`does not count: ${prose(sample.staleReason)}`]),
    ...failedChecks(sample).map(checkLine),
  ].join('<br>');
};

/** The code of a check as TruU gives it, what a number of Entra in it means, and the message of TruU. */
const checkLine = (check: HealthSample['checks'][number]): string => {
  const { name, code, message } = check;
  const meaning = checkMeaning(check);
  return [
    codeSpan(name),
    ...(code ? [codeSpan(code)] : []),
    ...(meaning === null ? [] : [prose(meaning)]),
    ...(message ? [`${meaning === null ? '' : 'TruU says: '}${prose(message, 300)}`] : []),
  ].join(' ');
};

/** The secrets of the registration by key id, whose they are, why, and when each was last used. */
export const secretSection = ({ secrets, handOff }: Report): Section =>
  section(
    'Secrets',
    list(
      secrets.map(({ keyId, displayName, startsOn, expiresOn, role, ours, reason, use, lastUsedOn }) =>
        [
          `${codeSpan(keyId)} ${roleLabel(role, handOff !== null)}`,
          `${displayName === null ? 'no description' : codeSpan(displayName)}, from ${time(startsOn)} to ${time(expiresOn)}`,
          ...(role === 'foreign' ? [prose(reason)] : [`${ours ? 'ours' : 'not ours'}: ${prose(reason)}`]),
          ...(use === 'unknown' && isExpectedToBeUsed(role) ? [] : [useLabel({ use, lastUsedOn })]),
        ].join('<br>'),
      ),
    ),
  );

const roleLabel = (role: SecretRow['role'], byPeople: boolean): string => {
  const { emphasized } = secretRoles[role];
  const { label } = roleWords(role, byPeople);
  return emphasized ? `**${label}**` : label;
};

const isExpectedToBeUsed = (role: SecretRow['role']): boolean => role === 'held' || role === 'overlap';

const useLabel = ({ use, lastUsedOn }: Pick<SecretRow, 'use' | 'lastUsedOn'>): string => {
  if (use === 'unknown') return 'sign-in activity unknown';
  return lastUsedOn === null ? 'no sign-ins recorded (activity data can lag)' : `last sign-in ${time(lastUsedOn)}`;
};
