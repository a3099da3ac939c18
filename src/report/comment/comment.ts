import { traitsOf } from '../../catalog/modes.ts';
import { accessFindings } from '../../plan/changes.ts';
import { codeSpan } from '../../support/text.ts';
import { assemble, folded, type Block } from '../parts/blocks.ts';
import { bodyLimit } from '../parts/limits.ts';
import {
  askBlock,
  changeBlocks,
  failureBlocks,
  findingsBlock,
  outcomeBlocks,
  planBlocks,
  problemBlocks,
} from '../parts/plan-blocks.ts';
import { codeLinks, fullSummary, lineLinks, shortCommit, specHash, type Place } from '../parts/place.ts';
import { needsOf } from '../parts/requirements.ts';
import type { Report } from '../report.ts';
import { alert, verdict } from '../parts/verdict.ts';

/** The place of the comment, and the state of the commit that it describes. */
export interface CommentContext extends Place {
  readonly freshness:
    | { readonly kind: 'current' }
    /** A newer push replaces this plan; its comment is not written yet. */
    | { readonly kind: 'superseded'; readonly by: string }
    /** The pull request was merged, and the report is of the run after the merge. */
    | { readonly kind: 'merged' };
}

/** The marker by which the comment of a spec is found: its first bytes, and nowhere else in it. */
export const commentMarker = (specFile: string): string => `<!-- truu-entra-directory:${specHash(specFile)} -->`;

const commitLine = (commit: string): string => `<!-- commit:${commit} -->`;

/** The commit that a comment of this action describes; null when it names none. */
export const commitIn = (body: string): string | null =>
  /^<!-- commit:([0-9a-f]{40,64}) -->$/.exec(body.split(/\r?\n/, 2)[1] ?? '')?.[1] ?? null;

/** Hidden lines: the marker, and the commit of the plan. */
const unseen = ({ specFile }: Report, { commit }: Place): readonly string[] => [
  commentMarker(specFile),
  ...(commit !== null && /^[0-9a-f]{40,64}$/.test(commit) ? [commitLine(commit)] : []),
];

/** Whether a reviewer should see this report; otherwise `comment: changes` posts nothing. Pure. */
export const isWorthAComment = (report: Report): boolean =>
  report.red ||
  report.result === 'changes' ||
  report.result === 'applied' ||
  report.result === 'waiting' ||
  hasFindings(report);

const hasFindings = ({ plan }: Report): boolean => plan !== null && accessFindings(plan).length > 0;

/** The comment on a pull request, in Markdown. Pure. */
export const renderComment = (report: Report, context: CommentContext): string => {
  const hidden = unseen(report, context);
  if (isQuiet(report, context)) return `${[...hidden, oneLine(report, context)].join('\n')}\n`;
  const frame = {
    head: [...hidden, ...headOf(report, context)],
    tail: tailOf(report, context),
    elsewhere: fullSummary(context),
    maxBytes: bodyLimit.max,
  };
  return assemble(frame, blocksOf(report, context));
};

const isQuiet = (report: Report, { freshness }: CommentContext): boolean =>
  !report.red &&
  !hasFindings(report) &&
  freshness.kind === 'current' &&
  (report.result === 'in-sync' || !traitsOf(report.mode).login);

const oneLine = (report: Report, context: CommentContext): string => {
  const items = [codeSpan(report.specFile), ...at(context), fullSummary(context)];
  return `**TruU Entra directory:** ${verdict(report).message} ${items.join(' · ')}`;
};

const at = ({ commit }: Place): readonly string[] => {
  const short = shortCommit(commit);
  return short === null ? [] : [`commit \`${short}\``];
};

const headOf = (report: Report, context: CommentContext): readonly string[] => {
  const { freshness } = context;
  const { tone, message } = verdict(report);
  const details = [
    codeSpan(report.specFile),
    ...(report.directoryName === null ? [] : [`directory ${codeSpan(report.directoryName, 120)}`]),
    ...at(context),
  ].join(' · ');
  const title = freshness.kind === 'merged' ? 'after the merge' : (report.mode ?? 'not started');
  const text = freshness.kind === 'superseded' ? supersededBy(freshness.by) : { tone, message };
  return [`### TruU Entra directory · ${title}`, '', ...alert(text), '', details, ''];
};

const supersededBy = (by: string) => {
  const newer = shortCommit(by);
  const which = newer === null ? 'a newer push' : `the newer push \`${newer}\``;
  return { tone: 'attention', message: `Superseded by ${which}. Its plan will appear here.` } as const;
};

const blocksOf = (report: Report, context: CommentContext): readonly Block[] => {
  const show = lineLinks(context);
  const showCode = codeLinks(context);
  const freshness = context.freshness.kind;
  if (freshness === 'superseded') {
    const { message } = verdict(report);
    const before = report.plan === null ? [] : flatten(planBlocks(report.plan, show));
    return before.length === 0 ? [] : [folded('Plan before that push', [message, '', ...before])];
  }
  const plan = report.plan === null ? [] : changeBlocks(report.plan, show);
  const final = report.remaining ?? report.plan;
  const left = final === null ? [] : [findingsBlock(final)];
  const { writes } = traitsOf(report.mode);
  return [
    ...failureBlocks(report.failures, show, showCode),
    ...failureBlocks(report.warnings, show, showCode),
    ...problemBlocks(report.diagnostics, show, showCode),
    askBlock(report),
    ...(writes ? outcomeBlocks(report, show) : []),
    ...(writes ? [...left, ...plan.map(asPlanned)] : [...left, ...plan]),
  ];
};

const asPlanned = (block: Block): Block => ({ ...block, folded: true, title: `Planned: ${block.title}` });

/** Blocks within a block: a line in bold for each heading. */
const flatten = (blocks: readonly Block[]): readonly string[] =>
  blocks.flatMap(({ title, lines }) => (lines.length === 0 ? [] : [`**${title}**`, '', ...lines, '']));

const tailOf = (report: Report, context: CommentContext): readonly string[] => {
  const needs = context.freshness.kind === 'current' ? needsOf(report) : [];
  const shown = context.freshness.kind === 'superseded' ? null : report.plan;
  return [
    ...(needs.length === 0 ? [] : ['#### Required to apply', '', ...needs, '']),
    ...(shown === null ? [] : [`Fingerprint \`${shown.fingerprint}\``, '']),
    `Everything else is in ${fullSummary(context)}.`,
  ];
};
