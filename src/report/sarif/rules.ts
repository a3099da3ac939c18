import { errorCatalog, type ErrorCode } from '../../catalog/errors.ts';
import { errorPage } from '../../catalog/release.ts';

/** How severe SARIF takes a result to be. */
export type SarifLevel = 'error' | 'warning' | 'note';

interface Kind {
  readonly title: string;
  readonly fix: string;
  readonly level: SarifLevel;
  /** Whose page tells of it. */
  readonly page: ErrorCode;
}

/** What is no failure by itself: drift by its reason, findings, and what the input `warn-before` asks for. */
const kinds = {
  'drift-privilege': {
    title: 'A permission is granted but not in the spec',
    fix: 'Add the permission to the spec, or let apply revoke it.',
    level: 'error',
    page: 'PLAN_DRIFT',
  },
  'drift-change': {
    title: 'Entra or TruU differs from the spec',
    fix: errorCatalog.PLAN_DRIFT.fix,
    level: 'warning',
    page: 'PLAN_DRIFT',
  },
  'drift-renewal': {
    title: 'A renewal is due',
    fix: 'Run renew, or check why its schedule did not run it.',
    level: 'warning',
    page: 'PLAN_DRIFT',
  },
  finding: {
    title: 'The action found something that it leaves alone',
    fix: errorCatalog.ENTRA_ACCESS_UNKNOWN.fix,
    level: 'warning',
    page: 'ENTRA_ACCESS_UNKNOWN',
  },
  expiry: {
    title: 'A secret or a certificate expires soon',
    fix: 'Replace what logs in with it before it expires, or remove it. A secret that TruU holds is renewed by the action.',
    level: 'note',
    page: 'PLAN_DRIFT',
  },
} as const satisfies Readonly<Record<string, Kind>>;

/** The id of a rule: a code of the error catalogue, or a kind of drift. */
export type RuleId = ErrorCode | keyof typeof kinds;

const isKind = (id: RuleId): id is keyof typeof kinds => id in kinds;

/** The level of a rule's results. A failure is an error; what is only a warning says so itself. */
export const levelOf = (id: RuleId): SarifLevel => (isKind(id) ? kinds[id].level : 'error');

/** A rule as SARIF's reportingDescriptor. */
export const ruleOf = (id: RuleId, actionRepository: string | null) => {
  const { title, fix } = isKind(id) ? kinds[id] : errorCatalog[id];
  return {
    id,
    shortDescription: { text: title },
    help: { text: fix },
    helpUri: errorPage(actionRepository, isKind(id) ? kinds[id].page : id),
    defaultConfiguration: { level: levelOf(id) },
  };
};
