/** The questions that each mode answers. A new mode is a new row of `modeCatalog`, which compiles once each has an answer. */
export interface ModeTraits {
  /** How many specs it takes. */
  readonly spec: 'none' | 'one' | 'many';
  /** Whether it logs in. Without a login no request leaves the process. */
  readonly login: boolean;
  /** The deployment environment of its job in examples/workflows, for advice; null: its job needs none. */
  readonly environment: string | null;
  /** Whether it has the means to write to Entra and TruU. */
  readonly writes: boolean;
  /** What it plans to carry out: everything, or only the rotations and retirements that are due. */
  readonly only: 'all' | 'renewals';
  /** Whether the rest of the checkout is checked: other specs, and the workflow that plans. A renewal waits for neither. */
  readonly checksRepository: boolean;
  /** Whose rights the plan is checked against: those of the identity that applies, of this job's identity, or nobody's. */
  readonly preflight: 'deployer' | 'self' | 'nobody';
  /** Whether the review gate (`require-pull-request-plan`) applies. */
  readonly needsReview: boolean;
  /** What of the final plan makes the run red: nothing; a change that is still wanted; or any drift, a finding included. */
  readonly redOnDrift: 'nothing' | 'not-converged' | 'drift';
  /** Which changes of the final plan put it out of sync: the wanted ones, or the skipped ones as well. */
  readonly syncCounts: 'wanted' | 'all';
  /** Whether people who serve TruU's side are asked, answered and reminded. */
  readonly attends: boolean;
  /** Whether TruU's health is asked for. */
  readonly asksHealth: boolean;
  /** Whether a health other than Healthy makes the run red. */
  readonly redOnHealth: boolean;
  /** The result of a green run that wrote or, where the mode cannot write, whose plan has wanted changes. */
  readonly resultOfChange: 'in-sync' | 'changes' | 'applied' | 'renewed';
  /** The result of a run that is red by drift or health alone. */
  readonly resultOfDrift: 'failed' | 'drift';
  /** Which sentence tells of a green run; its words are in report/parts/verdict.ts. */
  readonly greenVerdict: 'spec-valid' | 'planned' | 'no-drift' | 'renewed' | 'applied';
  /** Where on GitHub the report is published, in this order. */
  readonly publishes: readonly ('comment' | 'check' | 'issue')[];
  /** Which pull request the run belongs to: the one under review, or the one whose merge started the run. */
  readonly pullRequest: 'none' | 'open' | 'merged';
  /** Whether findings become annotations. */
  readonly annotates: boolean;
  /** Whether the audit log is read for who changed Entra. */
  readonly readsAuditLog: boolean;
  /** Whether the report lists what applying the plan takes. */
  readonly showsRequirements: boolean;
  /** Whether only the spec is checked, as by `offlineMode`, where GitHub gives the job no login. */
  readonly fallsBack: boolean;
}

/** Each mode of the action and all that is decided by it. No other file of src compares modes; a lint rule holds that. */
export const modeCatalog = {
  check: {
    spec: 'one',
    login: false,
    environment: null,
    writes: false,
    only: 'all',
    checksRepository: true,
    preflight: 'nobody',
    needsReview: false,
    redOnDrift: 'nothing',
    syncCounts: 'all',
    attends: false,
    asksHealth: false,
    redOnHealth: false,
    resultOfChange: 'in-sync',
    resultOfDrift: 'failed',
    greenVerdict: 'spec-valid',
    publishes: [],
    pullRequest: 'none',
    annotates: false,
    readsAuditLog: false,
    showsRequirements: false,
    fallsBack: false,
  },
  plan: {
    spec: 'one',
    login: true,
    environment: 'truu-plan',
    writes: false,
    only: 'all',
    checksRepository: true,
    preflight: 'deployer',
    needsReview: false,
    redOnDrift: 'nothing',
    syncCounts: 'all',
    attends: false,
    asksHealth: true,
    redOnHealth: false,
    resultOfChange: 'changes',
    resultOfDrift: 'failed',
    greenVerdict: 'planned',
    publishes: ['comment', 'check'],
    pullRequest: 'open',
    annotates: false,
    readsAuditLog: false,
    showsRequirements: true,
    fallsBack: true,
  },
  drift: {
    spec: 'one',
    login: true,
    environment: 'truu-plan',
    writes: false,
    only: 'all',
    checksRepository: false,
    preflight: 'nobody',
    needsReview: false,
    redOnDrift: 'drift',
    syncCounts: 'all',
    attends: true,
    asksHealth: true,
    redOnHealth: true,
    resultOfChange: 'in-sync',
    resultOfDrift: 'drift',
    greenVerdict: 'no-drift',
    publishes: ['issue'],
    pullRequest: 'none',
    annotates: true,
    readsAuditLog: true,
    showsRequirements: false,
    fallsBack: false,
  },
  renew: {
    spec: 'one',
    login: true,
    environment: 'truu-renew',
    writes: true,
    only: 'renewals',
    checksRepository: false,
    preflight: 'self',
    needsReview: false,
    redOnDrift: 'drift',
    syncCounts: 'all',
    attends: true,
    asksHealth: true,
    redOnHealth: true,
    resultOfChange: 'renewed',
    resultOfDrift: 'drift',
    greenVerdict: 'renewed',
    publishes: ['issue'],
    pullRequest: 'none',
    annotates: true,
    readsAuditLog: false,
    showsRequirements: false,
    fallsBack: false,
  },
  apply: {
    spec: 'one',
    login: true,
    environment: 'truu-production',
    writes: true,
    only: 'all',
    checksRepository: true,
    preflight: 'self',
    needsReview: true,
    redOnDrift: 'not-converged',
    syncCounts: 'wanted',
    attends: true,
    asksHealth: true,
    redOnHealth: true,
    resultOfChange: 'applied',
    resultOfDrift: 'failed',
    greenVerdict: 'applied',
    publishes: ['comment'],
    pullRequest: 'merged',
    annotates: false,
    readsAuditLog: false,
    showsRequirements: false,
    fallsBack: false,
  },
} as const satisfies Record<string, ModeTraits>;

/** A mode: where a run stops. */
export type Mode = keyof typeof modeCatalog;
/** Every mode, in the order in which the action tells of them. */
export const modes = Object.keys(modeCatalog) as [Mode, ...Mode[]];

/** The mode of an input that is not set. */
export const defaultMode = 'plan' satisfies Mode;
/** The mode that is left where GitHub gives the job no login. */
export const offlineMode = 'check' satisfies OfflineMode;

/** The modes that log in. */
export type OnlineMode = { [M in Mode]: (typeof modeCatalog)[M]['login'] extends true ? M : never }[Mode];
/** The modes that do not. */
export type OfflineMode = Exclude<Mode, OnlineMode>;

/** Whether a mode logs in; tells the type too. */
export const logsIn = (mode: Mode): mode is OnlineMode => modeCatalog[mode].login;

/** The traits of a mode; null: the inputs could not be read, and the run did no more than one without a login. */
export const traitsOf = (mode: Mode | null): ModeTraits => modeCatalog[mode ?? offlineMode];
