import { traitsOf } from '../../catalog/modes.ts';
import { wantedOf } from '../../plan/changes.ts';
import type { Report, ReportedPlan } from '../report.ts';

const grants = new Set(['AppRoleAssignment.ReadWrite.All', 'DelegatedPermissionGrant.ReadWrite.All']);
const code = (name: string): string => `\`${name}\``;
const list = (names: readonly string[]): string => names.map(code).join(', ');

/** Graph permissions that an identity needs to carry the plan out, each once, in the order of the steps. */
export const neededPermissions = (plan: ReportedPlan): readonly string[] => [
  ...new Set(plan.steps.flatMap((step) => step.permissions)),
];

/** What it takes to apply a plan, as items of a list: approval, rights, and who can give them. Empty: nothing to do, or not asked. */
export const needsOf = (report: Report): readonly string[] => {
  const { mode, plan } = report;
  if (
    !traitsOf(mode).showsRequirements ||
    plan === null ||
    plan.refusals.length > 0 ||
    wantedOf(plan.changes).length === 0
  )
    return [];
  return [approval(plan), ...rights(report, neededPermissions(plan)), ...removals(plan)].map((line) => `- ${line}`);
};

const approval = (plan: ReportedPlan): string => {
  const dangers = new Set(wantedOf(plan.changes).map(({ danger }) => danger));
  const reason = [
    ...(dangers.has('privilege') ? ['it gives new power'] : []),
    ...(dangers.has('removal') ? ['it takes something away'] : []),
    ...(dangers.has('tenantWide') ? ['it reaches beyond this directory'] : []),
  ];
  const look = reason.length === 0 ? '' : ` Look closely: ${reason.join(', ')}.`;
  return `**Approval:** the merge, then the reviewers of the environment of the apply job, if it has one.${look}`;
};

const rights = ({ loginRoles }: Report, needed: readonly string[]): readonly string[] => {
  if (needed.length === 0) return ['**Rights in Entra:** none, this changes TruU alone.'];
  const roles = loginRoles ?? [];
  const missing = needed.filter((name) => !roles.includes(name));
  if (missing.length === 0) return [`**Rights in Entra:** ${list(needed)}; the login of this run has them.`];
  const consent = missing.some((name) => grants.has(name))
    ? ' Without the right to grant, the rest is still applied, and the run names the page where such an administrator consents.'
    : '';
  const lacks = missing.length === needed.length ? 'has none of them' : `lacks ${list(missing)}`;
  return [
    `**Rights in Entra:** the login of apply needs ${list(needed)}. The login of this run, which only had to read, ${lacks}.`,
    `**Who can grant them:** a Privileged Role Administrator or a Global Administrator.${consent}`,
  ];
};

const removals = (plan: ReportedPlan): readonly string[] =>
  plan.changes.some((change) => change.skipReason === 'allow-removals')
    ? ['**Removals** are kept back until the workflow sets `allow-removals: true`.']
    : [];
