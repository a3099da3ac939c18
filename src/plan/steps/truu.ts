import type { DirectorySettings } from '../../truu/model.ts';
import type { PlanInput } from '../input.ts';
import type { TargetKind } from '../target.ts';
import type { Change, Step } from '../types.ts';
import type { DirectoryMatch } from '../which-directory.ts';

/** The steps on TruU's side that follow the secret. */
export const truuSteps = (
  input: PlanInput,
  match: DirectoryMatch,
  wanted: readonly Change[],
  before: readonly Step[],
): readonly Step[] => {
  const secretStepIds = before.filter((step) => step.kind === 'set-secret').map((step) => step.id);
  const find = (kind: TargetKind): Change | undefined => wanted.find(({ target }) => target.kind === kind);
  return [
    ...settingsStep(match, wanted, secretStepIds),
    ...identifierStep(input, find('primary-user-identifier')),
    ...clusterStep(input, match, find('cluster'), secretStepIds),
  ];
};

const settingsStep = (
  match: DirectoryMatch,
  wanted: readonly Change[],
  secretStepIds: readonly string[],
): readonly Step[] => {
  const settings = wanted.filter(({ target }) => target.kind === 'directory-setting');
  if (match.kind !== 'ours' || settings.length === 0) return [];
  const fields = settings.flatMap((change) => change.fields.map((one) => [one.path, one.after]));
  return [
    {
      id: 'update-directory',
      kind: 'update-directory',
      changes: settings.map((change) => change.address),
      dependsOn: secretStepIds,
      permissions: [],
      directoryId: match.directory.id,
      etag: match.directory.etag,
      patch: Object.fromEntries(fields) as Partial<DirectorySettings>,
    },
  ];
};

const identifierStep = ({ truu }: PlanInput, change: Change | undefined): readonly Step[] => {
  const value = truu.desired.primaryUserIdentifier;
  const current = truu.observed.primaryUserIdentifier;
  if (change === undefined || value === null || current === null) return [];
  const id = 'set-primary-user-identifier';
  return [{ id, kind: id, changes: [change.address], dependsOn: [], permissions: [], value, etag: current.etag }];
};

const clusterStep = (
  { truu }: PlanInput,
  match: DirectoryMatch,
  change: Change | undefined,
  secretStepIds: readonly string[],
): readonly Step[] => {
  const found = truu.observed.cluster?.found ?? null;
  if (change === undefined || found === null || match.kind === 'ambiguous') return [];
  return [
    {
      id: 'connect-cluster',
      kind: 'connect-cluster',
      changes: [change.address],
      dependsOn: match.kind === 'none' ? secretStepIds : [],
      permissions: [],
      clusterId: found.id,
      directoryId: match.kind === 'ours' ? match.directory.id : { step: 'set-secret', field: 'directoryId' },
      etag: found.connection.etag,
    },
  ];
};
