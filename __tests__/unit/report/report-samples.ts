import { errorCatalog, type ErrorCode } from '../../../src/catalog/errors.ts';
import type { Failure, Report } from '../../../src/report/report.ts';
import type { Diagnostic } from '../../../src/spec/diagnostic.ts';

/** A report of a plan that found nothing to do. */
export const reportWith = (more: Partial<Report> = {}): Report => ({
  mode: 'plan',
  result: 'in-sync',
  sync: 'in-sync',
  health: 'healthy',
  red: false,
  skipped: null,
  specFile: 'spec.yml',
  directoryName: 'US-Denver-Production',
  tenant: null,
  cloud: 'public',
  diagnostics: [],
  plan: null,
  remaining: null,
  steps: [],
  environment: null,
  healthTimeline: [],
  secrets: [],
  permissions: [],
  unmanaged: [],
  loginRoles: null,
  requests: [],
  failures: [],
  warnings: [],
  handOff: null,
  clientId: null,
  directoryId: null,
  applicationObjectId: null,
  servicePrincipalObjectId: null,
  secretExpiresOn: null,
  daysLeft: null,
  rotated: false,
  auditEvents: null,
  run: null,
  published: null,
  ...more,
});

/** A failure with a code of the catalogue. */
export const failure = (code: ErrorCode, more: Partial<Failure> = {}): Failure => ({
  code,
  title: errorCatalog[code].title,
  category: errorCatalog[code].category,
  message: `The sentence of ${code}.`,
  fix: errorCatalog[code].fix,
  evidence: [],
  requestId: null,
  leftBehind: [],
  ...more,
});

/** A problem on a line of the spec. */
export const diagnostic = (line: number, more: Partial<Diagnostic> = {}): Diagnostic => ({
  code: 'SPEC_UNKNOWN_KEY',
  message: `Problem ${line}.`,
  fix: 'Remove it.',
  range: { file: 'spec.yml', line, column: 3, endLine: line, endColumn: 9 },
  ...more,
});
