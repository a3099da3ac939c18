import { traitsOf } from '../../catalog/modes.ts';
import { codeSpan } from '../../support/text.ts';
import { assemble, open, type Block } from '../parts/blocks.ts';
import { changeBrief, changeItem, type ShowLine } from '../parts/change-list.ts';
import { bodyLimit } from '../parts/limits.ts';
import { failureBlocks, problemBlocks } from '../parts/plan-blocks.ts';
import { codeLinks, fullSummary, lineLinks, specHash, type Place } from '../parts/place.ts';
import { auditEventItems, auditEventsTitle } from '../parts/audit-event-list.ts';
import { contentHash, driftFound, driftKindsOf, keyOf, type DriftFound, type DriftKind } from './drift-reasons.ts';
import { healthLabel } from '../hand-off/known.ts';
import { noteText } from '../parts/note-list.ts';
import { titleText } from '../parts/prose.ts';
import type { Report } from '../report.ts';
import { time } from '../parts/time.ts';
import { alert } from '../parts/verdict.ts';

/** What an issue stores for the next run, hidden in its body. */
export interface DriftMemory {
  /** Equal when the next run finds the same: then nothing is written. */
  readonly hash: string;
  /** When each thing was first seen, by its key. */
  readonly since: Readonly<Record<string, string>>;
}

/** The context that a report does not have. */
export interface DriftContext extends Place {
  /** RFC 3339: the time of this run. */
  readonly now: string;
  /** What the open issue stores; null when there is none, or it was closed. */
  readonly before: DriftMemory | null;
}

/** What to do with the one issue of a spec. */
export type DriftIssue =
  | {
      readonly kind: 'open';
      readonly title: string;
      readonly body: string;
      readonly labels: readonly string[];
      readonly memory: DriftMemory;
    }
  /** In sync and Healthy again: comment, and close. */
  | { readonly kind: 'close'; readonly comment: string }
  /** The issue stays as it is. */
  | { readonly kind: 'leave' };

/** The marker by which the issue of a spec is found: the first bytes of its body, and nowhere else in it. */
export const driftMarker = (specFile: string): string => `<!-- truu-entra-directory-drift:${specHash(specFile)} -->`;

const labels: Readonly<Record<DriftKind, string>> = {
  unreadable: 'truu-unreadable',
  health: 'truu-not-healthy',
  privileges: 'truu-drift',
  changes: 'truu-drift',
  renewal: 'truu-renewal-due',
  findings: 'truu-finding',
};
/** Every label that an issue can have; the one that all of them have comes first. */
export const driftLabels: readonly string[] = ['truu-directory', ...new Set(Object.values(labels))];

/** The content of the issue, or that it can be closed. Pure. */
export const renderDriftIssue = (report: Report, context: DriftContext): DriftIssue => {
  if (!traitsOf(report.mode).publishes.includes('issue')) return { kind: 'leave' };
  const kinds = driftKindsOf(report);
  if (!report.red && report.health === 'healthy') return { kind: 'close', comment: closing(context) };
  if (!report.red || kinds.length === 0 || report.result === 'cancelled') return { kind: 'leave' };
  const found = driftFound(report);
  const memory = { hash: contentHash(report), since: sinceOf(found, context) };
  const title = titleOf(kinds, found);
  const frame = {
    head: headOf(report, title, memory),
    tail: tailOf(kinds, context),
    elsewhere: fullSummary(context),
    maxBytes: bodyLimit.max,
  };
  return {
    kind: 'open',
    title: `TruU directory: ${title} (${titleText(report.specFile)})`,
    body: assemble(frame, blocksOf(report, found, context, memory)),
    labels: ['truu-directory', ...new Set(kinds.map((kind) => labels[kind]))],
    memory,
  };
};

/** What an issue's body stores; null when the issue is not of this action, or was edited. */
export const readDriftMemory = (body: string, specFile: string): DriftMemory | null => {
  const [first, second = ''] = body.split(/\r?\n/, 2);
  if (first !== driftMarker(specFile)) return null;
  const [, hash, list] = /^<!-- seen:([0-9a-f]{16}) ((?:[0-9a-f]{16}=[0-9TZ:.-]{10,30} ?)*)-->$/.exec(second) ?? [];
  if (hash === undefined || list === undefined) return null;
  const pairs = list.trim().split(' ').filter(Boolean);
  return { hash, since: Object.fromEntries(pairs.map((pair) => pair.split('=', 2))) as Record<string, string> };
};

/** The stored dates are limited, so that the body stays small. */
const maxDated = 100;

