import type { TruuChanges, TruuRules, TruuStep } from '../connection.ts';

/** One request for the settings, one for the primary user identifier, one for the cluster. */
export const toSteps: TruuRules['toSteps'] = (changes) => [
  ...settingsStep(changes),
  ...identifierStep(changes),
  ...clusterStep(changes),
];

const settingsStep = ({ directory, settings, secretSteps }: TruuChanges): readonly TruuStep[] => {
  if (directory === null || settings === null) return [];
  const { id: directoryId, version } = directory;
  const id = 'update-directory';
  return [{ id, kind: id, ...settings, dependsOn: secretSteps, directoryId, version }];
};

const identifierStep = ({ observed, primaryUserIdentifier }: TruuChanges): readonly TruuStep[] => {
  const current = observed.primaryUserIdentifier;
  if (primaryUserIdentifier === null || current === null) return [];
  const id = 'set-primary-user-identifier';
  return [{ id, kind: id, ...primaryUserIdentifier, dependsOn: [], version: current.version }];
};

const clusterStep = ({ observed, directory, cluster, secretSteps }: TruuChanges): readonly TruuStep[] => {
  const found = observed.cluster?.found ?? null;
  if (cluster === null || found === null) return [];
  const id = 'connect-cluster';
  const { version, value: takenFrom } = found.connection;
  const dependsOn = directory === null ? secretSteps : [];
  const directoryId = directory?.id ?? null;
  return [{ id, kind: id, ...cluster, dependsOn, clusterId: found.id, directoryId, takenFrom, version }];
};
