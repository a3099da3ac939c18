import { recordName, recordText, type SignedPlans } from './check/record.ts';
import { renderComment, type CommentContext } from './comment/comment.ts';
import { renderDriftIssue, type DriftContext } from './issue/drift-issue.ts';
import { toJson } from './json/json.ts';
import { outputsOf, type ReportOutput } from './json/outputs.ts';
import { annotate, type Annotation } from './log/annotations.ts';
import { renderLog, type LogBlock } from './log/log.ts';
import { annotationLimit, bodyLimit, outputLimit, summaryLimit, titleLimit, type Limit } from './parts/limits.ts';
import { verdict } from './parts/verdict.ts';
import type { Report } from './report.ts';
import { renderSarif } from './sarif/sarif.ts';
import { renderSummary } from './summary/summary.ts';

/** Where and when a report is shown; each surface takes of it what it needs. */
export type SurfaceContext = CommentContext & DriftContext & { readonly signed: SignedPlans | null };

/** The context of a surface that is shown where the run takes place. */
export const nowhere: SurfaceContext = {
  repositoryUrl: null,
  commit: null,
  runUrl: null,
  freshness: { kind: 'current' },
  now: new Date(0).toISOString(),
  before: null,
  signed: null,
};

/** What a surface is made of, by its kind. */
export interface SurfaceContents {
  /** In the dialect of GitHub. */
  readonly markdown: string;
  /** Markdown of a sentence and ASCII in a code fence, to be read back. */
  readonly data: string;
  /** One line in which GitHub makes links, but takes no Markdown. */
  readonly title: string;
  readonly json: string;
  /** Text in which a runner looks for commands. */
  readonly log: readonly LogBlock[];
  readonly annotations: readonly Annotation[];
  readonly outputs: Readonly<Record<ReportOutput, string>>;
}

/** A kind of content. */
export type SurfaceKind = keyof SurfaceContents;

/** What is known of one surface. */
export type SurfaceRow<K extends SurfaceKind = SurfaceKind> = {
  readonly [P in K]: {
    /** Where it is shown: by the run itself, or as a part of something on GitHub. */
    readonly on: 'run' | 'comment' | 'check' | 'issue';
    readonly kind: P;
    /** Of each text of the surface; null: none is known that it could reach. */
    readonly limit: Limit | null;
    /** Its name in the report folder; null: it is not written there. */
    readonly file: SurfaceContents[P] extends string ? string | null : null;
    /** Pure. Null: there is nothing to show of this report. */
    readonly render: (report: Report, context: SurfaceContext) => SurfaceContents[P] | null;
  };
}[K];

/** Every output of a report. What publishes, samples or tests reports goes by this table. */
export const surfaces = {
  summary: { on: 'run', kind: 'markdown', limit: summaryLimit, file: 'summary.md', render: renderSummary },
  json: { on: 'run', kind: 'json', limit: null, file: 'report.json', render: toJson },
  sarif: { on: 'run', kind: 'json', limit: null, file: 'report.sarif', render: renderSarif },
  log: { on: 'run', kind: 'log', limit: null, file: null, render: renderLog },
  annotations: { on: 'run', kind: 'annotations', limit: annotationLimit, file: null, render: annotate },
  outputs: { on: 'run', kind: 'outputs', limit: outputLimit, file: null, render: outputsOf },
  comment: { on: 'comment', kind: 'markdown', limit: bodyLimit, file: null, render: renderComment },
  'check-name': { on: 'check', kind: 'title', limit: null, file: null, render: ({ specFile }) => recordName(specFile) },
  'check-title': { on: 'check', kind: 'title', limit: null, file: null, render: (report) => verdict(report).message },
  'check-summary': {
    on: 'check',
    kind: 'markdown',
    limit: bodyLimit,
    file: null,
    render: (report, context) => renderComment(report, { ...context, freshness: { kind: 'current' } }),
  },
  'check-text': {
    on: 'check',
    kind: 'data',
    limit: bodyLimit,
    file: null,
    render: ({ plan }, { signed }) => recordText(plan, signed),
  },
  'issue-title': {
    on: 'issue',
    kind: 'title',
    limit: titleLimit,
    file: null,
    render: (report, context) => openIssue(report, context)?.title ?? null,
  },
  'issue-body': {
    on: 'issue',
    kind: 'markdown',
    limit: bodyLimit,
    file: null,
    render: (report, context) => openIssue(report, context)?.body ?? null,
  },
  'issue-closing': {
    on: 'issue',
    kind: 'markdown',
    limit: bodyLimit,
    file: null,
    render: (report, context) => {
      const issue = renderDriftIssue(report, context);
      return issue.kind === 'close' ? issue.comment : null;
    },
  },
} as const satisfies Readonly<Record<string, SurfaceRow>>;

/** Any output of a report. */
export type Surface = keyof typeof surfaces;
/** What a report becomes on GitHub: a surface, or several at once. */
export type GithubSurface = Exclude<(typeof surfaces)[Surface]['on'], 'run'>;

/** Every surface. */
export const surfaceNames = Object.keys(surfaces) as readonly Surface[];

/** The files of the report folder by name. Pure. */
export const filesOf = (report: Report, context: SurfaceContext): Readonly<Record<string, string>> => {
  const rows: readonly SurfaceRow[] = Object.values(surfaces);
  return Object.fromEntries(
    rows.flatMap(({ file, render }) => {
      const content = file === null ? null : render(report, context);
      return file === null || typeof content !== 'string' ? [] : [[file, content]];
    }),
  );
};

const openIssue = (report: Report, context: SurfaceContext) => {
  const issue = renderDriftIssue(report, context);
  return issue.kind === 'open' ? issue : null;
};