const sinceOf = (found: DriftFound, { now, before }: DriftContext): DriftMemory['since'] => {
  const seen = [...found.privileges, ...found.changes, ...found.renewal, ...found.findings].slice(0, maxDated);
  const stamp = (text: string): string => (/^[0-9TZ:.-]{10,30}$/.test(text) ? text : '1970-01-01');
  const dated = seen.map(({ address }) => keyOf(address));
  return Object.fromEntries(dated.map((key) => [key, stamp(before?.since[key] ?? now)]));
};

const headOf = (report: Report, title: string, memory: DriftMemory): readonly string[] => {
  const dated = Object.entries(memory.since).map(([key, at]) => `${key}=${at} `);
  const plan = report.remaining ?? report.plan;
  const differs = (plan?.changes ?? []).length > 0;
  const details = [
    codeSpan(report.specFile),
    ...(report.directoryName === null ? [] : [`directory ${codeSpan(report.directoryName, 120)}`]),
    `health ${healthLabel(report.health, report.handOff)}`,
  ];
  return [
    driftMarker(report.specFile),
    `<!-- seen:${memory.hash} ${dated.join('')}-->`,
    '',
    ...alert({ tone: 'bad', message: `${title.charAt(0).toUpperCase()}${title.slice(1)}.` }),
    '',
    details.join(' · '),
    '',
    ...(differs ? ['_Each difference shows: current value → value in the spec._', ''] : []),
  ];
};

const blocksOf = (
  report: Report,
  found: DriftFound,
  context: DriftContext,
  { since }: DriftMemory,
): readonly Block[] => {
  const show: ShowLine = lineLinks(context);
  const showCode = codeLinks(context);
  const dated = (address: string): string => {
    const at = since[keyOf(address)];
    return at === undefined ? '' : `<br>seen since ${time(at)}`;
  };
  const listed = (title: string, changes: DriftFound['changes']): Block =>
    open(
      `${title} (${changes.length})`,
      changes.map((change) => `${changeItem(change, show)}${dated(change.address)}`),
      changes.map(changeBrief),
    );
  return [
    ...failureBlocks(found.failures, show, showCode),
    ...problemBlocks(report.diagnostics, show, showCode),
    ...failureBlocks(found.health, show, showCode),
    listed('Permissions granted but not in the spec', found.privileges),
    listed('Differences from the spec', found.changes),
    listed('Renewal due', found.renewal),
    open(
      `Findings (${found.findings.length})`,
      found.findings.map((note) => `- ${noteText(note)}${dated(note.address)}`),
    ),
    open(auditEventsTitle, auditEventItems(report)),
  ];
};

const advice: Readonly<Record<DriftKind, string>> = {
  unreadable: 'Correct the failures above. Until everything can be read, drift is unknown.',
  health: 'See the failed checks of TruU above. TruU cannot use the connection as configured.',
  privileges: 'Add the permission to the spec if it is intended. Otherwise let apply revoke it.',
  changes: 'Run apply to revert manual changes, or update the spec if they are intended.',
  renewal: 'Run renew, or check why the scheduled renew did not run. The secret stops working when it expires.',
  findings: 'Review each finding. The action does not remove findings.',
};

const tailOf = (kinds: readonly DriftKind[], context: DriftContext): readonly string[] => [
  '#### What to do',
  '',
  ...kinds.map((kind) => `- ${advice[kind]}`),
  '',
  `Everything else is in ${fullSummary(context)}. This issue closes automatically when everything is in sync and Healthy.`,
];

/** The reasons in a few words, for the issue title. */
const titleOf = (kinds: readonly DriftKind[], found: DriftFound): string => {
  const many = (number: number, one: string): string => `${number} ${one}${number === 1 ? '' : 's'}`;
  const title: Readonly<Record<DriftKind, string>> = {
    unreadable: 'could not be checked',
    health: 'not Healthy',
    privileges: `${many(found.privileges.length, 'unlisted permission')} granted`,
    changes: many(found.changes.length, 'difference'),
    renewal: renewalTitle(found.renewal),
    findings: many(found.findings.length, 'finding'),
  };
  return kinds.map((kind) => title[kind]).join(', ');
};

/** A rotation is what matters most: without it TruU's secret expires. */
const renewalTitle = (changes: DriftFound['renewal']): string => {
  const acts = new Set(changes.map(({ act }) => act));
  if (acts.has('rotate')) return 'secret renewal due';
  return acts.has('retire') ? 'previous secret to retire' : 'orphaned secret to delete';
};

const closing = (context: DriftContext): string =>
  `In sync and Healthy again. Nothing differs from the spec. See ${fullSummary(context)}.\n`;
