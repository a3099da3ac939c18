import { traitsOf } from '../../catalog/modes.ts';
import { wantedOf } from '../../plan/changes.ts';
import type { Report, ReportedPlan } from '../report.ts';

const grants = new Set(['AppRoleAssignment.ReadWrite.All', 'DelegatedPermissionGrant.ReadWrite.All']);
const code = (name: string): string => `\`${name}\``;
const list = (names: readonly string[]): string => names.map(code).join(', ');

/** Graph permissions that an identity needs to apply the plan, each once, in the order of the steps. */
export const neededPermissions = (plan: ReportedPlan): readonly string[] => [
  ...new Set(plan.steps.flatMap((step) => step.permissions)),
];

/**
 * Required to apply a plan, as items of a list: approval, rights, and who can give them. Empty: nothing to do, or not
 * asked.
 */
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
  const reasons = [
    ...(dangers.has('privilege') ? ['changes privileges'] : []),
    ...(dangers.has('removal') ? ['has removals'] : []),
    ...(dangers.has('tenantWide') ? ['affects other TruU directories'] : []),
  ];
  const look = reasons.length === 0 ? '' : ` Review carefully: the plan ${reasons.join(' and ')}.`;
  return `**Approval:** the merge, then the reviewers of the apply job's environment, if it has one.${look}`;
};

const rights = ({ loginRoles }: Report, needed: readonly string[]): readonly string[] => {
  if (needed.length === 0) return ['**Permissions in Entra:** none. The plan changes only TruU.'];
  const roles = loginRoles ?? [];
  const missing = needed.filter((name) => !roles.includes(name));
  if (missing.length === 0) return [`**Permissions in Entra:** ${list(needed)}. This job's identity has them.`];
  const consent = missing.some((name) => grants.has(name))
    ? ' Without permission to grant, apply makes all other changes and reports the URL where an administrator consents.'
    : '';
  const lacks = missing.length === needed.length ? 'has none of these' : `lacks ${list(missing)}`;
  return [
    `**Permissions in Entra:** the identity of the apply job needs ${list(needed)}. This job's identity is read-only and ${lacks}.`,
    `**Who can grant them:** a Privileged Role Administrator or a Global Administrator.${consent}`,
  ];
};

const removals = (plan: ReportedPlan): readonly string[] =>
  plan.changes.some((change) => change.skipReason === 'allow-removals')
    ? ['**Removals** are not applied until the workflow sets `allow-removals: true`.']
    : [];
